"""The files of one body's packet: what is in it, what was edited by hand, what is out of date; bring it up to date."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.documents import DocumentFile
from workflow_app.queries.packet_files import PACKET, FileInPacket, outdated_files
from workflow_app.queries.packet_files import packet_files as read_files
from workflow_app.queries.place import Place
from workflow_app.usecases.refresh_packet import refresh_packet
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.document_words import document_name, file_purpose, file_size
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import day_time, in_words, refusal_text
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/body/<int:process_id>/packet")
@page(Permission.STAFF_MANAGE)
def packet_files(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show the newest packet file by file, and every packet there has been."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    packets = [item for item in body.documents if item.name == PACKET]
    return render(
        "staff/packet_files.html",
        area=area,
        body=body,
        body_name=in_words(body.body_name),
        packets=[_packet(area, item) for item in packets],
        sets=[_set(tx, area, body, item) for item in _newest(packets)],
    )


@staff.post("/<area>/body/<int:process_id>/packet")
@page(Permission.STAFF_MANAGE)
def packet_files_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Have what is out of date made anew."""
    here = url_for("staff.packet_files", area=area, process_id=process_id)
    try:
        with attempt(tx):
            refresh_packet(tx, assembly().catalogue, place.area_id or 0, process_id)
    except Refused as refused:
        return go_to(here, " ".join(refusal_text(reason) for reason in refused.reasons), "error")
    return go_to(here, _("The packet is being brought up to date. What has not changed stays as it is."))


def _newest(packets: list[DocumentFile]) -> list[DocumentFile]:
    """Return the newest packet of each language, Czech first."""
    newest: dict[str, DocumentFile] = {}
    for item in packets:
        newest.setdefault(item.language, item)
    return [newest[name] for name in sorted(newest)]


def _packet(area: str, item: DocumentFile) -> dict[str, Any]:
    return {
        "url": url_for("staff.file_by_hash", area=area, sha256=item.sha256),
        "made": day_time(item.created_at),
        "language": item.language,
        "size": file_size(item.size),
        "sha256": item.sha256,
    }


def _set(tx: Transaction, area: str, body: CouncilBody, packet: DocumentFile) -> dict[str, Any]:
    """Return the files of one packet in words; the body that has decided keeps them as they are."""
    outdated: frozenset[str] = frozenset()
    parts = assembly()
    if not body.has_decided:
        outdated = outdated_files(
            tx, parts.catalogue, body.process_id, packet.id, packet.language, parts.settings.base_url
        )
    files = read_files(tx, packet.id)
    return {
        "language": packet.language,
        "url": url_for("staff.file", area=area, document_id=packet.id),
        "is_outdated": bool(outdated - {file.name for file in files if file.is_edited}),
        "is_old": not files,
        "files": [_file(area, body, packet.language, file, file.name in outdated) for file in files],
    }


def _file(
    area: str, body: CouncilBody, file_language: str, file: FileInPacket, is_outdated: bool
) -> dict[str, Any]:
    place: dict[str, Any] = {
        "area": area,
        "process_id": body.process_id,
        "name": file.name,
        "file_language": file_language,
    }
    return {
        "name": document_name(file.name),
        "file_name": file.file_name,
        "purpose": file_purpose(file.name),
        "size": file_size(file.size),
        "state": file_state(file, is_outdated=is_outdated),
        "made": day_time(file.created_at),
        "by": file.by,
        "revision": file.revision,
        "url": url_for("staff.file", area=area, document_id=file.id),
        "edit_url": None if file.is_shared else url_for("staff.packet_file", **place),
        "is_shared": file.is_shared,
    }


def file_state(file: FileInPacket, *, is_outdated: bool) -> dict[str, str]:
    """Return label and tone: generated or edited by hand, and whether the data beneath have changed."""
    if file.is_edited and is_outdated:
        return {"label": _("edited by hand, the data have changed since"), "tone": "waits"}
    if file.is_edited:
        return {"label": _("edited by hand"), "tone": "changed"}
    if is_outdated:
        return {"label": _("out of date"), "tone": "waits"}
    return {"label": _("up to date"), "tone": "done"}

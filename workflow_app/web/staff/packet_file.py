"""One file of a body's packet: its versions, and the way to upload the one that was edited in Word."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, HiddenField, TextAreaField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.packet_files import PACKET, FileInPacket, file_revisions, outdated_files
from workflow_app.queries.place import Place
from workflow_app.usecases.refresh_packet import take_generated_again
from workflow_app.usecases.upload_packet_file import (
    EditedFile,
    PacketUpload,
    keep_edited_file,
    upload_packet_file,
)
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.document_words import document_name, file_purpose, file_size
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.kept_file import edit_of_ticket, edit_ticket
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import day_time, in_words, refusal_text
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.packet_files import file_state

ADDRESS = "/<area>/body/<int:process_id>/packet/<file_language>/<name>"


class PacketFileForm(PageForm):
    """The edited file; `kept` stands for one that came with the page before, `base` is what the page showed."""

    file = FileField(_l("The file edited in Word (DOCX)"))
    note = TextAreaField(_l("What you have changed, for your colleagues"))
    in_spite = BooleanField(_l("Use my file all the same"))
    kept = HiddenField()
    base = HiddenField()


@staff.get(ADDRESS)
@page(Permission.STAFF_MANAGE)
def packet_file(
    tx: Transaction, place: Place, area: str, process_id: int, file_language: str, name: str
) -> ResponseReturnValue:
    """Show the versions of the file and the form."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    form = PacketFileForm(formdata=None)
    return _show(tx, area, body, name, file_language, form)


@staff.post(ADDRESS)
@page(Permission.STAFF_MANAGE)
def packet_file_post(
    tx: Transaction, place: Place, area: str, process_id: int, file_language: str, name: str
) -> ResponseReturnValue:
    """Take the uploaded file; when the content has changed meanwhile, let the person choose."""
    parts = assembly()
    body = council_body(tx, parts.catalogue, process_id, area_id=place.area_id)
    form = PacketFileForm()
    if not form.validate():
        return _show(tx, area, body, name, file_language, form, status=422)
    try:
        with attempt(tx):
            upload = PacketUpload(
                area_id=place.area_id or 0,
                process_id=process_id,
                name=name,
                language=file_language,
                file=_edited(form, process_id),
                seen_id=int(form.base.data) if (form.base.data or "").isdecimal() else None,
                note=form.note.data or "",
                in_spite=form.in_spite.data,
            )
            upload_packet_file(tx, parts.catalogue, parts.store, upload, parts.settings.base_url)
    except Refused as refused:
        general = tuple(form.refuse(refused))
        return _show(tx, area, body, name, file_language, form, general, 422)
    message = _("Your file is kept. It will be in the packet in a moment.")
    return go_to(url_for("staff.packet_files", area=area, process_id=process_id), message)


@staff.post(f"{ADDRESS}/generated")
@page(Permission.STAFF_MANAGE)
def generated_again(
    tx: Transaction, place: Place, area: str, process_id: int, file_language: str, name: str
) -> ResponseReturnValue:
    """Take the generated file again instead of the one edited by hand."""
    here = url_for("staff.packet_files", area=area, process_id=process_id)
    try:
        with attempt(tx):
            take_generated_again(
                tx, assembly().catalogue, place.area_id or 0, process_id, name, file_language
            )
    except Refused as refused:
        return go_to(here, " ".join(refusal_text(reason) for reason in refused.reasons), "error")
    return go_to(here, _("The file is being generated again. Your version stays among the older ones."))


def _edited(form: PacketFileForm, process_id: int) -> EditedFile:
    """Return the file that was sent, or the one that came with the page before and is kept."""
    sent = form.file.data
    if isinstance(sent, FileStorage) and sent.filename:
        edited = keep_edited_file(assembly().store, sent.read(), sent.filename)
        form.kept.data = edit_ticket(edited, process_id)
        return edited
    kept = edit_of_ticket(form.kept.data or "", process_id)
    if kept is None:
        raise Refused(Refusal("file_is_missing", field="file"))
    return kept


def _show(
    tx: Transaction,
    area: str,
    body: CouncilBody,
    name: str,
    file_language: str,
    form: PacketFileForm,
    general: tuple[str, ...] = (),
    status: int = 200,
) -> ResponseReturnValue:
    revisions = file_revisions(tx, body.process_id, name, file_language)
    if not revisions:
        raise NotFound(f"{name} of packet {body.process_id}")
    has_changed = name in _outdated(tx, body, file_language)
    form.file.flags.required = not form.kept.data
    if not form.base.data:
        form.base.data = str(revisions[0].id)
    return render(
        "staff/packet_file.html",
        status=status,
        area=area,
        body=body,
        body_name=in_words(body.body_name),
        name=name,
        file_language=file_language,
        title=document_name(name),
        purpose=file_purpose(name),
        newest=revisions[0],
        has_changed=has_changed,
        state=file_state(revisions[0], is_outdated=has_changed),
        rows=[_row(area, item) for item in revisions],
        form=form,
        asks=bool(form.in_spite.errors),
        general=[(sentence, None) for sentence in general],
    )


def _outdated(tx: Transaction, body: CouncilBody, file_language: str) -> frozenset[str]:
    packets = [item for item in body.documents if (item.name, item.language) == (PACKET, file_language)]
    if body.has_decided or not packets:
        return frozenset()
    parts = assembly()
    return outdated_files(
        tx, parts.catalogue, body.process_id, packets[0].id, file_language, parts.settings.base_url
    )


def _row(area: str, file: FileInPacket) -> dict[str, Any]:
    return {
        "revision": file.revision,
        "url": url_for("staff.file", area=area, document_id=file.id),
        "origin": _("edited by hand") if file.is_edited else _("generated"),
        "made": day_time(file.created_at),
        "by": file.by,
        "note": file.note,
        "size": file_size(file.size),
        "sha256": file.sha256,
    }

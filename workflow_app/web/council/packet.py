"""The packet for one body: download, read, what applies to the municipality, put on the agenda."""

from typing import Any
from zipfile import BadZipFile, ZipFile

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import Choice, available
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Permanent, Refused, Stale
from workflow_app.queries.documents import DocumentFile
from workflow_app.queries.municipal_impact import municipal_impact
from workflow_app.queries.municipal_matter import MunicipalMatter, municipal_matter, municipal_packet
from workflow_app.queries.packet_files import FileInPacket, packet_files
from workflow_app.queries.place import Place
from workflow_app.queries.version_text import version_text
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.session_form import SessionForm
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.document_words import file_purpose, file_size
from workflow_app.web.shared.head_words import head_words, version_words
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.transition_page import Why, why
from workflow_app.web.shared.wording import day, in_words

PUT_ON_AGENDA = "put_on_agenda"
LANGUAGES = {"cs": "Česky", "en": "English"}


@council.get("/<municipality>/packet/<int:process_id>")
@page(Permission.COUNCIL_READ)
def packet(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Show the packet; while it is being produced the page asks for its fragment again."""
    matter = municipal_matter(tx, assembly().catalogue, place.municipality_id or 0, process_id)
    form = SessionForm(data={"session_on": matter.body.session_on})
    form.seen.data = str(matter.body.seq)
    return _show(tx, place, matter, form)


@council.post("/<municipality>/packet/<int:process_id>")
@page(Permission.COUNCIL_RECORD)
def packet_post(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Put the matter on the agenda of a session."""
    catalogue, form = assembly().catalogue, SessionForm()
    matter = municipal_matter(tx, catalogue, place.municipality_id or 0, process_id)
    if not form.validate():
        return _show(tx, place, matter, form, status=422)
    try:
        with attempt(tx):
            answers = {"session_on": form.session_on.data}
            fire_transition(tx, catalogue, process_id, PUT_ON_AGENDA, answers, seen=form.seen_seq)
    except Refused as refused:
        return _show(tx, place, matter, form, tuple(form.refuse(refused)), 422)
    except Stale:
        return _show(tx, place, matter, form, (stale_text(),), 409)
    when = day(form.session_on.data)
    message = _("The session of %(day)s is written down. We will remind you of the resolution.", day=when)
    return go_to(url_for("council.packet", municipality=municipality, process_id=process_id), message)


def _show(
    tx: Transaction,
    place: Place,
    matter: MunicipalMatter,
    form: SessionForm,
    general: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    text = version_text(tx, matter.document, matter.body.version_number)
    choices = available(tx, assembly().catalogue, matter.process_id)
    return render(
        "council/packet.html",
        "council/_packet_files.html",
        status=status,
        municipality=place.municipality_code,
        matter=matter,
        head=_head(matter, version_words(text.number, text.sha256)),
        steps=[{"label": in_words(step.label), "state": step.state} for step in matter.steps],
        text=text,
        impact=municipal_impact(tx, matter.document.plan_id, text, place.municipality_code or ""),
        form=form if PUT_ON_AGENDA in {choice.trigger for choice in choices} else None,
        general=[(sentence, None) for sentence in general],
        recording=_recording(choices),
        session_is_over=_session_is_over(tx, matter),
        **_files(tx, matter, place),
    )


def _head(matter: MunicipalMatter, version: str) -> dict[str, Any]:
    """Return the document's head; who acts and until when is said from where this municipality stands."""
    return head_words(matter.document) | {
        "who": in_words(matter.body_name) if matter.waits_for_council else None,
        "until": matter.body.until,
        "late": matter.body.late,
        "version": version,
    }


def _recording(choices: tuple[Choice, ...]) -> list[Why] | None:
    """Return why no resolution can be recorded (nothing: it can); None when there is nothing to record now."""
    recording = [choice for choice in choices if choice.payload == "ResolutionRecorded"]
    return [why(refusal) for refusal in recording[0].refusals] if recording else None


def _session_is_over(tx: Transaction, matter: MunicipalMatter) -> bool:
    """The day on the agenda has come: from now on the main thing is to record, not to read."""
    return matter.body.session_on is not None and matter.body.session_on <= prague_day(tx.now)


def _files(tx: Transaction, matter: MunicipalMatter, place: Place) -> dict[str, Any]:
    """Return the packet in words: one download a language, the names of the Word files inside."""
    found = municipal_packet(tx, matter.body)
    return {
        "packet_failed": found.failed,
        "files": [_download(tx, file, place) for file in found.files],
    }


def _download(tx: Transaction, file: DocumentFile, place: Place) -> dict[str, Any]:
    return {
        "language": file.language,
        "language_name": LANGUAGES.get(file.language, file.language),
        "url": url_for("council.document", municipality=place.municipality_code, document_id=file.id),
        "kilobytes": max(1, round(file.size / 1024)),
        "day": day(file.created_at),
        "contents": [_inside(item, place) for item in packet_files(tx, file.id)] or _names_inside(file),
    }


def _inside(item: FileInPacket, place: Place) -> dict[str, str]:
    """Return one file of the packet in words, to be downloaded by itself."""
    return {
        "name": item.file_name,
        "purpose": file_purpose(item.name),
        "size": file_size(item.size),
        "url": url_for("council.document", municipality=place.municipality_code, document_id=item.id),
    }


def _names_inside(file: DocumentFile) -> list[dict[str, str]]:
    """Return the names in a packet made before its files were kept one by one; nothing when it cannot be read."""
    try:
        with ZipFile(assembly().store.open(file.sha256)) as archive:
            return [{"name": name} for name in sorted(archive.namelist())]
    except (BadZipFile, NotFound, Permanent):
        return []

"""Recording a resolution in two steps: fill in, check your answers, record; works without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.kernel.languages import LANGUAGES
from workflow_app.queries.draft_resolution import draft_text, resolved_text
from workflow_app.usecases.record_resolution import (
    KeptScan,
    keep_scan,
    resolution_doubts,
    resolution_refusals,
)
from workflow_app.web.shared.access import assembly
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.kept_file import scan_of_ticket, ticket_for
from workflow_app.web.shared.resolution_form import ResolutionForm, answers
from workflow_app.web.shared.wording import refusal_text
from workflows.council_resolution.payloads import ResolutionRecorded

Record = Callable[[ResolutionRecorded, KeptScan | None, int | None], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page shows next: the form (again), the check of the answers, or that it is recorded."""

    step: str  # form | check | recorded
    general: tuple[str, ...] = ()
    file_name: str = ""
    answers: tuple[dict[str, str], ...] = ()
    doubts: tuple[str, ...] = ()  # what is hardly meant so, to be looked at before the answers are confirmed
    status: int = 200


def enter_resolution(tx: Transaction, form: ResolutionForm, process_id: int, record: Record) -> Entry:
    """Handle one POST of the form; `record(payload, scan, seen)` is called when the answers were confirmed.

    The buttons send `step`: check, change (back to the form) or record; or `do`: a row of points is added or
    removed. A file is kept as soon as it comes.
    """
    try:
        scan = _scan(form, process_id)
    except Refused as refused:
        form.validate()
        return Entry("form", tuple(form.refuse(refused)), status=422)
    name = scan.file_name if scan else ""
    if form.change_rows(request.form.get("do", "")):
        form.offer_verbs()
        return Entry("form", file_name=name)
    if request.form.get("step") == "change":
        return Entry("form", file_name=name)
    form.drop_empty_points()
    if not form.validate():
        return Entry("form", file_name=name, status=422)
    _reword(tx, form, process_id)
    try:
        return _checked(tx, form, process_id, scan, record)
    except Refused as refused:
        return Entry("form", tuple(form.refuse(refused)), file_name=name, status=422)
    except Stale:
        return Entry("form", (stale_text(),), file_name=name, status=409)


def stale_text() -> str:
    """Return the sentence for a page that was overtaken."""
    return _("Somebody changed this meanwhile. Look at the present state before you send your answers again.")


def _reword(tx: Transaction, form: ResolutionForm, process_id: int) -> None:
    """Put the verb of the outcome into the draft when it was left as it was filled in: it says "approves"."""
    typed = (form.text.data or "").split()
    for language in LANGUAGES if typed else ():
        if typed == draft_text(tx, assembly().catalogue, process_id, language).split():
            said = resolved_text(tx, assembly().catalogue, process_id, language, form.verdict.data or "")
            form.text.data = said


def _checked(
    tx: Transaction, form: ResolutionForm, process_id: int, scan: KeptScan | None, record: Record
) -> Entry:
    payload = form.payload()
    refusals = resolution_refusals(tx, process_id, payload)
    if refusals:
        raise Refused(*refusals)
    name = scan.file_name if scan else ""
    if request.form.get("step") != "record":
        doubts = (refusal_text(found) for found in resolution_doubts(tx, process_id, payload))
        return Entry("check", file_name=name, answers=tuple(answers(form, name)), doubts=tuple(doubts))
    with attempt(tx):
        record(payload, scan, form.seen_seq)
    return Entry("recorded", file_name=name)


def _scan(form: ResolutionForm, process_id: int) -> KeptScan | None:
    """Return the file sent now, or the one kept on an earlier page. Raises Refused."""
    sent = next((item for item in (form.file.data, form.photo.data) if _is_file(item)), None)
    if sent is None:
        return scan_of_ticket(form.kept.data or "", process_id)
    app = assembly()
    scan = keep_scan(app.store, sent.read(), sent.filename or "", app.settings.max_upload_bytes)
    form.kept.data, form.kept.raw_data = ticket_for(scan, process_id), None
    return scan


def _is_file(value: object) -> bool:
    return isinstance(value, FileStorage) and bool(value.filename)

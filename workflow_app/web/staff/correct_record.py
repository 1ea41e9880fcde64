"""Staff corrects a recorded resolution; another verdict reopens the body and records it anew."""

from dataclasses import replace
from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.queries.resolutions import Resolution
from workflow_app.usecases.correct_resolution import correct_resolution
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import (
    ResolutionForm,
    folded_verdicts,
    recorded_data,
    resolution_form,
    verdict_lines,
)
from workflow_app.web.shared.resolution_meaning import meaning_of
from workflow_app.web.shared.source_words import source_of_words
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflows.council_resolution.payloads import ResolutionRecorded


@staff.get("/<area>/body/<int:process_id>/correct")
@page(Permission.STAFF_MANAGE)
def correct_record(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show what was recorded, ready to be mended."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    recorded = _recorded(body)
    form = _form(body, recorded, **recorded_data(recorded))
    form.seen.data = str(body.seq)
    return _show(tx, area, body, form, Entry("form", file_name=recorded.scan_name or ""))


@staff.post("/<area>/body/<int:process_id>/correct")
@page(Permission.STAFF_MANAGE)
def correct_record_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Check, then write the correction."""
    catalogue = assembly().catalogue
    body = council_body(tx, catalogue, process_id, area_id=place.area_id)
    recorded = _recorded(body)
    form = _form(body, recorded)
    reason = form.reason.data or ""
    entry = enter_resolution(
        tx,
        form,
        process_id,
        lambda payload, scan, seen: correct_resolution(
            tx, catalogue, process_id, _with_source(payload, recorded), reason, scan=scan, seen=seen
        ),
    )
    if entry.step == "recorded":
        done = _("The record is corrected; the former one stays in the history.")
        return go_to(url_for("staff.council_body", area=area, process_id=process_id), done)
    return _show(tx, area, body, form, entry)


def _form(body: CouncilBody, recorded: Resolution, **filled: Any) -> ResolutionForm:
    """Return the form; what is recorded is offered, too, when it is a revocation."""
    offered = tuple(dict.fromkeys((*body.verdicts, recorded.verdict)))
    return resolution_form(assembly().catalogue, on_behalf=True, correction=True, offered=offered, **filled)


def _with_source(payload: ResolutionRecorded, recorded: Resolution) -> ResolutionRecorded:
    """A source that nobody has rewritten stays what it was, in whatever language the page showed it."""
    return replace(payload, source=source_of_words(payload.source, recorded.source))


def _recorded(body: CouncilBody) -> Resolution:
    if not body.resolutions:
        raise NotFound(f"resolution of {body.process_id}")
    return body.resolutions[-1]


def _show(tx: Transaction, area: str, body: CouncilBody, form: ResolutionForm, entry: Entry) -> Response:
    head = document_head(tx, assembly().catalogue, body.area_id, body.parent_id)
    recorded = _recorded(body)
    same = form.verdict.data == recorded.verdict
    return render(
        "staff/correct_record.html",
        status=entry.status,
        area=area,
        body=body,
        title=in_words(head.title),
        back_url=url_for("staff.council_body", area=area, process_id=body.process_id),
        heading=_("Correct the record – %(body)s", body=in_words(body.body_name)),
        form=form,
        entry=entry,
        general=[(text, None) for text in entry.general],
        lines=verdict_lines(body.counts),
        folded=folded_verdicts(form, body.counts),
        example="",
        file_name=entry.file_name or recorded.scan_name or "",
        upload_limit_mb=assembly().settings.max_upload_mb,
        meaning=[_("The verdict stays, only the data of the record change.")]
        if same
        else [
            _("The verdict changes: the former decision stops counting."),
            *meaning_of(form.verdict.data or "", body.stages, body.stage),
        ],
    )

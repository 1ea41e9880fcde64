"""Staff records a council's resolution on its behalf, saying how it became known."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.document_head import document_head
from workflow_app.queries.draft_resolution import draft_text
from workflow_app.queries.place import Place
from workflow_app.usecases.record_resolution import record_resolution
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import (
    ResolutionForm,
    folded_verdicts,
    resolution_form,
    verdict_lines,
)
from workflow_app.web.shared.resolution_meaning import meaning_of
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/body/<int:process_id>/record")
@page(Permission.STAFF_MANAGE)
def record_on_behalf(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show the form with what is known filled in."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    form = resolution_form(
        assembly().catalogue,
        on_behalf=True,
        offered=body.verdicts,
        members_total=body.member_count,
        session_on=body.session_on if body.session_on and body.session_on <= prague_day(tx.now) else None,
        text=draft_text(tx, assembly().catalogue, process_id, "cs"),
    )
    form.seen.data = str(body.seq)
    return _show(tx, area, body, form, Entry("form"))


@staff.post("/<area>/body/<int:process_id>/record")
@page(Permission.STAFF_MANAGE)
def record_on_behalf_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Check, then record."""
    catalogue = assembly().catalogue
    body = council_body(tx, catalogue, process_id, area_id=place.area_id)
    form = resolution_form(catalogue, on_behalf=True, offered=body.verdicts)
    entry = enter_resolution(
        tx,
        form,
        process_id,
        lambda payload, scan, seen: record_resolution(
            tx, catalogue, process_id, payload, scan=scan, seen=seen
        ),
    )
    if entry.step == "recorded":
        message = _("The resolution of %(body)s is recorded.", body=in_words(body.body_name))
        meaning = meaning_of(form.verdict.data, body.stages, body.stage)
        return go_to(
            url_for("staff.council_body", area=area, process_id=process_id), " ".join([message, *meaning])
        )
    return _show(tx, area, body, form, entry)


def _show(tx: Transaction, area: str, body: CouncilBody, form: ResolutionForm, entry: Entry) -> Response:
    head = document_head(tx, assembly().catalogue, body.area_id, body.parent_id)
    return render(
        "staff/record_on_behalf.html",
        status=entry.status,
        area=area,
        body=body,
        title=in_words(head.title),
        back_url=url_for("staff.council_body", area=area, process_id=body.process_id),
        heading=_("Record the resolution – %(body)s", body=in_words(body.body_name)),
        form=form,
        entry=entry,
        general=[(text, None) for text in entry.general],
        lines=verdict_lines(body.counts),
        folded=folded_verdicts(form, body.counts),
        example=body.last_number,
        file_name=entry.file_name,
        upload_limit_mb=assembly().settings.max_upload_mb,
        meaning=meaning_of(form.verdict.data or "", body.stages, body.stage),
    )

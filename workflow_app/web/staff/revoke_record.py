"""Staff records on a body's behalf the later resolution that annuls its earlier one."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.usecases.record_resolution import record_resolution
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import ResolutionForm, verdict_lines
from workflow_app.web.shared.resolution_revocation import check_revocable, revocation_form, revocation_meaning
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/body/<int:process_id>/revoke")
@page(Permission.STAFF_MANAGE)
def revoke_record(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show the form. Raises Refused when there is nothing to revoke."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    check_revocable(tx, body)
    form = revocation_form(body, on_behalf=True)
    form.seen.data = str(body.seq)
    return _show(tx, area, body, form, Entry("form"))


@staff.post("/<area>/body/<int:process_id>/revoke")
@page(Permission.STAFF_MANAGE)
def revoke_record_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Check, then record."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    form = revocation_form(body, on_behalf=True)
    entry = enter_resolution(
        tx,
        form,
        process_id,
        lambda payload, scan, seen: record_resolution(
            tx, assembly().catalogue, process_id, payload, scan=scan, seen=seen
        ),
    )
    if entry.step == "recorded":
        url = url_for("staff.council_body", area=area, process_id=process_id)
        return go_to(url, _("The revocation is recorded; the earlier decision stays in the history."))
    return _show(tx, area, body, form, entry)


def _show(tx: Transaction, area: str, body: CouncilBody, form: ResolutionForm, entry: Entry) -> Response:
    head = document_head(tx, assembly().catalogue, body.area_id, body.parent_id)
    return render(
        "staff/revoke_record.html",
        status=entry.status,
        area=area,
        body=body,
        title=in_words(head.title),
        back_url=url_for("staff.council_body", area=area, process_id=body.process_id),
        heading=_("Record a revocation – %(body)s", body=in_words(body.body_name)),
        form=form,
        entry=entry,
        general=[(text, None) for text in entry.general],
        lines=verdict_lines(body.counts),
        example=body.last_number,
        file_name=entry.file_name,
        upload_limit_mb=assembly().settings.max_upload_mb,
        meaning=revocation_meaning(body),
    )

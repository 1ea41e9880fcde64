"""Puts the matter of a council that ended while the round runs before its successor: who, until when, and why."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.queries.round_newcomers import EndedBody, round_newcomers
from workflow_app.usecases.add_body_to_round import put_before_successor
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflows.council_resolution.payloads import Extension


class SuccessorForm(PageForm):
    """The successor's last day, and why."""

    until = DayField(_l("Deadline of the successor"), validators=[InputRequired(_l("Write the deadline."))])
    reason = TextAreaField(
        _l("Reason"), validators=[DataRequired(_l("Write the reason; it stays in the history."))]
    )


@staff.get("/<area>/body/<int:process_id>/successor")
@page(Permission.STAFF_MANAGE)
def successor(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Say who stands in the place of the council, and what follows."""
    body, ended = _ended(tx, place, process_id)
    form = SuccessorForm(formdata=None, data={"until": ended.until if ended else None})
    form.seen.data = str(body.seq)
    return _page(tx, place, body, ended, form)


@staff.post("/<area>/body/<int:process_id>/successor")
@page(Permission.STAFF_MANAGE)
def successor_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Close the process of the old council and begin that of the successor."""
    body, ended = _ended(tx, place, process_id)
    form = SuccessorForm()
    if not form.validate():
        return _page(tx, place, body, ended, form, status=422)
    given = Extension(form.until.day, form.reason.data or "")
    try:
        with attempt(tx):
            names = put_before_successor(
                tx, assembly().catalogue, place.area_id or 0, process_id, given, seen=form.seen_seq
            )
    except Refused as refused:
        return _page(tx, place, body, ended, form, form.refuse(refused), 422)
    except Stale:
        body, ended = _ended(tx, place, process_id)
        form.seen.data = str(body.seq)
        return _page(tx, place, body, ended, form, [stale_text()], 409)
    url = url_for("staff.council_round", area=area, process_id=body.parent_id)
    return go_to(url, _("The matter is before the successor: %(names)s.", names=", ".join(names)))


def _ended(tx: Transaction, place: Place, process_id: int) -> tuple[CouncilBody, EndedBody | None]:
    """Return the body of this area, and what the round knows of its end; None when it has not ended undecided."""
    catalogue, area_id = assembly().catalogue, place.area_id or 0
    body = council_body(tx, catalogue, process_id, area_id=area_id)
    found = round_newcomers(tx, catalogue, area_id, body.parent_id).ended
    return body, next((item for item in found if item.process_id == process_id), None)


def _page(
    tx: Transaction,
    place: Place,
    body: CouncilBody,
    ended: EndedBody | None,
    form: SuccessorForm,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    head = document_head(tx, assembly().catalogue, place.area_id or 0, body.parent_id)
    heirs = ended.successors if ended else ()
    return render(
        "staff/successor.html",
        status=status,
        title=in_words(head.title),
        body_name=in_words(body.body_name),
        back_url=url_for("staff.council_body", area=place.area_key, process_id=body.process_id),
        round_url=url_for("staff.council_round", area=place.area_key, process_id=body.parent_id),
        form=form,
        ended=ended,
        new=[in_words(heir.body.who) for heir in heirs if heir.body and not heir.is_in_stage],
        there=[in_words(heir.body.who) for heir in heirs if heir.body and heir.is_in_stage],
        without=[heir.name for heir in heirs if heir.body is None],
        general=[(text, None) for text in general or ()],
    )

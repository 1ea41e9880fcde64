"""Confirms a step of one body that asks for no more than a reason: excuse, reopen, accept changes."""

from flask import url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.council_body import council_body
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.transition_page import Asked, show_transition, take_transition
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/body/<int:process_id>/step/<trigger>")
@page(Permission.STAFF_MANAGE)
def body_step(tx: Transaction, place: Place, area: str, process_id: int, trigger: str) -> ResponseReturnValue:
    """Ask to confirm."""
    return show_transition(tx, _asked(tx, place, area, process_id, trigger))


@staff.post("/<area>/body/<int:process_id>/step/<trigger>")
@page(Permission.STAFF_MANAGE)
def body_step_post(
    tx: Transaction, place: Place, area: str, process_id: int, trigger: str
) -> ResponseReturnValue:
    """Fire it."""
    return take_transition(tx, _asked(tx, place, area, process_id, trigger))


def _asked(tx: Transaction, place: Place, area: str, process_id: int, trigger: str) -> Asked:
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    back = url_for("staff.council_body", area=area, process_id=process_id)
    return Asked(process_id, trigger, in_words(body.body_name), back, back)

"""Confirms one step of a document that asks for no more than a reason (and, for a return, the groups)."""

from flask import url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.area_plans import working_groups
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.transition_page import Asked, show_transition, take_transition
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.text_change import STEPS


@staff.get("/<area>/document/<int:process_id>/step/<trigger>")
@page(Permission.STAFF_MANAGE)
def document_step(
    tx: Transaction, place: Place, area: str, process_id: int, trigger: str
) -> ResponseReturnValue:
    """Ask to confirm."""
    return show_transition(tx, _asked(tx, place, area, process_id, trigger))


@staff.post("/<area>/document/<int:process_id>/step/<trigger>")
@page(Permission.STAFF_MANAGE)
def document_step_post(
    tx: Transaction, place: Place, area: str, process_id: int, trigger: str
) -> ResponseReturnValue:
    """Fire it."""
    return take_transition(tx, _asked(tx, place, area, process_id, trigger))


def _asked(tx: Transaction, place: Place, area: str, process_id: int, trigger: str) -> Asked:
    head = document_head(tx, assembly().catalogue, place.area_id or 0, process_id)
    back = url_for("staff.document", area=area, process_id=process_id)
    groups = working_groups(tx, place.area_id or 0)
    if trigger in STEPS:
        back = url_for("staff.text_change", area=area, process_id=process_id)
    return Asked(process_id, trigger, in_words(head.title), back, back, groups=groups)

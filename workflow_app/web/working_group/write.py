"""The parts of a plan: what the group writes, what is missing, and submitting it."""

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.group_steps import group_steps
from workflow_app.queries.place import Place
from workflow_app.queries.plan_parts import plan_parts
from workflow_app.queries.writing_window import has_submitted
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.step_buttons import step_buttons
from workflow_app.web.working_group.way import document_trail


@working_group.get("/<area>/<group>/plan/<int:process>/write")
@page(Permission.GROUP_WRITE)
def write(tx: Transaction, place: Place, area: str, group: str, process: int) -> Response:
    """Show all parts, and of the group's own what is missing."""
    catalogue, body_id = assembly().catalogue, place.body_id or 0
    parts = plan_parts(tx, catalogue, place.area_id or 0, process, body_id)
    steps = group_steps(tx, catalogue, parts.head, body_id)
    submitted = has_submitted(tx, process, body_id)
    return render(
        "working_group/write.html",
        trail=document_trail(place, parts.head, (_("Write"), None)),
        head=head_words(parts.head),
        here={"area": area, "group": group, "process": process},
        parts=parts,
        submitted=submitted,
        closed=why(parts.closed) if parts.closed else None,
        transition_buttons=step_buttons(place, parts.head, steps, submitted=submitted),
    )

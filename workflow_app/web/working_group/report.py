"""The group's part of a yearly report: its measures, what is missing, and submitting the figures."""

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.group_steps import group_steps
from workflow_app.queries.place import Place
from workflow_app.queries.report_entries import report_entries
from workflow_app.queries.writing_window import has_submitted
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.shared.wording import in_words
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.step_buttons import step_buttons
from workflow_app.web.working_group.way import document_trail
from workflows.common.labels import STATUSES


@working_group.get("/<area>/<group>/report/<int:process>")
@page(Permission.GROUP_WRITE)
def report(tx: Transaction, place: Place, area: str, group: str, process: int) -> Response:
    """Show the measures of the group with the state reported so far."""
    catalogue, body_id = assembly().catalogue, place.body_id or 0
    found = report_entries(tx, catalogue, place.area_id or 0, process, body_id)
    submitted = has_submitted(tx, process, body_id)
    steps = group_steps(tx, catalogue, found.head, body_id)
    return render(
        "working_group/report.html",
        trail=document_trail(place, found.head, (_("Figures"), None)),
        head=head_words(found.head),
        here={"area": area, "group": group, "process": process},
        found=found,
        statuses={code: in_words(text) for code, text in STATUSES.items()},
        closed=why(found.closed) if found.closed else None,
        transition_buttons=step_buttons(place, found.head, steps, submitted=submitted),
    )

"""The desk of a working group: what waits for it, what it sent, the documents under way."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.document_head import DocumentHead
from workflow_app.queries.place import Place
from workflow_app.queries.working_group_desk import GroupTask, SentMatter, working_group_desk
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import to

# The page where each kind of task is done.
PAGES = {"write": "write", "submit": "write", "review": "review", "report": "report", "proposal": "proposal"}


@working_group.get("/<area>/<group>/")
@page(Permission.GROUP_WRITE)
def desk(tx: Transaction, place: Place, area: str, group: str) -> Response:
    """Show the desk."""
    found = working_group_desk(tx, assembly().catalogue, place.area_id or 0, place.body_id or 0)
    return render(
        "working_group/desk.html",
        place=place,
        tasks=[_task(place, task) for task in found.tasks],
        sent=[_sent(place, matter) for matter in found.sent],
        documents=[_document(place, head) for head in found.documents],
        propose_url=to(place, "propose") if found.in_force else None,
    )


def _task(place: Place, task: GroupTask) -> dict[str, Any]:
    titles = {
        "write": _("Write your part of the plan"),
        "submit": _("Your part is written: submit it"),
        "review": _("Read the text and say what your group thinks"),
        "report": _("Fill in the figures for the report"),
        "proposal": _("Finish your proposal and submit it"),
    }
    actions = {
        "write": _("Write"),
        "submit": _("Look and submit"),
        "review": _("Read and decide"),
        "report": _("Fill in"),
        "proposal": _("Continue"),
    }
    return {
        "title": titles[task.kind],
        "action": actions[task.kind],
        "why": _why(task),
        "context": in_words(task.head.title),
        "since": task.since,
        "until": task.head.until,
        "urgency": task.urgency,
        "main": True,
        "url": to(place, PAGES[task.kind], process=task.head.process_id),
    }


def _why(task: GroupTask) -> str:
    reasons = {
        "write": _("Your group writes a part of the plan."),
        "submit": _("All your chapters and measures are finished."),
        "review": _("Nobody can go on before your group has said its word."),
        "report": _("Your group reports on its own measures."),
        "proposal": _("Your group started this proposal."),
    }
    reason: str = reasons[task.kind]
    if task.may_finish or not task.speakers:
        return reason
    speakers = _("%(who)s will then speak for the group.", who=", ".join(task.speakers))
    return f"{reason} {speakers}"


def _sent(place: Place, matter: SentMatter) -> dict[str, Any]:
    head = matter.head
    return {
        "title": in_words(head.title),
        "url": to(place, "review", process=head.process_id),
        "label": in_words(head.state_label),
        "tone": head.tone,
        "since": matter.said_at,
        "note": "",
    }


def _document(place: Place, head: DocumentHead) -> dict[str, Any]:
    return {"words": head_words(head), "url": to(place, "review", process=head.process_id)}

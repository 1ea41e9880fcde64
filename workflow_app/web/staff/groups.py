"""The working groups of the area: their people and goals, since when and until when, what merged into what."""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.working_groups import GroupEvent, WorkingGroup, working_groups_of
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import day
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/groups")
@page(Permission.STAFF_MANAGE)
def groups(tx: Transaction, place: Place, area: str) -> Response:
    """Show the groups of today, then those that have ended."""
    found = working_groups_of(tx, place.area_id or 0)
    living = [_group(group) for group in found if group.until is None]
    ended = [_group(group) for group in found if group.until is not None]
    return render("staff/groups.html", area=area, living=living, ended=ended)


def _group(group: WorkingGroup) -> dict[str, Any]:
    return {
        "key": group.key,
        "name": group.name,
        "term": _term(group),
        "leaders": ", ".join(person.name for person in group.people if person.leads),
        "count": ngettext("%(num)s person", "%(num)s people", len(group.people)),
        "goals": [f"{goal.number} {goal.title} ({goal.plan})" for goal in group.goals],
        "events": [event_words(event) for event in group.events],
        "can_split": bool(group.goals) and len(group.people) > 1,
    }


def _term(group: WorkingGroup) -> str:
    if group.until is not None:
        return _("until %(day)s", day=day(group.until))
    return _("since %(day)s", day=day(group.since)) if group.since else ""


def event_words(event: GroupEvent) -> str:
    """Return what happened between two groups as one sentence."""
    words = {
        ("merged", False): _("Merged into: %(group)s", group=event.other),
        ("merged", True): _("Took over from: %(group)s", group=event.other),
        ("split", False): _("A new group came out of it: %(group)s", group=event.other),
        ("split", True): _("Came out of: %(group)s", group=event.other),
    }
    said = [f"{words[event.kind, event.came]}, {day(event.on)}", event.decision, event.note]
    return " – ".join(part for part in said if part)

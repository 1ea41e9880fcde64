"""Removes an empty goal, or an empty priority, from the group's own part of a plan."""

from collections.abc import Callable

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.place import Place
from workflow_app.usecases.remove_goal import remove_goal, remove_priority
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import to
from workflow_app.web.working_group.write_goal import show_goal


@working_group.post("/<area>/<group>/plan/<int:process>/goal/<int:goal>/remove")
@page(Permission.GROUP_WRITE)
def remove_goal_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, goal: int
) -> Response:
    """Remove the goal; nothing stands under it, so nobody is asked twice."""
    done = to(place, "write", process=process)
    return _remove(tx, place, process, goal, done, lambda where: remove_goal(tx, **where))


@working_group.post("/<area>/<group>/plan/<int:process>/goal/<int:goal>/priority/<int:priority>/remove")
@page(Permission.GROUP_WRITE)
def remove_priority_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, goal: int, priority: int
) -> Response:
    """Remove the priority."""
    done = to(place, "write_goal", process=process, goal=goal)
    return _remove(
        tx, place, process, goal, done, lambda where: remove_priority(tx, priority_id=priority, **where)
    )


def _remove(
    tx: Transaction, place: Place, process: int, goal: int, done: str, remove: Callable[[dict], None]
) -> Response:
    form = PageForm()
    where = {
        "catalogue": assembly().catalogue,
        "area_id": place.area_id or 0,
        "process_id": process,
        "body_id": place.body_id or 0,
        "goal_id": goal,
        "seen": form.seen_seq,
    }
    try:
        with attempt(tx):
            remove(where)
    except Refused as refused:
        return show_goal(tx, place, process, goal, general=form.refuse(refused), status=422)
    return go_to(done, _("Removed. Its text stays in the history of edits."))

"""Confirms one step of a group: submit, take back, recommend, return."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Forbidden, NotFound
from workflow_app.queries.group_matter import group_matter
from workflow_app.queries.group_steps import is_group_trigger
from workflow_app.queries.place import Place
from workflow_app.queries.steering_matter import groups_to_return_to
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.transition_page import Asked, show_transition, take_transition
from workflow_app.web.shared.wording import in_words
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import to


@working_group.get("/<area>/<group>/document/<int:process>/step/<trigger>")
@page(Permission.GROUP_WRITE)
def step(tx: Transaction, place: Place, area: str, group: str, process: int, trigger: str) -> Response:
    """Show what happens when one confirms."""
    return show_transition(tx, _asked(tx, place, process, trigger))


@working_group.post("/<area>/<group>/document/<int:process>/step/<trigger>")
@page(Permission.GROUP_WRITE)
def step_post(tx: Transaction, place: Place, area: str, group: str, process: int, trigger: str) -> Response:
    """Take the step and lead to the receipt."""
    return take_transition(tx, _asked(tx, place, process, trigger))


def _asked(tx: Transaction, place: Place, process: int, trigger: str) -> Asked:
    """Raises NotFound for what is not this group's, Forbidden for those who do not speak for the group."""
    matter = group_matter(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    if not is_group_trigger(tx, assembly().catalogue, process, trigger):
        raise NotFound(f"step {trigger}")
    if any(step.trigger == trigger and step.choice is None for step in matter.steps):
        raise Forbidden(f"{trigger} on process {process}")
    return Asked(
        process_id=process,
        trigger=trigger,
        title=in_words(matter.head.title),
        back_url=to(place, "review", process=process),
        done_url=to(place, "receipt", process=process, trigger=trigger),
        body_id=place.body_id,
        groups=groups_to_return_to(tx, place.area_id or 0, matter.frozen) if matter.frozen else (),
    )

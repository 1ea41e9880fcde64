"""A new working group comes out of another one, with some of its goals and some of its people."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.body import Body
from workflow_app.models.group_change import SPLIT
from workflow_app.models.membership import Membership
from workflow_app.usecases.group_input import (
    Change,
    NewGroup,
    add_group,
    change_refusals,
    new_group_refusals,
    record_group_change,
)
from workflow_app.usecases.group_parts import Moved, Parts, hand_over, in_the_way, lock_parts, moved
from workflow_app.usecases.group_seats import LEADER, Move, lock_seats, move_seats
from workflow_app.usecases.merge_groups import living_groups
from workflow_app.usecases.tell_of_groups import GroupNews, tell_of_groups


@dataclass(frozen=True, slots=True)
class SplitInput:
    """`goals` and `people` (ids) go to the new group; `leader_id`, one of these people, leads it."""

    change: Change
    group_id: int
    new: NewGroup
    goals: frozenset[int]
    people: frozenset[int]
    leader_id: int | None


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """What the split would do: who goes, and which parts go along."""

    people: tuple[int, ...]
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class _Split:
    group: Body
    leaving: Sequence[Membership]
    parts: Parts


def preview_split(tx: Transaction, area_id: int, said: SplitInput) -> SplitPreview:
    """Return what the split would do; changes nothing. Raises Refused with every reason."""
    found = _split(tx, area_id, said)
    return SplitPreview(tuple(sorted({seat.user_id for seat in found.leaving})), moved(found.parts))


def split_group(tx: Transaction, catalogue: Catalogue, area_id: int, said: SplitInput, base_url: str) -> int:
    """Split the group and return the id of the new one. Raises Refused with every reason.

    The people of both groups and the steering group are told by e-mail.
    """
    found = _split(tx, area_id, said)
    body = add_group(tx, area_id, said.new, list(found.group.target_groups))
    leaders = frozenset({said.leader_id} if said.leader_id else ())
    move_seats(tx, Move(area_id, body.id, said.change.on, leaders), found.leaving, [])
    hand_over(tx, catalogue, area_id, found.parts, body.id)
    change_id = record_group_change(tx, area_id, SPLIT, said.group_id, body.id, said.change)
    told = GroupNews(SPLIT, change_id, [found.group], body, said.change)
    tell_of_groups(tx, area_id, told, base_url)
    return body.id


def _split(tx: Transaction, area_id: int, said: SplitInput) -> _Split:
    """Lock all that is concerned, the documents first, and check it. Raises Refused."""
    parts = lock_parts(tx, area_id, [said.group_id], said.goals)
    groups = living_groups(tx, area_id, [said.group_id])
    if not groups:
        raise Refused(Refusal("group_has_ended"))
    refusals = change_refusals(tx, area_id, said.change) + new_group_refusals(tx, area_id, said.new)
    going = {part.row.id for part in parts.rows if part.what == "goal"}
    if not said.goals or not said.goals <= going:
        refusals.append(Refusal("goals_to_move_are_missing", field="goals"))
    seats = lock_seats(tx, [said.group_id], said.change.on)
    leaving = [seat for seat in seats if seat.user_id in said.people]
    if said.leader_id not in {seat.user_id for seat in leaving}:
        refusals.append(Refusal("leader_does_not_move", field="leader_id"))
    if not any(seat.role == LEADER for seat in seats if seat.user_id not in said.people):
        refusals.append(Refusal("group_loses_its_leader", field="people"))
    refusals += in_the_way(tx, area_id, parts, [said.group_id], said.goals)
    if refusals:
        raise Refused(*refusals)
    return _Split(groups[0], leaving, parts)

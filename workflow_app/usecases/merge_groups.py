"""Working groups become one: people, goals, measures and chapters go to the group that goes on, the others end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.body import Body
from workflow_app.models.group_change import MERGED
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
from workflow_app.usecases.group_seats import LEADER, Move, lock_seats, move_block_seats, move_seats
from workflow_app.usecases.tell_of_groups import GroupNews, tell_of_groups


@dataclass(frozen=True, slots=True)
class MergeInput:
    """`groups`: ids of all that merge, the one that goes on among them unless it is `new`. `leaders`: people."""

    change: Change
    groups: tuple[int, ...]
    successor_id: int | None
    new: NewGroup | None
    leaders: frozenset[int]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What the merger would do: which groups end, how many people and which parts move."""

    ending: tuple[str, ...]
    successor: str
    people: tuple[int, ...]
    leaders: tuple[int, ...]
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class _Merger:
    ending: Sequence[Body]
    seats: Sequence[Membership]
    parts: Parts


def preview_merger(tx: Transaction, area_id: int, said: MergeInput) -> MergePreview:
    """Return what the merger would do; changes nothing. Raises Refused with every reason."""
    found = _merger(tx, area_id, said)
    successor = said.new.name if said.new else tx.session.get_one(Body, said.successor_id).name
    sitting = {seat.user_id for seat in found.seats if seat.body_id == said.successor_id}
    return MergePreview(
        ending=tuple(body.name for body in found.ending),
        successor=successor,
        people=tuple(sorted({seat.user_id for seat in found.seats} - sitting)),
        leaders=tuple(sorted(said.leaders & {seat.user_id for seat in found.seats})),
        moved=moved(found.parts),
    )


def merge_groups(tx: Transaction, catalogue: Catalogue, area_id: int, said: MergeInput, base_url: str) -> int:
    """Merge the groups and return the id of the one that goes on. Raises Refused with every reason.

    Documents that live on go to it; those of the past, frozen texts and statements keep the former groups.
    Everybody who sits in it now, and the steering group, is told by e-mail.
    """
    found = _merger(tx, area_id, said)
    works_for = [item for body in found.ending for item in body.target_groups]
    successor = (
        add_group(tx, area_id, said.new, list(dict.fromkeys(works_for)))
        if said.new
        else tx.session.get_one(Body, said.successor_id)
    )
    move = Move(area_id, successor.id, said.change.on, said.leaders)
    staying = [seat for seat in found.seats if seat.body_id == successor.id]
    move_seats(tx, move, [seat for seat in found.seats if seat.body_id != successor.id], staying)
    move_block_seats(tx, move, [body.id for body in found.ending])
    hand_over(tx, catalogue, area_id, found.parts, successor.id)
    for body in found.ending:
        body.valid_to = said.change.on - timedelta(days=1)
        append_edit(
            tx,
            area_id=area_id,
            subject_kind="body",
            subject_id=body.id,
            before={"valid_to": None},
            after={"valid_to": body.valid_to.isoformat()},
        )
        change_id = record_group_change(tx, area_id, MERGED, body.id, successor.id, said.change)
    told = GroupNews(MERGED, change_id, found.ending, successor, said.change)
    tell_of_groups(tx, area_id, told, base_url)
    return successor.id


def _merger(tx: Transaction, area_id: int, said: MergeInput) -> _Merger:
    """Lock all that is concerned, the documents first, and check it. Raises Refused."""
    ending_ids = [group for group in said.groups if group != said.successor_id]
    parts = lock_parts(tx, area_id, ending_ids)
    groups = living_groups(tx, area_id, said.groups)
    refusals = change_refusals(tx, area_id, said.change)
    if len(groups) < 2 or len(groups) != len(said.groups):
        refusals.append(Refusal("groups_to_merge_are_missing", field="groups"))
    if said.new is not None:
        refusals += new_group_refusals(tx, area_id, said.new)
    elif said.successor_id not in said.groups:
        refusals.append(Refusal("successor_does_not_merge", field="successor"))
    seats = lock_seats(tx, said.groups, said.change.on)
    leads = {seat.user_id for seat in seats if seat.role == LEADER} & said.leaders
    if not leads and (len(groups) > 1 or not said.leaders):
        refusals.append(Refusal("group_has_no_leader", field="leaders"))
    refusals += in_the_way(tx, area_id, parts, ending_ids)
    if refusals:
        raise Refused(*refusals)
    return _Merger([body for body in groups if body.id != said.successor_id], seats, parts)


def living_groups(tx: Transaction, area_id: int, ids: Sequence[int]) -> list[Body]:
    """Lock and return those of the groups that are working groups of this area and have not ended."""
    statement = (
        select(Body)
        .where(Body.id.in_(ids), Body.area_id == area_id, Body.kind == "working_group")
        .where(Body.valid_to.is_(None))
        .order_by(Body.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(tx.session.scalars(statement))

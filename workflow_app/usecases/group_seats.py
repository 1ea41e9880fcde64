"""Moves people, and bodies seated as a whole, from one working group to another on a day: no seat twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.membership import Membership
from workflow_app.usecases.end_seats import end_seats
from workflow_app.usecases.seat_body import NewBlockSeat, seat_body, sits_already
from workflow_app.usecases.unseat_body import unseat_body

LEADER, MEMBER = "leader", "member"


@dataclass(frozen=True, slots=True)
class Move:
    """Into which group, from which day, and who of all that sit there leads it (ids of people)."""

    area_id: int
    to_id: int
    on: date
    leaders: frozenset[int]


def lock_seats(tx: Transaction, body_ids: Collection[int], on: date) -> list[Membership]:
    """Lock and return the seats in the groups that hold on the day or later."""
    statement = (
        select(Membership)
        .where(Membership.body_id.in_(body_ids))
        .where(or_(Membership.valid_to.is_(None), Membership.valid_to >= on))
        .order_by(Membership.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(tx.session.scalars(statement))


def move_seats(
    tx: Transaction, move: Move, leaving: Iterable[Membership], staying: Iterable[Membership]
) -> None:
    """End the seats that leave the day before and begin them in the new group; `staying` sit there already.

    Whoever sits there already gets no second seat; a person whose role changes gets a new seat with the new role.
    """
    kept = {seat.user_id: seat for seat in staying}
    changed = [seat for seat in kept.values() if seat.role != _role(move, seat)]
    gone = list(leaving)
    arriving = {seat.user_id: seat for seat in gone if seat.user_id not in kept}
    ends = {seat.id: seat.valid_to for seat in (*gone, *changed)}
    end_seats(tx, move.area_id, [*gone, *changed], move.on - timedelta(days=1))
    for seat in (*arriving.values(), *changed):
        _begin(tx, move, seat, ends[seat.id])


def move_block_seats(tx: Transaction, move: Move, from_ids: Collection[int]) -> None:
    """Bodies that sit in the groups as a whole sit in the new group from the day on; none of them twice."""
    last_day = move.on - timedelta(days=1)
    statement = (
        select(BlockSeat)
        .where(BlockSeat.host_id.in_(from_ids))
        .where(or_(BlockSeat.valid_to.is_(None), BlockSeat.valid_to >= move.on))
        .order_by(BlockSeat.id)
        .with_for_update()
    )
    for row in tx.session.scalars(statement).all():
        ends, since = row.valid_to, max(move.on, row.valid_from)
        row.valid_to = last_day
        before, after = {"valid_to": ends and ends.isoformat()}, {"valid_to": last_day.isoformat()}
        append_edit(
            tx, area_id=move.area_id, subject_kind="block_seat", subject_id=row.id, before=before, after=after
        )
        if sits_already(tx, move.to_id, row.seated_id, since):
            continue
        new_id = seat_body(tx, move.area_id, NewBlockSeat(move.to_id, row.seated_id, since, row.side))
        if ends:
            unseat_body(tx, move.area_id, new_id, ends)


def _role(move: Move, seat: Membership) -> str:
    return LEADER if seat.user_id in move.leaders else MEMBER


def _begin(tx: Transaction, move: Move, old: Membership, valid_to: date | None) -> None:
    seat = Membership(
        user_id=old.user_id,
        body_id=move.to_id,
        role=_role(move, old),
        side=old.side,
        organisation=old.organisation,
        represents_id=old.represents_id,
        valid_from=max(move.on, old.valid_from),
        valid_to=valid_to,
    )
    tx.session.add(seat)
    tx.session.flush()
    after = {
        "body_id": seat.body_id,
        "role": seat.role,
        "valid_from": seat.valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    }
    append_edit(
        tx, area_id=move.area_id, subject_kind="membership", subject_id=seat.id, before={}, after=after
    )

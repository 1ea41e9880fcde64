"""Bodies seated in groups as a whole: which could be, who comes or goes with one, how many members there are then."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.block_seat import HOST_KINDS, BlockSeat
from workflow_app.models.body import Body, seated_name
from workflow_app.models.seat import Seat
from workflow_app.models.user import User
from workflow_app.queries.steering_desk import quorum_of


@dataclass(frozen=True, slots=True)
class SeatableBody:
    """A body of the area. `hosts`: a group, in which others can be seated."""

    body_id: int
    name: Text
    hosts: bool


@dataclass(frozen=True, slots=True)
class BlockSeatLine:
    """One body seated in one group."""

    host_id: int
    seated_id: int
    host: Text
    seated: Text
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class GroupThen:
    """A group from `since`, once a block has come or gone. `people` are those who come or go with it.

    `stay`: people of the block who sit in the group besides, so that they come or go by nothing.
    `quorum` is None for a group that need not be present in numbers.
    """

    host: Text
    seated: Text
    since: date
    people: tuple[str, ...]
    stay: tuple[str, ...]
    members_before: int
    members_then: int
    quorum: int | None


def seatable_bodies(tx: Transaction, area_id: int) -> tuple[SeatableBody, ...]:
    """Return the bodies of the area in which people sit: groups, then the others, in Czech order."""
    statement = (
        select(Body)
        .where(Body.area_id == area_id, Body.kind != "region")
        .order_by(Body.kind != "steering_group", Body.kind != "working_group", Body.sort_key)
    )
    return tuple(
        SeatableBody(body.id, _seated(body), body.kind in HOST_KINDS)
        for body in tx.session.scalars(statement)
    )


def block_seat(tx: Transaction, area_id: int, block_seat_id: int) -> BlockSeatLine:
    """Return one block seat of the area. Raises NotFound."""
    row = tx.session.scalar(
        select(BlockSeat)
        .join(Body, Body.id == BlockSeat.host_id)
        .where(BlockSeat.id == block_seat_id, Body.area_id == area_id)
    )
    if row is None:
        raise NotFound(f"block seat {block_seat_id} in area {area_id}")
    host, seated = _body(tx, area_id, row.host_id), _body(tx, area_id, row.seated_id)
    return BlockSeatLine(
        row.host_id, row.seated_id, _name(host), _seated(seated), row.valid_from, row.valid_to
    )


def group_with(tx: Transaction, area_id: int, host_id: int, seated_id: int, since: date) -> GroupThen:
    """Return the group as it will be when the body is seated in it from `since`. Raises NotFound."""
    host, seated = _body(tx, area_id, host_id), _body(tx, area_id, seated_id)
    sitting = _people(tx, Seat.body_id == host_id, Seat.held_on(since))
    coming = _people(tx, Seat.body_id == seated_id, Seat.block_seat_id.is_(None), Seat.held_on(since))
    return _then(host, seated, since, sitting, sitting | coming, coming)


def group_without(tx: Transaction, area_id: int, block_seat_id: int, last_day: date) -> GroupThen:
    """Return the group as it will be after `last_day`, when the block has gone. Raises NotFound."""
    line, after = block_seat(tx, area_id, block_seat_id), last_day + timedelta(days=1)
    here = (Seat.body_id == line.host_id, Seat.held_on(after))
    sitting = _people(tx, *here)
    remaining = _people(tx, *here, Seat.block_seat_id.is_distinct_from(block_seat_id))
    going = _people(tx, Seat.body_id == line.seated_id, Seat.block_seat_id.is_(None), Seat.held_on(after))
    host, seated = _body(tx, area_id, line.host_id), _body(tx, area_id, line.seated_id)
    return _then(host, seated, after, sitting, remaining, going)


def _then(
    host: Body,
    seated: Body,
    since: date,
    before: dict[int, str],
    then: dict[int, str],
    of_block: dict[int, str],
) -> GroupThen:
    changed = before.keys() ^ then.keys()
    return GroupThen(
        host=_name(host),
        seated=_seated(seated),
        since=since,
        people=tuple(name for user_id, name in of_block.items() if user_id in changed),
        stay=tuple(name for user_id, name in of_block.items() if user_id not in changed),
        members_before=len(before),
        members_then=len(then),
        quorum=quorum_of(len(then)) if host.kind == "steering_group" else None,
    )


def _people(tx: Transaction, *where: ColumnElement[bool]) -> dict[int, str]:
    """Return id -> name of who holds such a seat, each once, by name."""
    statement = select(User.id, User.name).join(Seat, Seat.user_id == User.id).where(*where)
    return dict(tx.session.execute(statement.distinct().order_by(User.name, User.id)).all())


def _body(tx: Transaction, area_id: int, body_id: int) -> Body:
    body = tx.session.scalar(select(Body).where(Body.id == body_id, Body.area_id == area_id))
    if body is None:
        raise NotFound(f"body {body_id} in area {area_id}")
    return body


def _name(body: Body) -> Text:
    return Text(body.name, body.name_en)


def _seated(body: Body) -> Text:
    return seated_name(body.name, body.name_en, body.council)

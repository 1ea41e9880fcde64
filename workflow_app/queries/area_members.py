"""People of an area by body, with terms; for its staff only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.block_seat import HOST_KINDS, BlockSeat
from workflow_app.models.body import Body, seated_name
from workflow_app.models.municipality import Municipality
from workflow_app.models.seat import Seat
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class Member:
    """One seat. `invited_at` and `last_sign_in_at` tell whether the person has ever come in."""

    user_id: int
    name: str
    email: str
    phone: str
    role: str
    side: str | None
    organisation: str
    represents: str | None
    valid_from: date
    valid_to: date | None
    invited_at: datetime | None
    last_sign_in_at: datetime | None
    has_ended: bool


@dataclass(frozen=True, slots=True)
class MemberBlock:
    """A body seated in another one as a whole, with the people who sit there through it."""

    block_seat_id: int
    name: Text
    valid_from: date
    valid_to: date | None
    has_ended: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class MemberBody:
    """A body with its people; `code` tells municipalities of the same name apart. `ended`: it is history."""

    body_id: int
    kind: str
    name: str
    code: str
    member_count: int | None
    target_groups: tuple[str, ...]
    members: tuple[Member, ...]
    ended: bool
    blocks: tuple[MemberBlock, ...]

    @property
    def hosts(self) -> bool:
        """True for a group, in which a body can be seated as a whole."""
        return self.kind in HOST_KINDS


def area_members(tx: Transaction, area_id: int) -> tuple[MemberBody, ...]:
    """Return the bodies of the area (groups first, then councils in Czech order) with everybody who sits there."""
    found: dict[int, MemberBody] = {}
    members: dict[int, list[Member]] = {}
    through: dict[int, list[Member]] = {}  # by block seat
    today = prague_day(tx.now)
    for body, code, user, seat, represents in tx.session.execute(_statement(tx, area_id)):
        found.setdefault(body.id, _body(body, code, today))
        if seat is None:
            continue
        ended = seat.valid_to is not None and seat.valid_to < today
        member = _member(user, seat, represents, ended)
        if seat.block_seat_id is None:
            members.setdefault(body.id, []).append(member)
        else:
            through.setdefault(seat.block_seat_id, []).append(member)
    blocks = _blocks(tx, found, through, today)
    return tuple(
        replace(body, members=tuple(members.get(body_id, ())), blocks=tuple(blocks.get(body_id, ())))
        for body_id, body in sorted(found.items(), key=lambda item: _RANK[item[1].kind])
    )


def _blocks(
    tx: Transaction, host_ids: Iterable[int], through: dict[int, list[Member]], today: date
) -> dict[int, list[MemberBlock]]:
    """Return the bodies seated as a whole by the id of their host; also those in which nobody sits now."""
    found: dict[int, list[MemberBlock]] = {}
    statement = (
        select(BlockSeat, Body)
        .join(Body, Body.id == BlockSeat.seated_id)
        .where(BlockSeat.host_id.in_(tuple(host_ids)))
        .order_by(BlockSeat.valid_from, BlockSeat.id)
    )
    for row, seated in tx.session.execute(statement):
        block = MemberBlock(
            block_seat_id=row.id,
            name=seated_name(seated.name, seated.name_en, seated.council),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            has_ended=row.valid_to is not None and row.valid_to < today,
            members=tuple(through.get(row.id, ())),
        )
        found.setdefault(row.host_id, []).append(block)
    return found


_RANK = {"coordination": 0, "steering_group": 1, "working_group": 2, "union": 3, "assembly": 4, "board": 4}


def _statement(tx: Transaction, area_id: int) -> Select[*tuple[Any, ...]]:
    represented = Municipality.__table__.alias("represented")
    of_area = select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == area_id)
    today = prague_day(tx.now)
    of_area = of_area.where(or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= today))
    return (
        select(Body, Municipality.code, User, Seat, represented.c.name)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .outerjoin(Seat, Seat.body_id == Body.id)
        .outerjoin(User, User.id == Seat.user_id)
        .outerjoin(represented, represented.c.id == Seat.represents_id)
        .where(or_(Body.area_id == area_id, Body.municipality_id.in_(of_area)))
        .order_by(
            Body.sort_key,
            Municipality.code,
            Body.kind,
            Seat.valid_to.is_not(None),
            User.name,
            Seat.membership_id,
        )
    )


def _body(body: Body, code: str | None, today: date) -> MemberBody:
    ended = body.valid_to is not None and body.valid_to < today
    works_for = tuple(body.target_groups)
    return MemberBody(body.id, body.kind, body.name, code or "", body.member_count, works_for, (), ended, ())


def _member(user: User, seat: Seat, represents: str | None, ended: bool) -> Member:
    return Member(
        user_id=user.id,
        name=user.name,
        email=user.email,
        phone=user.phone,
        role=seat.role,
        side=seat.side,
        organisation=seat.organisation,
        represents=represents,
        valid_from=seat.valid_from,
        valid_to=seat.valid_to,
        invited_at=user.invited_at,
        last_sign_in_at=user.last_sign_in_at,
        has_ended=ended,
    )


def never_signed_in(bodies: tuple[MemberBody, ...]) -> tuple[int, ...]:
    """Return the ids of people with a seat now who have never signed in."""
    waiting = {
        member.user_id
        for body in bodies
        for member in body.members
        if member.last_sign_in_at is None and not member.has_ended
    }
    return tuple(sorted(waiting))

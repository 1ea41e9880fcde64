"""People of an area by body, with terms; for its staff only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
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


def area_members(tx: Transaction, area_id: int) -> tuple[MemberBody, ...]:
    """Return the bodies of the area (groups first, then councils in Czech order) with everybody who sits there."""
    found: dict[int, MemberBody] = {}
    members: dict[int, list[Member]] = {}
    today = prague_day(tx.now)
    for body, code, user, seat, represents in tx.session.execute(_statement(tx, area_id)):
        found.setdefault(body.id, _body(body, code, today))
        if seat is not None:
            ended = seat.valid_to is not None and seat.valid_to < today
            members.setdefault(body.id, []).append(_member(user, seat, represents, ended))
    return tuple(
        MemberBody(
            body.body_id,
            body.kind,
            body.name,
            body.code,
            body.member_count,
            body.target_groups,
            tuple(members.get(body_id, ())),
            body.ended,
        )
        for body_id, body in sorted(found.items(), key=lambda item: _RANK[item[1].kind])
    )


_RANK = {"coordination": 0, "steering_group": 1, "working_group": 2, "union": 3, "assembly": 4, "board": 4}


def _statement(tx: Transaction, area_id: int) -> Select[*tuple[Any, ...]]:
    represented = Municipality.__table__.alias("represented")
    of_area = select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == area_id)
    today = prague_day(tx.now)
    of_area = of_area.where(or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= today))
    return (
        select(Body, Municipality.code, User, Membership, represented.c.name)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .outerjoin(Membership, Membership.body_id == Body.id)
        .outerjoin(User, User.id == Membership.user_id)
        .outerjoin(represented, represented.c.id == Membership.represents_id)
        .where(or_(Body.area_id == area_id, Body.municipality_id.in_(of_area)))
        .order_by(
            Body.sort_key,
            Municipality.code,
            Body.kind,
            Membership.valid_to.is_not(None),
            User.name,
            Membership.id,
        )
    )


def _body(body: Body, code: str | None, today: date) -> MemberBody:
    ended = body.valid_to is not None and body.valid_to < today
    works_for = tuple(body.target_groups)
    return MemberBody(body.id, body.kind, body.name, code or "", body.member_count, works_for, (), ended)


def _member(user: User, seat: Membership, represents: str | None, ended: bool) -> Member:
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

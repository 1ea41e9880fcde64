"""The unions of municipalities of an area: number, seat, members, people, statutes, since when plans are theirs."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.seat import Seat
from workflow_app.models.union_municipality import UnionMunicipality
from workflow_app.models.user import User
from workflows.council_resolution.majority import DecisionRules


@dataclass(frozen=True, slots=True)
class UnionMember:
    """One municipality in a union, from a day to a day."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    has_ended: bool


@dataclass(frozen=True, slots=True)
class UnionPerson:
    """Somebody who sits in the council of a union today."""

    name: str
    role: str
    represents: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class UnionRecord:
    """A union as an organisation. `owns`: from which day new plans are its own, and until when (none: still)."""

    body_id: int
    name: Text
    council: Text | None  # what its people together are called, if it has a name
    ico: str
    address: tuple[str, ...]
    rules: DecisionRules
    members: tuple[UnionMember, ...]
    people: tuple[UnionPerson, ...]
    owns: tuple[tuple[date, date | None], ...]


def unions_of(tx: Transaction, area_id: int) -> tuple[UnionRecord, ...]:
    """Return the unions of the area in Czech order; most areas have one or none."""
    owners = tx.session.execute(select(Area.owners).where(Area.id == area_id)).scalar_one()
    bodies = select(Body).where(Body.area_id == area_id, Body.kind == "union").order_by(Body.sort_key)
    return tuple(
        UnionRecord(
            body_id=body.id,
            name=Text(body.name, body.name_en),
            council=Text.of(body.council) if body.council else None,
            ico=body.ico or "",
            address=tuple(body.address),
            rules=DecisionRules.of(body.kind, body.rules),
            members=tuple(_members(tx, body.id)),
            people=tuple(_people(tx, body.id)),
            owns=_owns(owners, body.key),
        )
        for body in tx.session.scalars(bodies).all()
    )


def _members(tx: Transaction, body_id: int) -> list[UnionMember]:
    """Those of today first; whoever was ended before it began has never been in."""
    today = prague_day(tx.now)
    statement = (
        select(Municipality.code, Municipality.name, UnionMunicipality.valid_from, UnionMunicipality.valid_to)
        .join(Municipality, Municipality.id == UnionMunicipality.municipality_id)
        .where(UnionMunicipality.body_id == body_id)
        .where(
            UnionMunicipality.valid_to.is_(None)
            | (UnionMunicipality.valid_to >= UnionMunicipality.valid_from)
        )
        .order_by(Municipality.sort_key, Municipality.code, UnionMunicipality.valid_from)
    )
    found = [
        UnionMember(code, name, start, end, end is not None and end < today)
        for code, name, start, end in tx.session.execute(statement)
    ]
    return sorted(found, key=lambda member: member.has_ended)


def _people(tx: Transaction, body_id: int) -> list[UnionPerson]:
    today = prague_day(tx.now)
    statement = (
        select(User.name, Seat.role, Municipality.name, Seat.valid_from)
        .join(User, User.id == Seat.user_id)
        .outerjoin(Municipality, Municipality.id == Seat.represents_id)
        .where(Seat.body_id == body_id, Seat.held_on(today))
        .order_by(User.name, Seat.membership_id)
    )
    found = [
        UnionPerson(name, role, town or "", start)
        for name, role, town, start in tx.session.execute(statement)
    ]
    rank = {"chair": 0, "vice_chair": 1}
    return sorted(found, key=lambda person: rank.get(person.role, len(rank)))


def _owns(owners: list[dict[str, str]], key: str) -> tuple[tuple[date, date | None], ...]:
    """An owner owns until the next one begins."""
    days = [date.fromisoformat(entry["from"]) for entry in owners]
    ends = [*days[1:], None] if days else []  # an area imported before there were owners has none
    terms = zip(owners, days, ends, strict=True)
    return tuple((start, end) for entry, start, end in terms if entry["who"] == key)

"""Who holds a mandate of a municipality: in its councils, and for it in the groups of the area."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.seat import Seat
from workflow_app.models.user import User
from workflow_app.queries.overlaps import overlaps

ELECTED = ("mayor", "deputy_mayor")  # a clerk is an employee and stays unless somebody says otherwise


@dataclass(frozen=True, slots=True)
class Mandate:
    """One membership. `ends_usually`: elections end it; for a clerk or a group's member staff has to say.

    `brings`: groups in which the body is seated as a whole, so that the seat there ends with this one.
    """

    seat_id: int
    person: str
    role: str
    body: Text
    in_group: bool
    since: date
    ends_usually: bool
    brings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class TownMandates:
    """The mandates of one municipality; `elsewhere` names the other areas it plans in."""

    code: str
    name: str
    mandates: tuple[Mandate, ...]
    elsewhere: tuple[str, ...]


def mandates(tx: Transaction, area_id: int) -> tuple[TownMandates, ...]:
    """Return the mandates that run today, by municipality in Czech order; one with a council and nobody in it too.

    A person who acts for the assembly and for the board has a seat in each.
    """
    shared: dict[str, list[str]] = {}
    for overlap in overlaps(tx, area_id):
        shared.setdefault(overlap.code, []).append(overlap.area_name["cs"])
    found: dict[str, tuple[str, list[Mandate]]] = {code: (name, []) for code, name in _towns(tx, area_id)}
    rows = _seats(tx, area_id)
    brings: dict[int, list[Text]] = {}
    for _, seat, _, body in rows:
        if seat.through_body_id is not None:
            brings.setdefault(seat.membership_id, []).append(Text(body.name, body.name_en))
    for town, seat, user, body in rows:
        if seat.through_body_id is not None:
            continue
        mandate = Mandate(
            seat_id=seat.membership_id,
            person=user.name,
            role=seat.role,
            body=Text(body.name, body.name_en),
            in_group=body.area_id is not None,
            since=seat.valid_from,
            ends_usually=seat.role in ELECTED,
            brings=tuple(brings.get(seat.membership_id, ())),
        )
        found.setdefault(town.code, (town.name, []))[1].append(mandate)
    return tuple(
        TownMandates(code, name, tuple(seats), tuple(shared.get(code, ())))
        for code, (name, seats) in found.items()
    )


def usual_beginning(towns: tuple[TownMandates, ...]) -> date | None:
    """Return the day from which most mayors act: when the running term began, as far as one can tell."""
    days = Counter(item.since for town in towns for item in town.mandates if item.role == "mayor")
    return days.most_common(1)[0][0] if days else None


def _members(tx: Transaction, area_id: int) -> Select[int]:
    today, represented = prague_day(tx.now), aliased(AreaMunicipality)
    return (
        select(represented.municipality_id)
        .where(represented.area_id == area_id, represented.valid_from <= today)
        .where(or_(represented.valid_to.is_(None), represented.valid_to >= today))
    )


def _towns(tx: Transaction, area_id: int) -> list[tuple[str, str]]:
    """Return code and name of the municipalities that have a council."""
    has_council = (
        select(Body.id)
        .where(Body.municipality_id == Municipality.id, Body.member_count.is_not(None))
        .exists()
    )
    statement = (
        select(Municipality.code, Municipality.name)
        .where(Municipality.id.in_(_members(tx, area_id)), has_council)
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return [(code, name) for code, name in tx.session.execute(statement)]


def _seats(tx: Transaction, area_id: int) -> list[tuple[Municipality, Seat, User, Body]]:
    today = prague_day(tx.now)
    of_town = (Municipality.id == Body.municipality_id) | (
        (Body.area_id == area_id) & (Municipality.id == Seat.represents_id)
    )
    statement = (
        select(Municipality, Seat, User, Body)
        .select_from(Seat)
        .join(Body, Body.id == Seat.body_id)
        .join(User, User.id == Seat.user_id)
        .join(Municipality, of_town)
        .where(Municipality.id.in_(_members(tx, area_id)), Seat.held_on(today))
        .order_by(
            Municipality.sort_key,
            Municipality.code,
            Body.area_id.is_not(None),
            Body.kind,
            Seat.membership_id,
        )
    )
    return [tuple(row) for row in tx.session.execute(statement)]  # type: ignore[misc]

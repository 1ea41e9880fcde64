"""The people of one area by role, for signing in with one click in demo mode."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.seat import Seat
from workflow_app.models.user import User

# The order on the page: who begins the work comes first.
AUDIENCES = ("coordination", "working_group", "steering_group", "municipality", "administration")
SPEAKERS = ("coordinator", "leader", "chair", "vice_chair", "mayor", "clerk", "administrator")
_PRECEDENCE = (*SPEAKERS, "deputy_mayor", "member")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One click: a person in one seat. `body` is a group, or the name of a municipality."""

    user_id: int
    name: str
    role: str
    body: Text
    area_key: str | None

    @property
    def speaks(self) -> bool:
        """True for those who can do what their audience is there for; the rest look on or take part."""
        return self.role in SPEAKERS


@dataclass(frozen=True, slots=True)
class DemoAudience:
    """The people of one audience."""

    kind: str
    speakers: tuple[DemoPerson, ...]
    others: tuple[DemoPerson, ...]


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """All areas to choose from, the one chosen, and its people."""

    areas: tuple[tuple[str, Text], ...]
    chosen: str | None
    audiences: tuple[DemoAudience, ...]


def demo_people(tx: Transaction, area_key: str = "") -> DemoPeople:
    """Return everybody with a seat today in the area (the first one when there is none of this key).

    Audiences come in the order of AUDIENCES, people in Czech order of their bodies. Two statements.
    """
    areas = {
        row.key: row for row in tx.session.execute(select(Area.id, Area.key, Area.name).order_by(Area.id))
    }
    chosen = areas.get(area_key) or next(iter(areas.values()), None)
    people = _people(tx, chosen.id if chosen else None)
    return DemoPeople(
        areas=tuple((row.key, Text.of(row.name)) for row in areas.values()),
        chosen=chosen.key if chosen else None,
        audiences=tuple(_audience(kind, people[kind]) for kind in AUDIENCES if people.get(kind)),
    )


def _audience(kind: str, people: list[DemoPerson]) -> DemoAudience:
    speakers = tuple(person for person in people if person.speaks)
    return DemoAudience(kind, speakers, tuple(person for person in people if not person.speaks))


def _people(tx: Transaction, area_id: int | None) -> dict[str, list[DemoPerson]]:
    """Return kind of audience -> people; who sits in both councils of a municipality comes once."""
    found: dict[str, dict[DemoPerson, None]] = {}
    for row in tx.session.execute(_seats(tx, area_id)):
        kind = "municipality" if row.municipality else row.kind
        body = (
            Text(row.municipality, row.municipality)
            if row.municipality
            else Text(row.name, row.name_en or row.name)
        )
        person = DemoPerson(row.user_id, row.user_name, row.role, body, row.area_key)
        found.setdefault(kind, {})[person] = None
    return {kind: list(people) for kind, people in found.items()}


def _seats(tx: Transaction, area_id: int | None) -> Select[*tuple[Any, ...]]:
    today = prague_day(tx.now)
    here = select(AreaMunicipality.municipality_id).where(
        AreaMunicipality.area_id == area_id,
        AreaMunicipality.valid_from <= today,
        or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= today),
    )
    precedence = case({role: place for place, role in enumerate(_PRECEDENCE)}, value=Seat.role)
    return (
        select(
            User.id.label("user_id"),
            User.name.label("user_name"),
            Seat.role,
            Body.kind,
            Body.name,
            Body.name_en,
            Municipality.name.label("municipality"),
            Area.key.label("area_key"),
        )
        .join(Seat, Seat.user_id == User.id)
        .join(Body, Body.id == Seat.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .outerjoin(Area, Area.id == Body.area_id)
        .where(
            User.active,
            Seat.held_on(today),
            or_(Body.area_id == area_id, Body.municipality_id.in_(here), Body.kind == "administration"),
        )
        .order_by(Municipality.sort_key, Body.sort_key, Body.id, precedence, Seat.membership_id)
    )

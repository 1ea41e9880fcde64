"""The people of the demo area by role, for signing in with one click."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, Row, case, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.user import User

# The order on the page: who begins the work comes first.
AUDIENCES = ("coordination", "working_group", "steering_group", "municipality", "administration")
SPEAKERS = ("coordinator", "leader", "chair", "vice_chair", "mayor", "clerk", "administrator")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One click: a person in one seat. `speaks` is true for those who can do what the audience is there for."""

    user_id: int
    name: str
    role: str
    body: Text
    speaks: bool


@dataclass(frozen=True, slots=True)
class DemoAudience:
    """The people of one audience in one area."""

    kind: str
    people: tuple[DemoPerson, ...]

    @property
    def speakers(self) -> tuple[DemoPerson, ...]:
        """Those to begin with."""
        return tuple(person for person in self.people if person.speaks)

    @property
    def others(self) -> tuple[DemoPerson, ...]:
        """The rest."""
        return tuple(person for person in self.people if not person.speaks)


@dataclass(frozen=True, slots=True)
class DemoArea:
    """One area with its people; `key` and `name` are None for the administration, which belongs to no area."""

    key: str | None
    name: Text | None
    audiences: tuple[DemoAudience, ...]


def demo_people(tx: Transaction) -> tuple[DemoArea, ...]:
    """Return everybody with a seat today, by area and audience, in the order of AUDIENCES and in Czech order."""
    rows = tx.session.execute(_statement(tx)).all()
    areas = []
    for (key, _), seats in groupby(rows, key=lambda row: (row.area_key, row.area_id)):
        found = list(seats)
        name = Text.of(found[0].area_name) if key else None
        areas.append(DemoArea(key, name, tuple(_audiences(found))))
    return tuple(areas)


def _statement(tx: Transaction):  # type: ignore[no-untyped-def]
    today = prague_day(tx.now)
    kind = case((Body.municipality_id.is_not(None), "municipality"), else_=Body.kind)
    return (
        select(
            Area.id.label("area_id"),
            Area.key.label("area_key"),
            Area.name.label("area_name"),
            kind.label("kind"),
            User.id,
            User.name,
            Membership.role,
            Body.id.label("body_id"),
            case((Municipality.id.is_not(None), Municipality.name), else_=Body.name).label("body"),
            case((Municipality.id.is_not(None), Municipality.name), else_=Body.name_en).label("body_en"),
        )
        .join(Membership, Membership.user_id == User.id)
        .join(Body, Body.id == Membership.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .outerjoin(AreaMunicipality, (AreaMunicipality.municipality_id == Body.municipality_id))
        .outerjoin(Area, Area.id == case((Body.area_id.is_not(None), Body.area_id), else_=AreaMunicipality.area_id))
        .where(User.active, kind.in_(AUDIENCES), *_holds(Membership, today))
    )

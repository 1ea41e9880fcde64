"""Who is signed in: the person behind a session, with the seats held today, and where they lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, bindparam, select, true

from workflow_app.db.hot_statement import HotStatement
from workflow_app.kernel.actor import ANONYMOUS, Actor, Seat
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.seat import seats_of_user
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class Room:
    """One desk that a person has: of a body in an area, or of a municipality."""

    kind: str  # working_group | steering_group | municipality | coordination | administration
    name: Text
    area_key: str | None
    body_key: str | None
    municipality_code: str | None


_day = bindparam("day", type_=Date)
_uniquifier: BindParameter[str] = bindparam("uniquifier")
_held = seats_of_user(_day)
_PERSON = (
    select(User.id, User.name, Body.id, Body.kind, _held.c.role, Body.area_id, Body.municipality_id)
    .select_from(User)
    .outerjoin(_held, true())
    .outerjoin(Body, Body.id == _held.c.body_id)
    .where(User.fs_uniquifier == _uniquifier, User.active)
)
_SEAT_ENDS = len(_PERSON.selected_columns)
_PERSON_AND_DESKS = (
    _PERSON.add_columns(
        Body.name,
        Body.name_en,
        Body.key,
        Area.key.label("area"),
        Municipality.code,
        Municipality.name.label("municipality"),
    )
    .outerjoin(Area, Area.id == Body.area_id)
    .outerjoin(Municipality, Municipality.id == Body.municipality_id)
    .order_by(Body.sort_key, Body.id)
)
# One of them runs in every transaction of a page.
_ACTOR, _ACTOR_AND_DESKS = HotStatement(_PERSON), HotStatement(_PERSON_AND_DESKS)


def load_actor(connection: Connection, uniquifier: str | None, day: date) -> Actor:
    """Return the person whose session carries `uniquifier`, with the seats valid on `day`; one statement.

    An unknown or deactivated person is nobody: an anonymous visitor.
    """
    if not uniquifier:
        return ANONYMOUS
    return _actor(_ACTOR.rows(connection, {"uniquifier": uniquifier, "day": day}))


def _actor(rows: Sequence[Any]) -> Actor:
    if not rows:
        return ANONYMOUS
    seats = tuple(Seat(*row[2:]) for row in rows if row[2] is not None)
    return Actor(user_id=rows[0][0], name=rows[0][1], seats=seats)


def load_actor_and_rooms(
    connection: Connection, uniquifier: str | None, day: date
) -> tuple[Actor, tuple[Room, ...]]:
    """Return the person as `load_actor` does, with their desks in Czech order of the names; one statement."""
    if not uniquifier:
        return ANONYMOUS, ()
    rows = _ACTOR_AND_DESKS.rows(connection, {"uniquifier": uniquifier, "day": day})
    rooms = [_room(row[3], *row[_SEAT_ENDS:]) for row in rows if row[2] is not None]
    return _actor([row[:_SEAT_ENDS] for row in rows]), tuple(dict.fromkeys(rooms))


def _room(
    kind: str,
    name: str,
    name_en: str,
    key: str,
    area_key: str | None,
    code: str | None,
    municipality: str | None,
) -> Room:
    if code:
        return Room("municipality", Text(municipality or "", municipality or ""), None, None, code)
    return Room(kind, Text(name, name_en), area_key, key, None)

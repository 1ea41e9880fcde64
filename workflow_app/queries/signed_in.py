"""Who is signed in: the person behind a session, with the seats held today, and where they lead."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Date, bindparam, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.actor import ANONYMOUS, Actor, Seat
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class Room:
    """One desk that a person has: of a body in an area, or of a municipality."""

    kind: str  # working_group | steering_group | municipality | coordination | administration
    name: str
    area_key: str | None
    body_key: str | None
    municipality_code: str | None


_day = bindparam("day", type_=Date)
_seat = (Membership.valid_from <= _day) & (Membership.valid_to.is_(None) | (Membership.valid_to >= _day))
# Built once, for it runs in every transaction of a page.
_PERSON = (
    select(User.id, User.name, Body.id, Body.kind, Membership.role, Body.area_id, Body.municipality_id)
    .outerjoin(Membership, (Membership.user_id == User.id) & _seat)
    .outerjoin(Body, Body.id == Membership.body_id)
    .where(User.fs_uniquifier == bindparam("uniquifier"), User.active)
)


def load_actor(connection: Connection, uniquifier: str | None, day: date) -> Actor:
    """Return the person whose session carries `uniquifier`, with the seats valid on `day`; one statement.

    An unknown or deactivated person is nobody: an anonymous visitor.
    """
    if not uniquifier:
        return ANONYMOUS
    rows = connection.execute(_PERSON, {"uniquifier": uniquifier, "day": day}).all()
    if not rows:
        return ANONYMOUS
    seats = tuple(Seat(*row[2:]) for row in rows if row[2] is not None)
    return Actor(user_id=rows[0][0], name=rows[0][1], seats=seats)


def rooms_of(tx: Transaction) -> tuple[Room, ...]:
    """Return the desks of the person of `tx`, in Czech order of their names; nothing for a visitor."""
    if not tx.actor.seats:
        return ()
    bodies = {seat.body_id for seat in tx.actor.seats}
    statement = (
        select(Body.kind, Body.name, Area.key, Body.key, Municipality.code, Municipality.name)
        .outerjoin(Area, Area.id == Body.area_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(Body.id.in_(bodies))
        .order_by(Body.sort_key)
    )
    rooms: dict[tuple[str | None, ...], Room] = {}
    for kind, name, area_key, body_key, code, municipality in tx.session.execute(statement):
        room = (
            Room("municipality", municipality, None, None, code)
            if code
            else Room(kind, name, area_key, body_key, None)
        )
        rooms.setdefault((room.kind, room.area_key, room.body_key, room.municipality_code), room)
    return tuple(rooms.values())

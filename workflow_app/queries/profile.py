"""What is known about a person: name, e-mail, language, and the seats held now or soon."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body, seated_name
from workflow_app.models.municipality import Municipality
from workflow_app.models.seat import Seat
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class Profile:
    """The person who acts."""

    user_id: int
    name: str
    email: str
    phone: str
    language: str
    has_password: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """One seat; `area` is None for the council of a municipality and for the administration.

    `through` is the body by which the person sits there when it is seated as a whole.
    """

    body: Text
    body_kind: str
    area: Text | None
    municipality: str | None
    role: str
    valid_from: date
    valid_to: date | None
    through: Text | None


def my_profile(tx: Transaction) -> Profile:
    """Return the profile of the signed-in person. Raises NotFound for a visitor."""
    statement = select(
        User.id,
        User.name,
        User.email,
        User.phone,
        User.language,
        User.password.is_not(None),
        User.last_sign_in_at,
    ).where(User.id == tx.actor.user_id)
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound("person")
    return Profile(*row)


def memberships_of(tx: Transaction, user_id: int) -> list[HeldSeat]:
    """Return the seats of a person that hold today or begin later, in Czech order of the bodies."""
    today, through = prague_day(tx.now), aliased(Body)
    statement = (
        select(
            Body.name,
            Body.name_en,
            Body.kind,
            Area.name.label("area"),
            Municipality.name.label("municipality"),
            Seat.role,
            Seat.valid_from,
            Seat.valid_to,
            through.name.label("through"),
            through.name_en.label("through_en"),
            through.council.label("council"),
        )
        .join(Body, Body.id == Seat.body_id)
        .outerjoin(through, through.id == Seat.through_body_id)
        .outerjoin(Area, Area.id == Body.area_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(
            Seat.user_id == user_id,
            or_(Seat.valid_to.is_(None), Seat.valid_to >= today),
        )
        .order_by(Body.sort_key, Body.id, Seat.role)
    )
    return [
        HeldSeat(
            body=Text(row.name, row.name_en or row.name),
            body_kind=row.kind,
            area=Text.of(row.area) if row.area else None,
            municipality=row.municipality,
            role=row.role,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            through=seated_name(row.through, row.through_en or row.through, row.council)
            if row.through
            else None,
        )
        for row in tx.session.execute(statement)
    ]

"""What the municipalities and groups of an area are called, by the codes and keys that texts keep."""

from sqlalchemy import or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.municipality_names import names_with_successors
from workflow_app.models.onboarding import Onboarding
from workflow_app.models.seat import Seat
from workflow_app.models.user import User


def municipality_names(tx: Transaction, area_id: int) -> dict[str, str]:
    """Return the area's municipalities of today: 6-digit code -> name, in Czech order."""
    today = prague_day(tx.now)
    statement = (
        select(Municipality.code, Municipality.name)
        .join(AreaMunicipality, AreaMunicipality.municipality_id == Municipality.id)
        .where(AreaMunicipality.area_id == area_id, AreaMunicipality.valid_from <= today)
        .where(AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today))
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return dict(tx.session.execute(statement).all())


def names_in_texts(tx: Transaction, area_id: int) -> dict[str, str]:
    """Return what every municipality is called that a text of the area may name: code -> name, in Czech order.

    These are members of any time, with who took their place, and those that are asked to join.
    """
    planned = select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == area_id)
    followed = select(Onboarding.municipality_id).where(Onboarding.area_id == area_id)
    known = or_(Municipality.id.in_(planned), Municipality.id.in_(followed))
    return names_with_successors(tx.session, known)


def group_names(tx: Transaction, area_id: int) -> dict[str, Text]:
    """Return the area's working groups: key -> name, in Czech order."""
    statement = (
        select(Body.key, Body.name, Body.name_en)
        .where(Body.area_id == area_id, Body.kind == "working_group")
        .order_by(Body.sort_key)
    )
    return {key: Text(name, name_en) for key, name, name_en in tx.session.execute(statement)}


def leaders_of(tx: Transaction, body_id: int) -> tuple[str, ...]:
    """Return the names of the people who speak for a working group today."""
    today = prague_day(tx.now)
    statement = (
        select(User.name)
        .join(Seat, Seat.user_id == User.id)
        .where(Seat.body_id == body_id, Seat.role == "leader", Seat.held_on(today))
        .order_by(User.name)
    )
    return tuple(tx.session.scalars(statement))

"""The people of the Hlučín area by what they do there; each function returns an e-mail."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.user import User


def _first(tx: Transaction, *where: object) -> str:
    statement = (
        select(User.email)
        .join(Membership, Membership.user_id == User.id)
        .join(Body, Body.id == Membership.body_id)
        .outerjoin(Area, Area.id == Body.area_id)
        .where(*where, Membership.valid_to.is_(None))  # type: ignore[arg-type]
        .order_by(User.id)
        .limit(1)
    )
    return tx.session.execute(statement).scalar_one()


def coordinator(tx: Transaction, area: str = "hlucin") -> str:
    return _first(tx, Area.key == area, Body.kind == "coordination")


def chair(tx: Transaction, area: str = "hlucin") -> str:
    return _first(tx, Area.key == area, Body.kind == "steering_group", Membership.role == "chair")


def leader(tx: Transaction, group: str, area: str = "hlucin") -> str:
    return _first(tx, Area.key == area, Body.key == group, Membership.role == "leader")


def member(tx: Transaction, group: str, area: str = "hlucin") -> str:
    return _first(tx, Area.key == area, Body.key == group, Membership.role == "member")


def clerk_of(tx: Transaction, body_id: int | None) -> str:
    """Somebody who serves the municipality of this board or assembly."""
    municipality = select(Body.municipality_id).where(Body.id == body_id).scalar_subquery()
    return _first(tx, Body.municipality_id == municipality)

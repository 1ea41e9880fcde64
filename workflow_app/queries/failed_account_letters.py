"""Letters about people's own access that did not get through: to whom, when and why, never what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.notification import Notification
from workflow_app.models.seat import Seat
from workflow_app.models.user import User

FAILED_STATES = ("failed", "uncertain")


@dataclass(frozen=True, slots=True)
class FailedAccountLetter:
    """That a letter (sign_in_link | password_changed) did not get through; `error` holds no address of a page."""

    name: str
    recipient: str
    email: str
    state: str
    error: str
    attempts: int
    at: datetime


def failed_account_letters(
    tx: Transaction, area_ids: Sequence[int] | None
) -> tuple[FailedAccountLetter, ...]:
    """Return whose newest letter failed and who has not signed in since, the latest first.

    These are people who sit in `area_ids` or in councils of their municipalities today; None means everybody, for
    whoever runs the installation. Text and link stay out of the answer: the link signs a person in.
    """
    rows = tx.session.execute(_statement(tx, area_ids).order_by(Notification.created_at.desc()))
    return tuple(
        FailedAccountLetter(
            name=row.name,
            recipient=row.recipient,
            email=row.email,
            state=row.state,
            error=without_addresses(row.last_error),
            attempts=row.attempts,
            at=row.created_at,
        )
        for row in rows
    )


def count_failed_account_letters(tx: Transaction, area_ids: Sequence[int]) -> int:
    """Return how many there are."""
    found = _statement(tx, area_ids).subquery()
    return tx.session.execute(select(func.count()).select_from(found)).scalar_one()


def without_addresses(error: str) -> str:
    """Return an error without whatever could be the address of a page: a mail server may repeat what it was given."""
    return " ".join("…" if "/" in word else word for word in error.split())


def _statement(tx: Transaction, area_ids: Sequence[int] | None) -> Select[Any]:
    of_nobody = Notification.area_id.is_(None) & Notification.user_id.is_not(None)
    newest = select(func.max(Notification.id)).where(of_nobody).group_by(Notification.user_id)
    since = or_(User.last_sign_in_at.is_(None), User.last_sign_in_at < Notification.created_at)
    statement: Any = (
        select(
            Notification.name,
            User.name.label("recipient"),
            Notification.email,
            Notification.state,
            Notification.last_error,
            Notification.attempts,
            Notification.created_at,
        )
        .join(User, User.id == Notification.user_id)
        .where(Notification.id.in_(newest), Notification.state.in_(FAILED_STATES), User.active, since)
    )
    found = statement if area_ids is None else statement.where(_sits_here(tx, area_ids))
    return cast("Select[Any]", found)


def _sits_here(tx: Transaction, area_ids: Sequence[int]) -> ColumnElement[bool]:
    """The person has a seat today in a body of the areas or in a council of a municipality that plans in them."""
    today, planning = prague_day(tx.now), AreaMunicipality
    towns = select(planning.municipality_id).where(
        planning.area_id.in_(area_ids),
        planning.valid_from <= today,
        or_(planning.valid_to.is_(None), planning.valid_to >= today),
    )
    return (
        select(Seat.membership_id)
        .join(Body, Body.id == Seat.body_id)
        .where(
            Seat.user_id == User.id,
            Seat.held_on(today),
            or_(Body.area_id.in_(area_ids), Body.municipality_id.in_(towns)),
        )
        .exists()
    )

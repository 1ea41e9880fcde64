"""Lets a person in: notes when, which spends every sign-in link made before."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whom a new session belongs to; `uniquifier` is what the session keeps."""

    user_id: int
    name: str
    language: str
    uniquifier: str


def let_in(tx: Transaction, user: User) -> SignedIn:
    """Write down the sign-in of `user`, whose row the caller holds. Raises Refused for a closed account."""
    if not user.active:
        raise Refused(Refusal("account_is_closed"))
    earliest = user.last_sign_in_at + timedelta(microseconds=1) if user.last_sign_in_at else tx.now
    user.last_sign_in_at = max(tx.now, earliest)
    return signed_in(user)


def signed_in(user: User) -> SignedIn:
    """Return what a session of `user` needs."""
    return SignedIn(user.id, user.name, user.language, user.fs_uniquifier)


def lock_user(tx: Transaction, user_id: int) -> User:
    """Return the person with the row locked and read again, so that two steps at once see one another."""
    statement = select(User).where(User.id == user_id).with_for_update()
    return tx.session.execute(statement.execution_options(populate_existing=True)).scalar_one()


def user_by_uniquifier(tx: Transaction, uniquifier: str) -> User:
    """Return the active person, row locked. Raises Refused when the token was spent: it is nobody's now."""
    statement = select(User).where(User.fs_uniquifier == uniquifier, User.active).with_for_update()
    user = tx.session.execute(statement.execution_options(populate_existing=True)).scalar()
    if user is None:
        raise Refused(Refusal("link_has_been_used"))
    return user

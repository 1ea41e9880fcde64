"""Accepts an invitation: the person comes in, with a password of their own or without."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import select

from workflow_app.access.passwords import hash_password, weaknesses
from workflow_app.access.tokens import INVITATION, read_token
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.user import User
from workflow_app.settings import Settings
from workflow_app.usecases.let_in import SignedIn, let_in, user_by_uniquifier


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation is for."""

    user_id: int
    name: str
    email: str
    has_password: bool


def look_at_invitation(tx: Transaction, secret_key: str, token: str) -> Invited:
    """Return whom the invitation is for, and spend nothing.

    Raises Refused when it is not whole, has expired or has been used.
    """
    said = read_token(INVITATION, secret_key, token, tx.now)
    user = tx.session.execute(select(User).where(User.fs_uniquifier == said.uniquifier, User.active)).scalar()
    if user is None:
        raise Refused(Refusal("link_has_been_used"))
    return Invited(user.id, user.name, user.email, user.password is not None)


def accept_invitation(tx: Transaction, settings: Settings, token: str, password: str | None) -> SignedIn:
    """Spend the invitation, set `password` unless it is None, and let the person in.

    Raises Refused when the link is of no use or the password not good enough; then nothing is spent.
    """
    said = read_token(INVITATION, settings.secret_key, token, tx.now)
    user = user_by_uniquifier(tx, said.uniquifier)
    if password is not None:
        weak = weaknesses(password, settings.password_min_length, (user.name, user.email))
        if weak:
            raise Refused(*weak)
        user.password = hash_password(password)
    user.fs_uniquifier = uuid4().hex
    return let_in(tx, user)

"""Signs a person in by the one-time link from an e-mail."""

from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.access.tokens import SIGN_IN_LINK, Token, moment, read_token
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.user import User
from workflow_app.usecases.let_in import SignedIn, let_in, user_by_uniquifier


@dataclass(frozen=True, slots=True)
class GoodLink:
    """Whom a link would let in, and where it leads ("" for nowhere special)."""

    name: str
    email: str
    way_back: str


def look_at_link(tx: Transaction, secret_key: str, token: str) -> GoodLink:
    """Return what the link is good for, and spend nothing: mail scanners open links, too.

    Raises Refused when it is not whole, has expired or has been used.
    """
    said = read_token(SIGN_IN_LINK, secret_key, token, tx.now)
    user = tx.session.execute(select(User).where(User.fs_uniquifier == said.uniquifier, User.active)).scalar()
    if user is None:
        raise Refused(Refusal("link_has_been_used"))
    _check_unspent(said, user)
    return GoodLink(user.name, user.email, said.way_back)


def sign_in_by_link(tx: Transaction, secret_key: str, token: str) -> tuple[SignedIn, str]:
    """Spend the link; return the person and the local path to go on to. Raises Refused as `look_at_link`."""
    said = read_token(SIGN_IN_LINK, secret_key, token, tx.now)
    user = user_by_uniquifier(tx, said.uniquifier)
    _check_unspent(said, user)
    return let_in(tx, user), said.way_back


def _check_unspent(said: Token, user: User) -> None:
    if said.last_sign_in != moment(user.last_sign_in_at):
        raise Refused(Refusal("link_has_been_used"))

"""Signs a person in by e-mail and password."""

from sqlalchemy import select

from workflow_app.access.passwords import hash_password, is_outdated, matches
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.user import User
from workflow_app.usecases.let_in import SignedIn, let_in, lock_user


def sign_in_by_password(tx: Transaction, email: str, password: str) -> SignedIn:
    """Return the person whose e-mail and password these are.

    Raises Refused with one and the same reason, after the same work, whether the address is unknown, has no
    password, is closed, or the password is wrong.
    """
    found = tx.session.execute(select(User).where(User.email == email.strip().lower())).scalar()
    if not matches(found.password if found else None, password) or found is None or not found.active:
        raise Refused(Refusal("email_or_password_is_wrong"))
    user = lock_user(tx, found.id)
    if user.password is not None and is_outdated(user.password):
        user.password = hash_password(password)
    return let_in(tx, user)

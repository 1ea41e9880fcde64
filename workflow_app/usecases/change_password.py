"""Changes (or first sets) the password of the person who acts; all their other sign-ins end."""

from uuid import uuid4

from workflow_app.access.passwords import hash_password, matches, weaknesses
from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Forbidden, Refusal, Refused
from workflow_app.models.user import User
from workflow_app.settings import Settings
from workflow_app.usecases.let_in import SignedIn, lock_user, signed_in
from workflow_app.usecases.write_account_letter import write_account_letter

PASSWORD_CHANGED = "password_changed"
PASSWORD_PAGE = "/account/password"


def change_password(tx: Transaction, settings: Settings, current: str | None, password: str) -> SignedIn:
    """Set `password`; return what the person's own session goes on with, every other one is over.

    `current` is the password until now; None when the person has none yet, or has just proved by a link who
    they are. Raises Refused when it is wrong or the new one is not good enough.
    """
    if tx.actor.user_id is None:
        raise Forbidden("nobody is signed in")
    user = lock_user(tx, tx.actor.user_id)
    problems = [
        *_wrong_current(user, current),
        *weaknesses(password, settings.password_min_length, _about(user)),
    ]
    if problems:
        raise Refused(*problems)
    before = {"has_password": user.password is not None}
    user.password, user.fs_uniquifier = hash_password(password), uuid4().hex
    append_edit(
        tx,
        area_id=None,
        subject_kind="user",
        subject_id=user.id,
        before=before,
        after={"has_password": True, "password_changed": True},
    )
    write_account_letter(tx, user, PASSWORD_CHANGED, PASSWORD_PAGE, settings.base_url, {})
    return signed_in(user)


def _wrong_current(user: User, current: str | None) -> list[Refusal]:
    if current is None or matches(user.password, current):
        return []
    return [Refusal("current_password_is_wrong", field="current")]


def _about(user: User) -> tuple[str, ...]:
    return (user.name, user.email)

"""Sends a one-time sign-in link to the address that asks for it, if it is one of ours."""

from datetime import timedelta

from sqlalchemy import select

from workflow_app.access.tokens import sign_in_path
from workflow_app.db.uow import Transaction
from workflow_app.models.user import User
from workflow_app.settings import Settings
from workflow_app.usecases.write_account_letter import write_account_letter

SIGN_IN_LINK = "sign_in_link"


def request_sign_in_link(tx: Transaction, settings: Settings, email: str, way_back: str = "") -> None:
    """Write the letter with the link; do nothing, and say nothing, when nobody active has this address.

    `way_back` is the local path the person wanted to reach. A known address costs two inserts more than an
    unknown one; sending is the worker's work, and pages limit how often one may ask, so a stranger cannot
    measure it.
    """
    user = tx.session.execute(select(User).where(User.email == email.strip().lower(), User.active)).scalar()
    if user is None:
        return
    minutes = settings.sign_in_link_minutes
    path = sign_in_path(
        settings.secret_key,
        user.fs_uniquifier,
        user.last_sign_in_at,
        tx.now + timedelta(minutes=minutes),
        way_back,
    )
    write_account_letter(tx, user, SIGN_IN_LINK, path, settings.base_url, {"minutes": minutes})

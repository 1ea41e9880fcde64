"""A person's calendar addresses: make one (which shuts the former one), and shut it."""

from sqlalchemy import select, update

from workflow_app.access.calendar_token import calendar_token
from workflow_app.access.recording_token import fingerprint, new_nonce
from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Forbidden
from workflow_app.models.calendar_feed import CalendarFeed
from workflow_app.models.user import User


def renew_feed(tx: Transaction, secret_key: str, area_id: int | None = None) -> None:
    """Make a new address for the person who acts: of their own, or of an area whose staff they are.

    The former address stops working. The caller has checked that the area is theirs.
    """
    user_id = _owner(tx)
    _shut(tx, user_id, area_id)
    nonce = new_nonce()
    token = fingerprint(calendar_token(secret_key, nonce))
    tx.session.add(
        CalendarFeed(user_id=user_id, area_id=area_id, nonce=nonce, token_sha256=token, created_at=tx.now)
    )
    tx.session.flush()
    _note(tx, user_id, area_id, "renewed")


def revoke_feed(tx: Transaction, area_id: int | None = None) -> None:
    """Shut the address; a person who has none is not troubled."""
    user_id = _owner(tx)
    if _shut(tx, user_id, area_id):
        _note(tx, user_id, area_id, "revoked")


def _owner(tx: Transaction) -> int:
    """Return the person who acts, locked, so that two presses of the button make one address."""
    if tx.actor.user_id is None:
        raise Forbidden("a calendar belongs to a person")
    tx.session.execute(select(User.id).where(User.id == tx.actor.user_id).with_for_update())
    return tx.actor.user_id


def _shut(tx: Transaction, user_id: int, area_id: int | None) -> bool:
    of_area = CalendarFeed.area_id.is_(None) if area_id is None else CalendarFeed.area_id == area_id
    statement = update(CalendarFeed).where(
        CalendarFeed.user_id == user_id, of_area, CalendarFeed.revoked_at.is_(None)
    )
    shut = tx.session.execute(statement.values(revoked_at=tx.now).returning(CalendarFeed.id))
    return shut.first() is not None


def _note(tx: Transaction, user_id: int, area_id: int | None, what: str) -> None:
    append_edit(
        tx, area_id=area_id, subject_kind="user", subject_id=user_id, before={}, after={"calendar_feed": what}
    )

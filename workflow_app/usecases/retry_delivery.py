"""Tries again what did not get through: an e-mail, a document, anything of the outbox."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.outbox.claim import requeue
from workflow_app.outbox.topics import SendNotice
from workflow_app.outbox.write import put

AGAIN = ("failed", "uncertain", "kept")


def retry_notification(tx: Transaction, notification_id: int, area_ids: tuple[int, ...]) -> bool:
    """Send a notification of one of `area_ids` once more; False when it is on its way or sent already.

    The page has checked that the actor manages these areas. The message that was given up is opened again;
    where there is none (the mail was kept), a new one carries the number of attempts made so far.
    Raises NotFound, also for another area's notification.
    """
    statement = select(Notification).where(
        Notification.id == notification_id, Notification.area_id.in_(area_ids)
    )
    row = tx.session.execute(statement.with_for_update()).scalar()
    if row is None:
        raise NotFound(f"notification {notification_id}")
    if row.state not in AGAIN:
        return False
    append_edit(
        tx,
        area_id=row.area_id,
        subject_kind="notification",
        subject_id=row.id,
        before={"state": row.state, "last_error": row.last_error},
        after={"state": "pending", "last_error": ""},
    )
    row.state, row.last_error, row.sent_at = "pending", "", None
    given_up = _given_up(tx, row.id)
    if given_up is None:
        put(tx, [SendNotice(row.id, row.attempts)], row.area_id)
    else:
        requeue(tx, given_up)
    return True


def _given_up(tx: Transaction, notification_id: int) -> int | None:
    """Return the message that was given up while sending this notification."""
    statement = select(OutboxMessage.id).where(
        OutboxMessage.topic == SendNotice.topic,
        OutboxMessage.payload["notification_id"].as_integer() == notification_id,
        OutboxMessage.failed_at.is_not(None),
    )
    return tx.session.execute(statement).scalars().first()


def retry_message(tx: Transaction, message_id: int, area_ids: tuple[int, ...]) -> bool:
    """Open a message of one of `area_ids` that was given up; False when it is not given up (any more).

    Raises NotFound, also for another area's message.
    """
    statement = select(OutboxMessage).where(
        OutboxMessage.id == message_id, OutboxMessage.area_id.in_(area_ids)
    )
    row = tx.session.execute(statement.with_for_update()).scalar()
    if row is None:
        raise NotFound(f"message {message_id}")
    error = row.last_error
    if not requeue(tx, message_id):
        return False
    append_edit(
        tx,
        area_id=row.area_id,
        subject_kind="outbox_message",
        subject_id=row.id,
        before={"failed": True, "last_error": error},
        after={"failed": False, "last_error": ""},
    )
    return True

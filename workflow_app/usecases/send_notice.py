"""Sends one notification by e-mail: load it, hand it to the mail server, record what came of it."""

from datetime import timedelta

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Permanent, Transient
from workflow_app.models.area import Area
from workflow_app.models.notification import Notification
from workflow_app.notifications.deliver import Delivery, Letter, Unclear
from workflow_app.outbox.topics import SendNotice

SENDING_LIMIT = timedelta(minutes=5)  # longer than the time limit of a task, so nobody is sending any more
SENDER = {"cs": "Komunitní plánování", "en": "Community planning"}


def load(tx: Transaction, message: SendNotice, base_url: str) -> Letter | None:
    """Mark the notification as being sent and return the letter; None when there is nothing to send any more.

    One that is already marked was being sent when its worker died, or still is: it is never sent a second time
    blindly. Raises Transient while somebody may still be sending it, Unclear when nobody can be any more.
    """
    row = _locked(tx, message.notification_id)
    if row.state == "sending":
        if row.sent_at is not None and row.sent_at > tx.now - SENDING_LIMIT:
            raise Transient("it is being sent right now")
        row.state, row.last_error = "uncertain", "the worker ended in the middle of sending"
        return None
    if row.state != "pending":
        return None
    row.state, row.sent_at, row.attempts = "sending", tx.now, row.attempts + 1
    return _letter(tx, row, base_url)


def record(tx: Transaction, message: SendNotice, delivery: Delivery) -> None:
    """Write down that the mail server took it, or that it is kept for reading here."""
    row = _locked(tx, message.notification_id)
    row.state, row.last_error = delivery, ""
    row.sent_at = tx.now if delivery == "sent" else None


def give_back(tx: Transaction, message: SendNotice, error: Exception, final: bool) -> None:
    """Write down that it did not get through; unless `final` it will be tried again.

    Only trouble that the mailer itself has named is sure to have sent nothing.
    """
    row = _locked(tx, message.notification_id)
    row.last_error = f"{type(error).__name__}: {error}"
    if isinstance(error, Unclear) or not isinstance(error, Transient | Permanent):
        row.state = "uncertain"
        return
    row.state, row.sent_at = "failed" if final else "pending", None


def _locked(tx: Transaction, notification_id: int) -> Notification:
    statement = select(Notification).where(Notification.id == notification_id).with_for_update()
    row = tx.session.execute(statement.execution_options(populate_existing=True)).scalar()
    if row is None:
        raise NotFound(f"notification {notification_id}")
    return row


def _letter(tx: Transaction, row: Notification, base_url: str) -> Letter:
    area = tx.session.get(Area, row.area_id) if row.area_id is not None else None
    sender = SENDER[row.language]
    return Letter(
        dedupe_key=row.dedupe_key,
        to_email=row.email,
        to_name="",
        subject=row.subject,
        body=row.body,
        link=base_url + row.link,
        language=row.language,
        sender_name=f"{sender} {area.name_locative}" if area and row.language == "cs" else sender,
        reply_to=str(area.coordinator.get("email", "")) if area else "",
        list_name=area.key if area else "",
        written_at=row.created_at,
    )

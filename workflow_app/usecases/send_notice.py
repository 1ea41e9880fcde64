"""Sends one notification by e-mail: load it, hand it to the mail server, record what came of it."""

from datetime import timedelta

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Permanent, Transient
from workflow_app.models.area import Area
from workflow_app.models.notification import Notification
from workflow_app.notifications.deliver import Delivery, Letter, Unclear
from workflow_app.notifications.notice import with_link
from workflow_app.outbox.topics import SendNotice
from workflow_app.settings import Settings
from workflow_app.usecases.issue_recording_link import link_for, path_of

SENDING_LIMIT = timedelta(minutes=5)  # longer than the time limit of a task, so nobody is sending any more
SENDER = {"cs": "Komunitní plánování", "en": "Community planning"}


def load(tx: Transaction, message: SendNotice, settings: Settings) -> Letter | None:
    """Mark the notification as being sent and return the letter; None when there is nothing to send any more.

    One that is already marked was being sent when its worker died, or still is: it is never sent a second time
    blindly. A recording link is put in here, the same one however often it is tried. Raises Transient while
    somebody may still be sending it, Unclear when nobody can be any more.
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
    return _letter(tx, row, settings)


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


def _letter(tx: Transaction, row: Notification, settings: Settings) -> Letter:
    area = tx.session.get(Area, row.area_id) if row.area_id is not None else None
    sender = SENDER[row.language]
    link, base_url = _link(tx, row, settings), settings.base_url
    return Letter(
        dedupe_key=row.dedupe_key,
        to_email=row.email,
        to_name="",
        subject=row.subject,
        body=with_link(row.body, base_url + row.link, base_url + link),
        link=base_url + link,
        language=row.language,
        sender_name=f"{sender} {area.name_locative}" if area and row.language == "cs" else sender,
        reply_to=str(area.coordinator.get("email", "")) if area else "",
        list_name=area.key if area else "",
        written_at=row.created_at,
    )


def _link(tx: Transaction, row: Notification, settings: Settings) -> str:
    """Return the path that the letter leads to; the secret of a recording link is only in the letter."""
    if not row.link_kind or row.process_id is None:
        return row.link
    link = link_for(tx, settings, row.process_id, row.link_kind, row.email)
    row.recording_link_id = link.id
    return path_of(settings, link)

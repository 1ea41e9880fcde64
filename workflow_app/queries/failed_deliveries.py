"""Mails, documents and other messages that did not get through, for the staff of an area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.models.area import Area
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.outbox.topics import SendNotice
from workflow_app.queries.failed_account_letters import (
    FAILED_STATES,
    FailedAccountLetter,
    count_failed_account_letters,
    failed_account_letters,
)
from workflow_app.queries.notifications import SentNotice, sent_notices


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message of the outbox that was given up.

    `what` is the name of the document, notice or trigger; `process_id` the process it is about.
    """

    id: int
    area_key: str
    topic: str  # announce | produce_document | fire_trigger | send_notice
    what: str
    process_id: int | None
    attempts: int
    last_error: str
    created_at: datetime
    failed_at: datetime


@dataclass(frozen=True, slots=True)
class FailedDeliveries:
    """Everything that waits for "try again", and letters about access, of which only the fact is told.

    An `uncertain` mail may have been sent.
    """

    mails: tuple[SentNotice, ...]
    messages: tuple[FailedMessage, ...]
    account_letters: tuple[FailedAccountLetter, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.mails) + len(self.messages) + len(self.account_letters)


def failed_deliveries(tx: Transaction, area_ids: Sequence[int], limit: int = 200) -> FailedDeliveries:
    """Return what did not get through in `area_ids` (those that the actor manages), the newest first."""
    mails = sent_notices(tx, area_ids, states=FAILED_STATES, limit=limit)
    messages = _failed_messages(tx, area_ids, limit)
    return FailedDeliveries(tuple(mails), tuple(messages), failed_account_letters(tx, area_ids))


def count_failed(tx: Transaction, area_ids: Sequence[int]) -> int:
    """Return how many deliveries of `area_ids` did not get through, letters about access among them."""
    mails = select(func.count()).where(
        Notification.area_id.in_(area_ids), Notification.state.in_(FAILED_STATES)
    )
    messages = (
        select(func.count())
        .select_from(OutboxMessage)
        .outerjoin(Notification, _its_notification())
        .where(*_given_up(area_ids))
    )
    failed = tx.session.execute(mails).scalar_one() + tx.session.execute(messages).scalar_one()
    return failed + count_failed_account_letters(tx, area_ids)


def _its_notification() -> ColumnElement[bool]:
    """The notification that a message wants to send."""
    number = cast(OutboxMessage.payload["notification_id"].astext, BigInteger)
    return and_(OutboxMessage.topic == SendNotice.topic, Notification.id == number)


def _given_up(area_ids: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    """A mail that failed is shown as a mail; its message only when the mail itself does not say so."""
    return (
        OutboxMessage.area_id.in_(area_ids),
        OutboxMessage.failed_at.is_not(None),
        or_(OutboxMessage.topic != SendNotice.topic, Notification.state.in_(("pending", "sending"))),
    )


def _failed_messages(tx: Transaction, area_ids: Sequence[int], limit: int) -> list[FailedMessage]:
    payload = OutboxMessage.payload
    what = func.coalesce(
        payload["name"].astext, payload["notice"].astext, payload["trigger"].astext, Notification.subject, ""
    )
    statement = (
        select(
            OutboxMessage.id,
            Area.key,
            OutboxMessage.topic,
            what,
            cast(payload["process_id"].astext, BigInteger),
            OutboxMessage.attempts,
            OutboxMessage.last_error,
            OutboxMessage.created_at,
            OutboxMessage.failed_at,
        )
        .join(Area, Area.id == OutboxMessage.area_id)
        .outerjoin(Notification, _its_notification())
        .where(*_given_up(area_ids))
        .order_by(OutboxMessage.failed_at.desc(), OutboxMessage.id.desc())
        .limit(limit)
    )
    return [FailedMessage(*row) for row in tx.session.execute(statement)]

"""How many messages of the outbox wait, are at work, done or given up; per topic."""

from dataclasses import dataclass

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.models.outbox_message import OutboxMessage


@dataclass(frozen=True, slots=True)
class TopicCount:
    """Messages of one topic by how far they got."""

    topic: str
    waiting: int
    at_work: int
    done: int
    failed: int


def outbox_counts(tx: Transaction) -> list[TopicCount]:
    """Return one row a topic, in the order of the topics' names; topics without a message are not there."""
    message = OutboxMessage
    is_open = message.done_at.is_(None) & message.failed_at.is_(None)
    statement = (
        select(
            message.topic,
            func.count().filter(is_open & message.claimed_at.is_(None)),
            func.count().filter(is_open & message.claimed_at.is_not(None)),
            func.count().filter(message.done_at.is_not(None)),
            func.count().filter(message.failed_at.is_not(None)),
        )
        .group_by(message.topic)
        .order_by(message.topic)
    )
    return [TopicCount(*row) for row in tx.session.execute(statement)]

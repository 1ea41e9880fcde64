"""Puts messages into the outbox, in the transaction that asks for them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from workflow_app.db.uow import Transaction
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.outbox.topics import Message, payload_of


def message_row(tx: Transaction, message: Message, area_id: int | None) -> dict[str, Any]:
    """Return the row of outbox_message for `message`."""
    return {
        "topic": message.topic,
        "payload": payload_of(message),
        "dedupe_key": message.dedupe_key,
        "area_id": area_id,
        "request_id": tx.request_id,
        "created_at": tx.now,
        "available_at": tx.now,
        "attempts": 0,
        "last_error": "",
    }


def put(tx: Transaction, messages: Sequence[Message], area_id: int | None) -> None:
    """Write `messages`; one that was asked for before (same dedupe key) is left as it is."""
    if not messages:
        return
    rows = [message_row(tx, message, area_id) for message in messages]
    statement = insert(OutboxMessage).on_conflict_do_nothing(index_elements=["dedupe_key"])
    tx.session.execute(statement, rows)

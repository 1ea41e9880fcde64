"""Writes one step (state, history, outbox) as a single statement."""

from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from workflow_app.audit.record import Step, transition_row
from workflow_app.db.hot_statement import HotStatement
from workflow_app.db.uow import Transaction
from workflow_app.engine.process_row import ProcessRow
from workflow_app.outbox.topics import Message, payload_of

_RECORD = """
moved AS (
    UPDATE process_instance SET
        state = :to_state, seq = :seq, version_id = :version_id, session_on = :session_on,
        due_at = :due_at, wake_at = :wake_at, changed_at = :at, ended_at = :ended_at, head_hash = :hash
    WHERE id = :process_id
), recorded AS (
    INSERT INTO transition_record (
        process_id, seq, version, trigger, from_state, to_state, automatic, actor_id, body_id, payload,
        caused_by, request_id, at, prev_hash, hash)
    VALUES (
        :process_id, :seq, :version, :trigger, :from_state, :to_state, :automatic, :actor_id, :body_id, :payload,
        :caused_by, :request_id, :at, :prev_hash, :hash)
)"""

# Data-modifying parts of WITH run whether or not they are read, so one round trip does all three.
_STEP = HotStatement(
    f"WITH {_RECORD} "
    """
    INSERT INTO outbox_message
        (topic, payload, dedupe_key, area_id, request_id, created_at, available_at, attempts, last_error)
    SELECT message->>'topic', message->'payload', message->>'dedupe_key', :area_id, :request_id, :at, :at, 0, ''
    FROM jsonb_array_elements(:messages) AS message
    ON CONFLICT (dedupe_key) DO NOTHING
    """
)


def write_step(tx: Transaction, process: ProcessRow, step: Step, messages: Sequence[Message]) -> None:
    """Write the new state of `process`, the record of `step` and `messages`; one statement whatever happens.

    `process` already holds the new state, seq and times; its `head_hash` is still the previous one and is set here.
    """
    row: dict[str, Any] = transition_row(tx, step, process.head_hash)
    process.head_hash = row["hash"]
    outgoing = [
        {"topic": item.topic, "payload": payload_of(item), "dedupe_key": item.dedupe_key} for item in messages
    ]
    _STEP.run(
        tx.connection,
        {
            **row,
            "payload": Jsonb(row["payload"]),
            "version_id": process.version_id,
            "session_on": process.session_on,
            "due_at": process.due_at,
            "wake_at": process.wake_at,
            "ended_at": process.ended_at,
            "area_id": process.area_id,
            "messages": Jsonb(outgoing),
        },
    )

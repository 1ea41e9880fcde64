"""Begins a process on a subject."""

from datetime import datetime

from psycopg.types.json import Jsonb

from workflow_app.audit.chain import GENESIS
from workflow_app.audit.record import Step, transition_row
from workflow_app.db.hot_statement import HotStatement
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import due_for, next_wake
from workflow_app.outbox.topics import Announce, Message, ProduceDocument
from workflow_app.outbox.write import put

_NEXT_ID = HotStatement("SELECT nextval('process_instance_id_seq')")

# The process, its first record and the seal of its law in one statement.
# The record's hash needs the process id, so that comes first.
_BEGIN = HotStatement(
    """
    WITH begun AS (
        INSERT INTO process_instance (
            id, process, version, area_id, subject_kind, subject_id, state, seq, body_id, due_at, wake_at,
            started_at, changed_at, head_hash)
        VALUES (
            :process_id, :process, :version, :area_id, :process, :subject_id, :to_state, :seq, :body_id, :due_at,
            :wake_at, :at, :at, :hash)
    ), sealed AS (
        INSERT INTO definition_seal (process, version, sha256, sealed_at)
        VALUES (:process, :version, :law_sha256, :at) ON CONFLICT DO NOTHING
    )
    INSERT INTO transition_record (
        process_id, seq, version, trigger, from_state, to_state, automatic, actor_id, body_id, payload, caused_by,
        request_id, at, prev_hash, hash)
    VALUES (
        :process_id, :seq, :version, :trigger, :from_state, :to_state, :automatic, :actor_id, :body_id, :payload,
        :caused_by, :request_id, :at, :prev_hash, :hash)
    """
)


def start(
    tx: Transaction,
    catalogue: Catalogue,
    process: str,
    *,
    area_id: int,
    subject_id: int,
    body_id: int | None = None,
    due_at: datetime | None = None,
) -> int:
    """Begin the newest version of `process` on the subject of the same kind and return the process id.

    The caller has checked the permission: what is begun is a row of the caller's own making.
    """
    law = catalogue.latest(process)
    state = law.states[law.initial]
    due = due_for(state, tx.now, due_at)
    process_id: int = _NEXT_ID.rows(tx.connection, {})[0][0]
    step = Step(process_id, 0, law.version, "start", "", law.initial, False, body_id, {}, "")
    row = transition_row(tx, step, GENESIS)
    _BEGIN.run(
        tx.connection,
        {
            **row,
            "payload": Jsonb(row["payload"]),
            "process": law.process,
            "law_sha256": law.sha256,
            "area_id": area_id,
            "subject_id": subject_id,
            "due_at": due,
            "wake_at": next_wake(state, due, tx.now),
        },
    )
    messages: list[Message] = [Announce(process_id, 0, name) for name in law.start_notices]
    messages += [
        ProduceDocument(process_id, 0, name, language)
        for name in law.start_documents
        for language in law.languages
    ]
    put(tx, messages, area_id)
    return process_id

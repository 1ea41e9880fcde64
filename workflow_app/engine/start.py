"""Begins a process on a subject."""

from datetime import datetime

from psycopg.types.json import Jsonb

from workflow_app.audit.chain import GENESIS, TRANSITION_FIELDS, first_link
from workflow_app.audit.record import Step, transition_row
from workflow_app.db.hot_statement import HotStatement
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import due_for, next_wake
from workflow_app.outbox.topics import Announce, Message, ProduceDocument
from workflow_app.outbox.write import put

# The process, its first record and the seal of its law in one statement, which also numbers the process.
# The text that is hashed is the one of audit/chain.py.
_BEGIN = HotStatement(
    """
    WITH numbered AS MATERIALIZED (
        SELECT id,
            encode(sha256(convert_to(CAST(:before AS text) || id || CAST(:after AS text), 'UTF8')), 'hex') AS hash
        FROM (SELECT nextval('process_instance_id_seq') AS id) AS next
    ), begun AS (
        INSERT INTO process_instance (
            id, process, version, area_id, subject_kind, subject_id, state, seq, body_id, due_at, wake_at,
            started_at, changed_at, head_hash)
        SELECT id, :process, :version, :area_id, :process, :subject_id, :to_state, :seq, :body_id, :due_at, :wake_at,
            :at, :at, hash
        FROM numbered
    ), sealed AS (
        INSERT INTO definition_seal (process, version, sha256, sealed_at)
        VALUES (:process, :version, :law_sha256, :at) ON CONFLICT DO NOTHING
    ), recorded AS (
        INSERT INTO transition_record (
            process_id, seq, version, trigger, from_state, to_state, automatic, actor_id, body_id, payload, caused_by,
            request_id, at, prev_hash, hash)
        SELECT id, :seq, :version, :trigger, :from_state, :to_state, :automatic, :actor_id, :body_id, :payload,
            :caused_by, :request_id, :at, :prev_hash, hash
        FROM numbered
    )
    SELECT id FROM numbered
    """
)
_NO_ID = 0  # until the database has given one


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
    step = Step(_NO_ID, 0, law.version, "start", "", law.initial, False, body_id, {}, "")
    row = transition_row(tx, step, GENESIS)
    before, after = first_link(TRANSITION_FIELDS, row)
    process_id: int
    ((process_id,),) = _BEGIN.rows(
        tx.connection,
        {
            **row,
            "before": before,
            "after": after,
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

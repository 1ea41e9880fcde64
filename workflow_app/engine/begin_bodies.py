"""Begins the processes of bodies in a stage of a round: of all bodies when it opens, of one more while it is open."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from workflow_app.audit.chain import GENESIS, moment_text
from workflow_app.db.uow import Transaction
from workflow_app.engine.deadlines import due_for, end_of_day, next_wake
from workflow_app.engine.definition import Definition
from workflow_app.engine.join import StageCount
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.stage_bodies import BODIES_OF_STAGES, StageBody, wanted
from workflow_app.kernel.canonical import canonical_json
from workflow_app.kernel.clock import prague_day

# One statement begins every process of {bodies}, with its first record and its first messages, and counts them.
# The text that is hashed is the one of audit/chain.py: one field a line, in the order of TRANSITION_FIELDS.
_BEGIN = """
WITH bodies AS ({bodies}),
numbered AS MATERIALIZED (
    SELECT nextval('process_instance_id_seq') AS id, body_id, inhabitants, is_lead, stands_in, payload
    FROM (SELECT * FROM bodies ORDER BY body_id) AS ordered
),
child AS MATERIALIZED (
    SELECT id, body_id, inhabitants, is_lead, stands_in, payload, encode(sha256(convert_to(concat_ws(E'\\n',
        CAST(:genesis AS text), id, 0, CAST(:version AS text), 'start', '', CAST(:state AS text), 't',
        CAST(:actor_text AS text), CAST(body_id AS text), payload, CAST(:caused_by AS text),
        CAST(:request_id AS text), CAST(:at_text AS text)), 'UTF8')), 'hex') AS hash
    FROM numbered
),
begun AS (
    INSERT INTO process_instance (
        id, process, version, area_id, subject_kind, subject_id, state, seq, root_id, parent_id, stage, body_id,
        stands_in, inhabitants, version_id, due_at, wake_at, started_at, changed_at, head_hash)
    SELECT id, :process, :version, :area_id, :subject_kind, :subject_id, :state, 0, :root_id, :parent_id, :stage,
        body_id, stands_in, inhabitants, :version_id, :due_at, :wake_at, :at, :at, hash
    FROM child
),
recorded AS (
    INSERT INTO transition_record (
        process_id, seq, version, trigger, from_state, to_state, automatic, actor_id, body_id, payload,
        caused_by, request_id, at, prev_hash, hash)
    SELECT id, 0, :version, 'start', '', :state, true, :actor_id, body_id, CAST(payload AS jsonb), :caused_by,
        :request_id, :at, :genesis, hash
    FROM child
),
asked AS (
    INSERT INTO outbox_message
        (topic, payload, dedupe_key, area_id, request_id, created_at, available_at, attempts, last_error)
    SELECT message->>'topic', message->'payload' || jsonb_build_object('process_id', child.id),
        replace(message->>'dedupe_key', '{{process}}', CAST(child.id AS text)), :area_id, :request_id, :at, :at, 0, ''
    FROM child CROSS JOIN jsonb_array_elements(CAST(:messages AS jsonb)) AS message
)
UPDATE round_stage SET opened_at = COALESCE(opened_at, :at),
    total = total + (SELECT count(*) FROM child),
    inhabitants = inhabitants + (SELECT COALESCE(sum(inhabitants), 0) FROM child),
    lead_body_id = COALESCE(lead_body_id, (SELECT max(body_id) FROM child WHERE is_lead))
WHERE process_id = :parent_id AND position = :stage
RETURNING total, (SELECT max(id) FROM child)
"""

# Every body that the stage's rule names.
_OF_STAGE = _BEGIN.format(
    bodies=f"""
    SELECT body_id, inhabitants, is_lead, stands_in,
        CASE WHEN stands_in IS NULL THEN '{{}}' ELSE '{{"stands_in":"' || stands_in || '"}}' END AS payload
    FROM ({BODIES_OF_STAGES}) AS named
"""
)
# One body that is known already.
_OF_BODY = _BEGIN.format(
    bodies="""
    SELECT CAST(:body_id AS bigint) AS body_id, CAST(:inhabitants AS integer) AS inhabitants,
        CAST(:is_lead AS boolean) AS is_lead, CAST(:stands_in AS text) AS stands_in, CAST(:said AS text) AS payload
"""
)


def begin_stage(tx: Transaction, parent: ProcessRow, child: Definition, stage: StageCount) -> int:
    """Begin the processes of one stage, a snapshot of the bodies as they are today, and return their number."""
    today = prague_day(tx.now)
    due_at = end_of_day(today + timedelta(days=stage.rule.deadline_days))
    of_stage = {"wanted": json.dumps([wanted(stage.position, stage.rule)]), "today": today}
    total, _newest = _begin(tx, _OF_STAGE, parent, child, stage, due_at, of_stage)
    return total


def begin_body(
    tx: Transaction,
    parent: ProcessRow,
    child: Definition,
    stage: StageCount,
    body: StageBody,
    due_at: datetime,
    said: Mapping[str, str],
) -> int:
    """Begin the process of one more body in a stage that is open, count it in, and return the process id.

    `said` is plain JSON that the first record tells, such as the reason. The root is locked, the permission checked,
    and the body is not in the stage yet.
    """
    stands_in = {"stands_in": body.stands_in} if body.stands_in else {}
    of_body = {
        "body_id": body.body_id,
        "inhabitants": body.inhabitants,
        "is_lead": body.is_lead,
        "stands_in": body.stands_in,
        "said": canonical_json({**said, **stands_in}),
    }
    _total, process_id = _begin(tx, _OF_BODY, parent, child, stage, due_at, of_body)
    return process_id


def _begin(
    tx: Transaction,
    statement: str,
    parent: ProcessRow,
    child: Definition,
    stage: StageCount,
    deadline: datetime,
    bodies: Mapping[str, Any],
) -> tuple[int, int]:
    """Send the statement and return how many bodies the stage has now and the newest process of them."""
    state = child.states[child.initial]
    due_at = due_for(state, tx.now, deadline)
    common = {
        "process": child.process,
        "version": child.version,
        "area_id": parent.area_id,
        "subject_kind": parent.subject_kind,
        "subject_id": parent.subject_id,
        "state": child.initial,
        "root_id": parent.root_id or parent.id,
        "parent_id": parent.id,
        "stage": stage.position,
        "version_id": parent.version_id,
        "due_at": due_at,
        "wake_at": next_wake(state, due_at, tx.now),
        "at": tx.now,
        "at_text": moment_text(tx.now),
        "actor_id": tx.actor.user_id,
        "actor_text": "" if tx.actor.user_id is None else str(tx.actor.user_id),
        "caused_by": f"{parent.id}:{parent.seq}",
        "request_id": tx.request_id,
        "genesis": GENESIS,
        "messages": json.dumps(_start_messages(child)),
    }
    row = tx.session.connection().execute(text(statement), {**common, **bodies}).one()
    return row[0], row[1]


def _start_messages(child: Definition) -> list[dict[str, object]]:
    """Return what every child asks for at its start; `{process}` is replaced by its id in SQL."""
    documents: list[dict[str, object]] = [
        {
            "topic": "produce_document",
            "payload": {"seq": 0, "name": name, "language": language},
            "dedupe_key": f"produce_document:{{process}}:0:{name}:{language}",
        }
        for name in child.start_documents
        for language in child.languages
    ]
    notices: list[dict[str, object]] = [
        {
            "topic": "announce",
            "payload": {"seq": 0, "notice": name},
            "dedupe_key": f"announce:{{process}}:0:{name}",
        }
        for name in child.start_notices
    ]
    return [*documents, *notices]

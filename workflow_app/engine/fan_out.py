"""Opens a council round: copies the route's stages and begins one process per body, set-based."""

import json
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import insert, select, text

from workflow_app.audit.chain import GENESIS, moment_text
from workflow_app.db.uow import Transaction
from workflow_app.engine.deadlines import due_for, end_of_day, next_wake
from workflow_app.engine.definition import Definition
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.seal import seal
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.approval_route import ApprovalRoute, RouteStage
from workflow_app.models.round_stage import RoundStage

# Which bodies a stage names; a board that was abolished has no member count any more.
# The lead municipality decides in its own stage, so the member sets leave it out.
_BODIES = {
    "lead_assembly": "b.kind = 'assembly' AND b.municipality_id = a.lead_municipality_id",
    "lead_board": "b.kind = 'board' AND b.municipality_id = a.lead_municipality_id",
    "member_assemblies": "b.kind = 'assembly' AND b.municipality_id <> a.lead_municipality_id",
    "member_boards": "b.kind = 'board' AND b.municipality_id <> a.lead_municipality_id",
    "all_assemblies": "b.kind = 'assembly'",
}
_UNION = """
    SELECT b.id AS body_id, 0 AS inhabitants FROM body b WHERE b.kind = 'union' AND b.area_id = :area_id
"""
_MUNICIPAL = """
    SELECT b.id AS body_id, m.inhabitants
    FROM area a
    JOIN area_municipality am ON am.area_id = a.id
        AND am.valid_from <= :today AND (am.valid_to IS NULL OR am.valid_to >= :today)
    JOIN municipality m ON m.id = am.municipality_id
    JOIN body b ON b.municipality_id = m.id
    WHERE a.id = :area_id AND b.member_count IS NOT NULL AND {bodies}
"""

# One statement begins every process of a stage, with its first record and its first messages, and counts them.
# The text that is hashed is the one of audit/chain.py: one field a line, in the order of TRANSITION_FIELDS.
_OPEN = """
WITH bodies AS ({bodies}),
numbered AS MATERIALIZED (
    SELECT nextval('process_instance_id_seq') AS id, body_id, inhabitants
    FROM (SELECT * FROM bodies ORDER BY body_id) AS ordered
),
child AS MATERIALIZED (
    SELECT id, body_id, inhabitants, encode(sha256(convert_to(concat_ws(E'\\n',
        CAST(:genesis AS text), id, 0, CAST(:version AS text), 'start', '', CAST(:state AS text), 't',
        CAST(:actor_text AS text), CAST(body_id AS text), '{{}}', CAST(:caused_by AS text),
        CAST(:request_id AS text), CAST(:at_text AS text)), 'UTF8')), 'hex') AS hash
    FROM numbered
),
begun AS (
    INSERT INTO process_instance (
        id, process, version, area_id, subject_kind, subject_id, state, seq, root_id, parent_id, stage, body_id,
        version_id, due_at, wake_at, started_at, changed_at, head_hash)
    SELECT id, :process, :version, :area_id, :subject_kind, :subject_id, :state, 0, :root_id, :parent_id, :stage,
        body_id, :version_id, :due_at, :wake_at, :at, :at, hash
    FROM child
),
recorded AS (
    INSERT INTO transition_record (
        process_id, seq, version, trigger, from_state, to_state, automatic, actor_id, body_id, payload,
        caused_by, request_id, at, prev_hash, hash)
    SELECT id, 0, :version, 'start', '', :state, true, :actor_id, body_id, '{{}}', :caused_by, :request_id, :at,
        :genesis, hash
    FROM child
),
asked AS (
    INSERT INTO outbox_message
        (topic, payload, dedupe_key, area_id, request_id, created_at, available_at, attempts, last_error)
    SELECT message->>'topic', message->'payload' || jsonb_build_object('process_id', child.id),
        replace(message->>'dedupe_key', '{{process}}', CAST(child.id AS text)), :area_id, :request_id, :at, :at, 0, ''
    FROM child CROSS JOIN jsonb_array_elements(CAST(:messages AS jsonb)) AS message
)
UPDATE round_stage SET opened_at = :at,
    total = (SELECT count(*) FROM child),
    inhabitants = (SELECT COALESCE(sum(inhabitants), 0) FROM child)
WHERE process_id = :parent_id AND position = :stage
RETURNING total
"""


_ZERO = dict.fromkeys(
    (
        "total",
        "counted",
        "refused",
        "left_out",
        "inhabitants",
        "inhabitants_counted",
        "inhabitants_refused",
        "inhabitants_left_out",
    ),
    0,
)


def open_round(tx: Transaction, parent: ProcessRow, child: Definition) -> None:
    """Copy the area's newest route for this kind of document and open its first stage.

    A round that was opened before (the document had been returned) starts anew from its first stage.
    Raises Refused when the area has no route or the stage names no body.
    """
    route = tx.session.execute(
        select(ApprovalRoute.stages)
        .where(ApprovalRoute.area_id == parent.area_id, ApprovalRoute.document_kind == parent.subject_kind)
        .order_by(ApprovalRoute.version.desc())
        .limit(1)
    ).scalar()
    if not route:
        raise Refused(Refusal("area_has_no_route"))
    seal(tx, child)
    last = stages_of(tx, parent.id)
    number, first = (last[-1].round + 1, last[-1].position + 1) if last else (1, 1)
    tx.session.execute(
        insert(RoundStage),
        [
            {
                "process_id": parent.id,
                "round": number,
                "position": position,
                "rule": asdict(RouteStage.of(rule)),
                **_ZERO,
            }
            for position, rule in enumerate(route, start=first)
        ],
    )
    open_next_stage(tx, parent, child)


def open_next_stage(tx: Transaction, parent: ProcessRow, child: Definition) -> bool:
    """Open the first stage that is not open yet; False when there is none."""
    waiting = [stage for stage in stages_of(tx, parent.id) if stage.opened_at is None]
    if not waiting:
        return False
    _open_stage(tx, parent, child, waiting[0])
    return True


def _open_stage(tx: Transaction, parent: ProcessRow, child: Definition, stage: StageCount) -> None:
    """Begin the processes of one stage: a snapshot of the bodies as they are today."""
    rule, state = stage.rule, child.states[child.initial]
    bodies = _UNION if rule.bodies == "union" else _MUNICIPAL.format(bodies=_BODIES[rule.bodies])
    today = prague_day(tx.now)
    due_at = due_for(state, tx.now, end_of_day(today + timedelta(days=rule.deadline_days)))
    total = (
        tx.session.connection()
        .execute(
            text(_OPEN.format(bodies=bodies)),
            {
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
                "today": today,
                "actor_id": tx.actor.user_id,
                "actor_text": "" if tx.actor.user_id is None else str(tx.actor.user_id),
                "caused_by": f"{parent.id}:{parent.seq}",
                "request_id": tx.request_id,
                "genesis": GENESIS,
                "messages": json.dumps(_start_messages(child)),
            },
        )
        .scalar_one()
    )
    if total == 0:
        raise Refused(
            Refusal("stage_has_no_body", {"stage_cs": rule.label["cs"], "stage_en": rule.label["en"]})
        )


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

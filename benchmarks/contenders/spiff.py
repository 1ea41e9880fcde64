"""SpiffWorkflow (BPMN) with its state as a JSON row: read, run one task, write, with the same other rows."""

from datetime import UTC, datetime
from itertools import pairwise

import psycopg
from psycopg.types.json import Jsonb
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

TRIGGERS = ("submit", "recommend", "agree", "approve")

TABLES = """
CREATE TABLE IF NOT EXISTS spiff_workflow (id bigserial PRIMARY KEY, state text NOT NULL, seq int NOT NULL);
CREATE TABLE IF NOT EXISTS spiff_history (id bigserial PRIMARY KEY, workflow_id bigint NOT NULL, seq int NOT NULL,
    trigger text NOT NULL, actor_id bigint, at timestamptz NOT NULL, UNIQUE (workflow_id, seq));
CREATE TABLE IF NOT EXISTS spiff_outbox (id bigserial PRIMARY KEY, payload jsonb NOT NULL, dedupe_key text UNIQUE);
"""
ACTOR = """
SELECT u.id, b.kind FROM "user" u JOIN membership m ON m.user_id = u.id AND m.valid_to IS NULL
JOIN body b ON b.id = m.body_id WHERE u.fs_uniquifier = %s AND u.active
"""
GUARD = "SELECT id FROM group_opinion WHERE process_id = %s AND withdrawn_at IS NULL LIMIT 1"


def _bpmn() -> bytes:
    """Return the approval as BPMN: four manual tasks one after another."""
    nodes = ["start", *TRIGGERS, "end"]
    tasks = "".join(f'<manualTask id="{name}" name="{name}"/>' for name in TRIGGERS)
    flows = "".join(
        f'<sequenceFlow id="to_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in pairwise(nodes)
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="benchmark">'
        f'<process id="approval" isExecutable="true"><startEvent id="start"/>{tasks}<endEvent id="end"/>{flows}'
        "</process></definitions>"
    ).encode()


def _spec() -> object:
    parser = BpmnParser()
    parser.add_bpmn_str(_bpmn())
    return parser.get_spec("approval")


class Spiff:
    name = "SpiffWorkflow (state as JSON)"

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url.replace("+psycopg", ""))
        self.connection.execute(TABLES)
        self.person, self.area = self.connection.execute(
            'SELECT u.fs_uniquifier, b.area_id FROM "user" u JOIN membership m ON m.user_id = u.id '
            "JOIN body b ON b.id = m.body_id WHERE b.kind = 'coordination' LIMIT 1"
        ).fetchone()
        self.connection.commit()
        self.serializer, self.spec = BpmnWorkflowSerializer(), _spec()

    def approve_one(self, number: int) -> None:
        run = self.connection.execute
        workflow = BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        state = self.serializer.serialize_json(workflow)
        (row,) = run(
            "INSERT INTO spiff_workflow (state, seq) VALUES (%s, 0) RETURNING id", [state]
        ).fetchone()
        first = "INSERT INTO spiff_history (workflow_id, seq, trigger, at) VALUES (%s, 0, 'start', %s)"
        run(first, [row, datetime.now(UTC)])
        self.connection.commit()
        for trigger in TRIGGERS:
            self._fire(row, trigger)

    def _fire(self, row: int, trigger: str) -> None:
        run = self.connection.execute
        actor = run(ACTOR, [self.person]).fetchall()
        assert any(kind == "coordination" for _, kind in actor)
        state, seq = run("SELECT state, seq FROM spiff_workflow WHERE id = %s FOR UPDATE", [row]).fetchone()
        workflow = self.serializer.deserialize_json(state)
        assert run(GUARD, [-row]).fetchone() is None
        (task,) = [
            task for task in workflow.get_tasks(state=TaskState.READY) if task.task_spec.name == trigger
        ]
        task.run()
        workflow.do_engine_steps()
        state = self.serializer.serialize_json(workflow)
        run("UPDATE spiff_workflow SET state = %s, seq = %s WHERE id = %s", [state, seq + 1, row])
        run(
            "INSERT INTO spiff_history (workflow_id, seq, trigger, actor_id, at) VALUES (%s, %s, %s, %s, %s)",
            [row, seq + 1, trigger, actor[0][0], datetime.now(UTC)],
        )
        run(
            "INSERT INTO spiff_outbox (payload, dedupe_key) VALUES (%s, %s)",
            [Jsonb({"workflow": row, "seq": seq + 1}), f"{row}:{seq + 1}"],
        )
        self.connection.commit()

    def close(self) -> None:
        self.connection.close()

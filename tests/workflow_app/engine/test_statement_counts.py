"""How many statements a step sends: always the same, however many bodies there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.conftest import acting
from tests.factories.people import clerk_of, leader
from tests.factories.plan import make_plan
from tests.factories.walk import bodies, decide, to_councils
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fan_out import open_round
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflows.common.payloads import GroupReason
from workflows.council_resolution.payloads import ResolutionRecorded

STEP_ALONE = 3  # lock, what the effect writes, and one for state, history and outbox together
OPENING = 8


@contextmanager
def counted(tx: Transaction) -> Iterator[list[str]]:
    """Collect what is sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(tx.connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(tx.connection, "before_cursor_execute", note)


def test_a_step_of_a_process_alone_takes_the_same_few_statements(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = make_plan(tx, catalogue)
    key, body_id = next(iter(plan.groups.items()))
    acts, counts = acting(tx, leader(tx, key)), []
    for _ in range(3):
        with counted(tx) as sent:
            fire(acts, catalogue, plan.process_id, "take_part_back", GroupReason(), body_id=body_id)
        counts.append(len(sent))
    assert counts == [STEP_ALONE] * 3


def test_recording_a_decision_takes_as_many_statements_at_the_end_of_a_round_as_at_its_beginning(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = to_councils(tx, catalogue)
    decide(tx, catalogue, bodies(tx, plan, 1)[0])
    counts = []
    for process in bodies(tx, plan, 2)[:-1]:
        fire(tx, catalogue, process.id, "packet_ready")
        acts = acting(tx, clerk_of(tx, process.body_id))
        payload = ResolutionRecorded(verdict="approved", session_on=tx.now.date())
        with counted(tx) as sent:
            fire(acts, catalogue, process.id, payload.trigger, payload)
        counts.append(len(sent))
    assert len(set(counts)) == 1, counts


def test_opening_a_stage_takes_few_statements_whatever_the_number_of_bodies(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = to_councils(tx, catalogue)
    parent = lock(tx, plan.process_id, None).process
    law = catalogue.latest("council_resolution")
    with counted(tx) as one_body:
        open_round(tx, parent, law)
    tx.session.connection().exec_driver_sql(
        "UPDATE approval_route SET stages = jsonb_build_array(stages->1) WHERE document_kind = 'plan'"
    )
    with counted(tx) as fourteen_bodies:
        open_round(tx, parent, law)
    assert len(one_body) == len(fourteen_bodies)
    assert len(one_body) <= OPENING

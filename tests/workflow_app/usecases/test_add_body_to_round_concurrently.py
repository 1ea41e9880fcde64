"""A body is added to a running round by two people at once, and while others record, on real PostgreSQL."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.databases import Database
from tests.factories.approval import bodies, plan_before_members, process_of, record
from tests.factories.intent import CODES, area_id, candidate
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan
from tests.fakes.clock import FakeClock
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.add_body_to_round import add_body, put_before_successor
from workflow_app.usecases.add_candidate import add_candidate
from workflow_app.usecases.change_municipality import ChangeInput, change_municipality
from workflow_app.usecases.record_membership import join_on_record
from workflows.common.joining import Decided
from workflows.council_resolution.payloads import Extension

BELA, HLUCIN = "512974", "507016"
GIVEN = Extension(date(2027, 2, 1), "Obec zanikla sloučením.")


@pytest.fixture
def plan(database: Database, clock: FakeClock, catalogue: Catalogue) -> RunningPlan:
    """A plan before fourteen assemblies; that of Bělá has merged into the lead town meanwhile."""
    with unit_of_work(database.sessions, clock, SYSTEM, "seed") as tx:
        plan = plan_before_members(tx, catalogue)
        bela = tx.session.scalars(select(Municipality.id).where(Municipality.code == BELA)).one()
        said = ChangeInput("merged", HLUCIN, date(2026, 12, 5))
        change_municipality(acting(tx, coordinator(tx)), area_id(tx), bela, said)
    clock.moment += timedelta(days=10)
    return plan


def _at_once(database: Database, clock: FakeClock, jobs: list[Callable[[Transaction], object]]) -> list[str]:
    """Run the jobs in threads that start at the same moment; return what each came to."""
    barrier = threading.Barrier(len(jobs))

    def run(number: int) -> str:
        barrier.wait()
        try:
            with unit_of_work(database.sessions, clock, SYSTEM, f"job {number}") as tx:
                jobs[number](tx)
        except (Stale, Refused) as told:
            return type(told).__name__
        return "done"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, range(len(jobs))))


def _in_stage(tx: Transaction, plan: RunningPlan, code: str) -> int:
    statement = (
        select(ProcessInstance.id)
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(Municipality, Municipality.id == Body.municipality_id)
        .where(
            ProcessInstance.parent_id == plan.process_id,
            ProcessInstance.stage == 2,
            Municipality.code == code,
        )
    )
    return len(tx.session.scalars(statement).all())


def test_a_successor_is_added_once_by_four_clicks_while_the_others_record(
    database: Database, clock: FakeClock, catalogue: Catalogue, plan: RunningPlan
) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        old, area = process_of(tx, plan, BELA), area_id(tx)
        seen, others = read(tx, old).seq, [child for child in bodies(tx, plan, 2) if child != old]

    def succeed(tx: Transaction) -> object:
        staff = acting(tx, coordinator(tx))
        return put_before_successor(staff, catalogue, area, old, GIVEN, seen=seen)

    def recorder(child: int) -> Callable[[Transaction], object]:
        return lambda tx: record(tx, catalogue, child)

    told = _at_once(database, clock, [*[succeed] * 4, *(recorder(child) for child in others)])
    assert sorted(told[:4]) == ["Stale", "Stale", "Stale", "done"]
    assert told[4:] == ["done"] * 13
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        stage = stages_of(tx, plan.process_id)[1]
        assert (stage.total, stage.counted, stage.left_out, stage.waiting) == (15, 13, 1, 1)
        assert read(tx, plan.process_id).state == "council_approval", "the successor is still waited for"
        assert _in_stage(tx, plan, HLUCIN) == 1
        assert verify(tx) == []


def test_a_late_municipality_is_added_once_by_two_people(
    database: Database, clock: FakeClock, catalogue: Catalogue, plan: RunningPlan
) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "late") as tx:
        area, code = area_id(tx), CODES[0]
        add_candidate(acting(tx, coordinator(tx)), area, candidate(code))
        town = tx.session.scalars(select(Municipality.id).where(Municipality.code == code)).one()
        join_on_record(tx, Decided(area, town, "", date(2026, 12, 1)), date(2026, 12, 1))

    def add(tx: Transaction) -> object:
        return add_body(acting(tx, coordinator(tx)), catalogue, area, plan.process_id, 2, code, GIVEN)

    assert sorted(_at_once(database, clock, [add, add])) == ["Refused", "done"]
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        assert _in_stage(tx, plan, code) == 1
        assert stages_of(tx, plan.process_id)[1].total == 15
        assert verify(tx) == []

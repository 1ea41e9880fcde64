"""A route is edited at the same instant at which bodies record, correct and revoke, on real PostgreSQL."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.conftest import acting
from tests.databases import Database
from tests.factories.approval import ask_all_at_once, bodies, plan_before_councils, record, send_packet
from tests.factories.people import clerk_of, coordinator
from tests.factories.plan import RunningPlan
from tests.fakes.clock import FakeClock
from tests.workflow_app.usecases.test_save_route import UNION, routes, save
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Stale
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.usecases.correct_resolution import correct_resolution
from workflow_app.usecases.record_resolution import record_resolution
from workflows.council_resolution.payloads import ResolutionRecorded

DAY = date(2026, 11, 30)
Job = Callable[[Transaction], object]


def _at_once(database: Database, clock: FakeClock, jobs: list[Job]) -> list[str]:
    """Run the jobs in threads that start at the same moment; return what each came to."""
    barrier = threading.Barrier(len(jobs))

    def run(number: int) -> str:
        barrier.wait()
        try:
            with unit_of_work(database.sessions, clock, SYSTEM, f"job {number}") as tx:
                jobs[number](tx)
        except Stale:
            return "stale"
        return "done"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, range(len(jobs))))


def _running(database: Database, clock: FakeClock, catalogue: Catalogue) -> tuple[RunningPlan, list[int]]:
    """A plan before all fifteen assemblies at once, every packet sent; three of them have approved."""
    with unit_of_work(database.sessions, clock, SYSTEM, "seed") as tx:
        ask_all_at_once(tx)
        plan = plan_before_councils(tx, catalogue)
        children = bodies(tx, plan, 1)
        for process_id in children:
            send_packet(tx, catalogue, process_id)
        for process_id in children[:3]:
            record(tx, catalogue, process_id)
    return plan, children


def _edit(number: int) -> Job:
    stage = replace(UNION, texts={**UNION.texts, "note": f"Verze číslo {number}"})
    return lambda tx: save(acting(tx, coordinator(tx)), stage)


def test_a_running_round_keeps_its_route_while_the_route_is_edited_and_bodies_record_correct_and_revoke(
    database: Database, clock: FakeClock, catalogue: Catalogue
) -> None:
    plan, children = _running(database, clock, catalogue)
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        (before,) = stages_of(tx, plan.process_id)

    def correct(tx: Transaction) -> None:
        payload = ResolutionRecorded("approved", DAY, number="opraveno")
        correct_resolution(_clerk(tx, children[0]), catalogue, children[0], payload, "Překlep", seen=2)

    def revoke(tx: Transaction) -> None:
        payload = ResolutionRecorded("revoked", DAY, number="2/9")
        record_resolution(_clerk(tx, children[1]), catalogue, children[1], payload, seen=2)

    recorders: list[Job] = [
        (lambda tx, child=child: record(tx, catalogue, child))
        for child in children[3:9]  # type: ignore[misc]
    ]
    told = _at_once(database, clock, [_edit(1), correct, _edit(2), revoke, *recorders])
    assert sorted([told[0], told[2]]) == ["done", "stale"], "of two editors one is told"
    assert [told[1], *told[3:]] == ["done"] * 8, "nobody who records is held up by the editors"
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        assert [route.version for route in routes(tx)] == [1, 2]
        (stage,) = stages_of(tx, plan.process_id)
        assert stage.rule == before.rule
        assert (stage.total, stage.counted, stage.refused, stage.waiting) == (15, 8, 1, 6)
        rows = tx.session.scalars(
            select(CouncilResolution.number).where(CouncilResolution.process_id == children[0])
        )
        assert rows.all()[-1] == "opraveno"
        assert verify(tx) == []


def test_the_round_ends_by_the_route_it_was_opened_with_though_another_was_saved_at_its_last_vote(
    database: Database, clock: FakeClock, catalogue: Catalogue
) -> None:
    plan, children = _running(database, clock, catalogue)
    recorders: list[Job] = [
        (lambda tx, child=child: record(tx, catalogue, child))
        for child in children[3:]  # type: ignore[misc]
    ]
    assert _at_once(database, clock, [_edit(1), *recorders]) == ["done"] * 13
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        assert routes(tx)[-1].stages[0]["bodies"] == "union"
        assert read(tx, plan.process_id).state == "in_force"
        assert [stage.rule.bodies for stage in stages_of(tx, plan.process_id)] == ["all_assemblies"]
        assert verify(tx) == []


def _clerk(tx: Transaction, process_id: int) -> Transaction:
    return acting(tx, clerk_of(tx, read(tx, process_id).body_id))

"""Fifteen bodies record at the same moment, on real PostgreSQL: in force once, nothing lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from sqlalchemy import func, select

from tests.conftest import acting
from tests.databases import Database
from tests.factories.approval import ask_all_at_once, bodies, plan_before_councils, send_packet
from tests.factories.people import clerk_of
from tests.factories.plan import RunningPlan
from tests.fakes.clock import FakeClock
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Stale
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.usecases.correct_resolution import correct_resolution
from workflow_app.usecases.record_resolution import record_resolution
from workflows.council_resolution.payloads import ResolutionRecorded


@pytest.fixture
def running(database: Database, clock: FakeClock, catalogue: Catalogue) -> tuple[RunningPlan, list[int]]:
    """A plan before all fifteen assemblies at once, every packet sent."""
    with unit_of_work(database.sessions, clock, SYSTEM, "seed") as tx:
        ask_all_at_once(tx)
        plan = plan_before_councils(tx, catalogue)
        children = bodies(tx, plan, 1)
        for process_id in children:
            send_packet(tx, catalogue, process_id)
    return plan, children


def _together(jobs: list[Callable[[], str]]) -> list[str]:
    """Run the jobs in threads that all start at the same moment; return what each came to."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], str]) -> str:
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def _recorder(
    database: Database, clock: FakeClock, catalogue: Catalogue, process_id: int, seen: int | None = None
) -> Callable[[], str]:
    def record() -> str:
        try:
            with unit_of_work(database.sessions, clock, SYSTEM, f"record {process_id}") as tx:
                clerk = clerk_of(tx, read(tx, process_id).body_id)
                payload = ResolutionRecorded("approved", date(2026, 11, 30), number=f"1/{process_id}")
                return record_resolution(acting(tx, clerk), catalogue, process_id, payload, seen=seen).state
        except Stale:
            return "stale"

    return record


def test_fifteen_bodies_at_the_same_moment(
    database: Database, clock: FakeClock, catalogue: Catalogue, running: tuple[RunningPlan, list[int]]
) -> None:
    plan, children = running
    assert len(children) == 15
    states = _together([_recorder(database, clock, catalogue, child) for child in children])
    assert states == ["approved"] * 15
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        assert read(tx, plan.process_id).state == "in_force"
        (stage,) = stages_of(tx, plan.process_id)
        assert (stage.total, stage.counted, stage.waiting) == (15, 15, 0)
        agreed = select(func.count()).where(TransitionRecord.trigger == "councils_agreed")
        assert tx.session.execute(agreed).scalar_one() == 1
        numbers = tx.session.scalars(select(CouncilResolution.number)).all()
        assert sorted(numbers) == sorted(f"1/{child}" for child in children)
        certificates = select(OutboxMessage.dedupe_key).where(
            OutboxMessage.dedupe_key.like(f"produce_document:{plan.process_id}:%:adoption_certificate:cs")
        )
        assert len(tx.session.scalars(certificates).all()) == 1
        assert verify(tx) == []


def test_one_body_pressed_many_times_at_once(
    database: Database, clock: FakeClock, catalogue: Catalogue, running: tuple[RunningPlan, list[int]]
) -> None:
    child = running[1][0]
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        seen = read(tx, child).seq
    states = _together([_recorder(database, clock, catalogue, child, seen) for _ in range(6)])
    assert sorted(states) == ["approved", *["stale"] * 5]
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        rows = select(func.count()).where(CouncilResolution.process_id == child)
        assert tx.session.execute(rows).scalar_one() == 1


def test_recording_correction_and_revocation_at_the_same_instant(
    database: Database, clock: FakeClock, catalogue: Catalogue, running: tuple[RunningPlan, list[int]]
) -> None:
    """Somebody wins, the others are told; every row hangs on the one before, the counters and hashes hold."""
    plan, (body, *others) = running
    assert _recorder(database, clock, catalogue, body)() == "approved"
    seen = 2

    def attempt(name: str, act: Callable[[Transaction], object]) -> Callable[[], str]:
        def run() -> str:
            try:
                with unit_of_work(database.sessions, clock, SYSTEM, name) as tx:
                    act(acting(tx, clerk_of(tx, read(tx, body).body_id)))
            except Stale:
                return "stale"
            return name

        return run

    day = date(2026, 11, 30)
    revoked = ResolutionRecorded("revoked", day, number="2/9")
    jobs = [
        attempt("revoked", lambda tx: record_resolution(tx, catalogue, body, revoked, seen=seen)),
        *(
            attempt("corrected", partial(_correct, catalogue, body, f"opraveno {number}", seen))
            for number in range(3)
        ),
        *(_recorder(database, clock, catalogue, child) for child in others[:4]),
    ]
    results = _together(jobs)
    assert results[4:] == ["approved"] * 4, "the other bodies are not held up"
    assert sorted(results[:4])[1:] == ["stale"] * 3 or results[:4].count("stale") == 3
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        rows = tx.session.scalars(
            select(CouncilResolution)
            .where(CouncilResolution.process_id == body)
            .order_by(CouncilResolution.id)
        ).all()
        first, second = rows
        assert first.id in (second.corrects_id, second.revokes_id)
        (stage,) = stages_of(tx, plan.process_id)
        state = read(tx, body).state
        assert (stage.counted, stage.refused) == ((4, 1) if state == "revoked" else (5, 0))
        assert verify(tx) == []


def _correct(catalogue: Catalogue, body: int, number: str, seen: int, tx: Transaction) -> None:
    payload = ResolutionRecorded("approved", date(2026, 11, 30), number=number)
    correct_resolution(tx, catalogue, body, payload, "Překlep", seen=seen)

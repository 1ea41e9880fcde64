"""Two people press with the same link, or staff cancels it, at the same moment, on real PostgreSQL."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.databases import Database
from tests.factories.approval import bodies, plan_before_councils, send_packet
from tests.fakes.clock import FakeClock
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM, Actor, HeldLink
from workflow_app.kernel.errors import Stale, UselessLink
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.recording_link import RecordingLink, RecordingLinkEvent
from workflow_app.settings import Settings
from workflow_app.usecases.issue_recording_link import RECORD, issue_link, link_for
from workflow_app.usecases.revoke_recording_link import revoke_link
from workflow_app.usecases.use_recording_link import record_by_link
from workflows.council_resolution.payloads import ResolutionRecorded

EMAIL = "podatelna@hlucin.example.cz"


@dataclass(frozen=True)
class Round:
    database: Database
    clock: FakeClock
    catalogue: Catalogue
    settings: Settings
    child: int
    held: HeldLink
    seen: int

    def work(self) -> AbstractContextManager[Transaction]:
        return unit_of_work(self.database.sessions, self.clock, SYSTEM, "test")

    def record(self, number: str) -> str:
        payload = ResolutionRecorded("approved", date(2026, 11, 30), number=number)
        try:
            with self.work() as tx:
                by_link = replace(tx, actor=Actor(None, "link", link=self.held))
                record_by_link(by_link, self.catalogue, self.settings, payload, seen=self.seen)
                return "recorded"
        except Stale:
            return "stale"
        except UselessLink as useless:
            return useless.why

    def revoke(self) -> str:
        with self.work() as tx:
            revoke_link(tx, self.child, self.held.link_id)
            return "revoke"

    def count(self, table: type) -> int:
        with self.work() as tx:
            return int(tx.session.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.fixture
def round_of_one(database: Database, clock: FakeClock, catalogue: Catalogue, settings: Settings) -> Round:
    """The lead town's packet has been sent, and a link with it."""
    with unit_of_work(database.sessions, clock, SYSTEM, "seed") as tx:
        (child,) = bodies(tx, plan_before_councils(tx, catalogue), 1)
        send_packet(tx, catalogue, child)
        link = issue_link(tx, settings, child, RECORD, EMAIL)
        held, seen = HeldLink(link.id, child, RECORD, EMAIL), read(tx, child).seq
    return Round(database, clock, catalogue, settings, child, held, seen)


def _together(*jobs: Callable[[], str]) -> list[str]:
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], str]) -> str:
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_of_many_presses_with_one_link_one_records(round_of_one: Round) -> None:
    answers = _together(*(lambda n=n: round_of_one.record(f"{n}/2026") for n in range(5)))  # type: ignore[misc]
    assert sorted(answers) == ["recorded", *["stale"] * 4]
    assert round_of_one.count(CouncilResolution) == 1
    with round_of_one.work() as tx:
        assert verify(tx) == []
        recorded = select(RecordingLinkEvent.seq).where(RecordingLinkEvent.event == "recorded")
        assert list(tx.session.scalars(recorded)) == [round_of_one.seen + 1]


def test_cancelling_comes_before_or_after_a_recording_never_in_between(round_of_one: Round) -> None:
    recorded, revoked = _together(lambda: round_of_one.record("1/2026"), round_of_one.revoke)
    assert recorded in ("recorded", "revoked")
    assert revoked == "revoke"
    assert round_of_one.count(CouncilResolution) == (recorded == "recorded")
    assert round_of_one.record("2/2026") in ("stale", "revoked")


def test_workers_that_send_at_once_make_one_link(round_of_one: Round) -> None:
    def make() -> str:
        with round_of_one.work() as tx:
            return str(
                link_for(tx, round_of_one.settings, round_of_one.child, RECORD, "jina@hlucin.example.cz").id
            )

    assert len(set(_together(make, make, make))) == 1
    assert round_of_one.count(RecordingLink) == 2

"""Somebody writes while the text is being frozen: the version has the whole text or refuses the writer."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.databases import Database
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan, make_plan
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Refused
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.plan import Chapter
from workflow_app.models.version import Version
from workflow_app.usecases.save_chapter import save_chapter


@pytest.fixture
def plan(database: Database, catalogue: Catalogue, clock: FakeClock) -> RunningPlan:
    """Every group has submitted; the coordinator's chapter can still be written."""
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        made = make_plan(tx, catalogue)
        for body_id in made.groups.values():
            tx.session.add(
                GroupOpinion(process_id=made.process_id, body_id=body_id, kind="submitted", said_at=tx.now)
            )
    return made


def write(tx, catalogue, plan):
    chapter = tx.session.scalars(select(Chapter).where(Chapter.plan_id == plan.plan_id)).one()
    save_chapter(
        tx,
        catalogue,
        area_id=plan.area_id,
        process_id=plan.process_id,
        body_id=None,
        chapter_id=chapter.id,
        text="Právě dopsaný text",
        done=True,
        seen=chapter.seq,
    )


def open_review(database, clock, catalogue, plan):
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")


def frozen_text(database, clock):
    with unit_of_work(database.sessions, clock, SYSTEM, "test", read_only=True) as tx:
        return tx.session.scalars(select(Version.content)).one()["chapters"][0]["text"]


def test_freezing_waits_for_who_writes(database, catalogue, clock, plan):
    with ThreadPoolExecutor(1) as pool:
        with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
            write(tx, catalogue, plan)
            freezing: Future[None] = pool.submit(open_review, database, clock, catalogue, plan)
            with pytest.raises(NotYet):
                freezing.result(timeout=0.4)
        freezing.result(timeout=10)
    assert frozen_text(database, clock) == "Právě dopsaný text"


def test_who_writes_too_late_is_told(database, catalogue, clock, plan):
    def late():
        with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
            write(tx, catalogue, plan)

    with ThreadPoolExecutor(1) as pool:
        with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
            fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")
            writing = pool.submit(late)
            with pytest.raises(NotYet):
                writing.result(timeout=0.4)
        with pytest.raises(Refused) as caught:
            writing.result(timeout=10)
    assert caught.value.reasons[0].key == "text_is_closed"
    assert frozen_text(database, clock) == "Text."

"""Deadlines and reminders: fired once, also by two schedulers, and none stops another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.factories.people import coordinator
from tests.factories.plan import make_plan
from tests.factories.sessions import put_on_agenda
from tests.fakes.clock import FakeClock
from tests.workflows.notice_scene import open_round
from worker.base_task import Tools
from worker.tasks import fire_due_deadlines as task
from worker.tasks.announce import announce
from worker.tasks.fire_due_deadlines import fire_due_deadlines
from workflow_app.engine.catalogue import Catalogue
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.usecases.enter_sessions import SessionsInput, enter_sessions


@pytest.fixture
def children(tools: Tools, catalogue: Catalogue) -> list[int]:
    """Bodies of three rounds, all `sent`, each with its route's deadline."""
    with tools.unit("t") as tx:
        for number in range(3):
            open_round(tx, catalogue, make_plan(tx, catalogue, title=f"Plán {number}"))
        bodies = ProcessInstance.parent_id.is_not(None)
        tx.session.execute(update(ProcessInstance).where(bodies).values(state="sent"))
        return list(tx.session.execute(select(ProcessInstance.id).where(bodies)).scalars())


def _fired(tools: Tools, trigger: str) -> int:
    with tools.unit("t") as tx:
        statement = select(func.count()).where(TransitionRecord.trigger == trigger)
        return tx.session.execute(statement).scalar_one()


def _wake(tools: Tools, clock: FakeClock) -> None:
    with tools.unit("t") as tx:
        tx.session.execute(
            update(ProcessInstance)
            .where(ProcessInstance.parent_id.is_not(None))
            .values(wake_at=clock() - timedelta(minutes=1))
        )


def test_nothing_is_fired_before_its_time(tools: Tools, children: list[int]) -> None:
    assert fire_due_deadlines(tools) == 0


def test_each_moment_is_fired_once(tools: Tools, children: list[int], clock: FakeClock) -> None:
    _wake(tools, clock)
    assert fire_due_deadlines(tools) == len(children) == 3
    assert fire_due_deadlines(tools) == 0
    assert _fired(tools, "remind") == 3


@pytest.mark.row("D-15")
def test_deadline_itself_is_told_from_a_reminder(tools: Tools, children: list[int], clock: FakeClock) -> None:
    with tools.unit("t") as tx:
        moment = clock() - timedelta(minutes=1)
        values = {"due_at": moment, "wake_at": moment}
        tx.session.execute(update(ProcessInstance).where(ProcessInstance.id == children[0]).values(values))
    assert fire_due_deadlines(tools) == 1
    assert (_fired(tools, "deadline_passed"), _fired(tools, "remind")) == (1, 0)
    with tools.unit("t") as tx:
        wanted = (OutboxMessage.topic == "announce") & OutboxMessage.dedupe_key.endswith(":deadline_missed")
        told = tx.session.scalars(select(OutboxMessage.id).where(wanted)).one()
    announce(tools, told)
    with tools.unit("t") as tx:
        to = select(Notification.email).where(Notification.name == "deadline_missed")
        assert coordinator(tx) in tx.session.scalars(to).all()


def test_two_schedulers_at_once_do_not_double(tools: Tools, children: list[int], clock: FakeClock) -> None:
    _wake(tools, clock)
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: fire_due_deadlines(tools), range(4)))
    assert sum(counts) == len(children)
    assert _fired(tools, "remind") == len(children)


def test_one_that_fails_stops_no_other_and_comes_back_in_an_hour(
    tools: Tools, children: list[int], clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wake(tools, clock)
    real = task.fire_due

    def sometimes(tx: object, catalogue: object, due: task.Due) -> bool:
        if due.process_id == children[0]:
            raise RuntimeError("broken")
        return real(tx, catalogue, due)  # type: ignore[arg-type]

    monkeypatch.setattr(task, "fire_due", sometimes)
    assert fire_due_deadlines(tools) == len(children) - 1
    monkeypatch.setattr(task, "fire_due", real)
    assert fire_due_deadlines(tools) == 0
    clock.advance(hours=1, minutes=1)
    assert fire_due_deadlines(tools) == 1


def _body_of(tools: Tools, process_id: int) -> int:
    with tools.unit("t") as tx:
        return tx.session.get_one(ProcessInstance, process_id).body_id or 0


def test_a_missing_resolution_is_asked_for_when_its_term_has_passed(
    tools: Tools, children: list[int], clock: FakeClock, catalogue: Catalogue
) -> None:
    """An assembly has ten days after its session (§ 95); entering the session also makes its calendar know it."""
    with tools.unit("t") as tx:
        tx.session.execute(
            update(ProcessInstance).where(ProcessInstance.id == children[0]).values(due_at=None)
        )
        put_on_agenda(tx, catalogue, children[0], date(2026, 12, 8))
        known = select(BodySession.day).where(BodySession.certainty == "known")
        assert tx.session.scalars(known).all() == [date(2026, 12, 8)]
    clock.moment = datetime(2026, 12, 18, 22, 0, tzinfo=UTC)  # the tenth day is not over
    fire_due_deadlines(tools)
    assert _fired(tools, "ask_for_record") == 0
    clock.moment = datetime(2026, 12, 19, 7, 30, tzinfo=UTC)
    fire_due_deadlines(tools)
    fire_due_deadlines(tools)
    assert _fired(tools, "ask_for_record") == 1


def test_the_resolution_of_a_union_is_asked_for_when_its_statutes_say(
    tools: Tools, children: list[int], clock: FakeClock, catalogue: Catalogue
) -> None:
    with tools.unit("t") as tx:
        process = tx.session.get_one(ProcessInstance, children[0])
        process.due_at = None
        union = tx.session.get_one(Body, process.body_id)
        union.kind, union.rules = "union", {"record_days": 14}
        tx.session.flush()
        put_on_agenda(tx, catalogue, children[0], date(2026, 12, 8))
    for day, fired in ((19, 0), (22, 0), (23, 1)):
        clock.moment = datetime(2026, 12, day, 7, 30, tzinfo=UTC)
        fire_due_deadlines(tools)
        fire_due_deadlines(tools)
        assert _fired(tools, "ask_for_record") == fired


def test_a_body_is_reminded_before_its_own_agenda_closes(
    tools: Tools, children: list[int], clock: FakeClock, catalogue: Catalogue
) -> None:
    """Seven and two days before, once each; not when the matter is on an agenda already."""
    with tools.unit("t") as tx:
        said = SessionsInput(dates="22. 12. 2026", agenda_days=10)
        enter_sessions(tx, _body_of(tools, children[0]), said)
        put_on_agenda(tx, catalogue, children[1], date(2026, 12, 22))
    seen = []
    for day in (4, 5, 6, 9, 10, 11, 12, 13):
        clock.moment = datetime(2026, 12, day, 9, 0, tzinfo=UTC)
        fire_due_deadlines(tools)
        fire_due_deadlines(tools)
        seen.append(_fired(tools, "remind_of_agenda"))
    assert seen == [0, 2, 2, 2, 4, 4, 4, 4]  # of the three rounds two still wait for this body

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from workflow_app.engine.deadlines import Due, due_for, end_of_day, next_wake, record_by, trigger_of
from workflow_app.engine.definition import AfterSession, Deadline, Reminders, State
from workflow_app.kernel.clock import PRAGUE
from workflow_app.kernel.languages import Text

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
LABEL = Text("stav", "state")


def state(days: int | None = 90, before: tuple[int, ...] = (30, 14, 7, 0), every: int | None = 14) -> State:
    reminders = Reminders("remind", before, every)
    return State("sent", LABEL, "council", "under_way", deadline=Deadline(days, "late"), reminders=reminders)


def test_a_deadline_holds_to_the_end_of_its_day_in_prague() -> None:
    due_at = due_for(state(days=10), NOW, None)
    assert due_at is not None
    assert due_at.astimezone(PRAGUE).isoformat() == "2026-12-11T23:59:59+01:00"


def test_a_deadline_of_the_route_is_inherited() -> None:
    inherited = end_of_day(date(2027, 2, 1))
    assert due_for(state(days=None), NOW, inherited) == inherited


def test_wakes_first_for_the_earliest_reminder_still_ahead() -> None:
    due_at = end_of_day(date(2026, 12, 20))
    wake = next_wake(state(), due_at, NOW)
    assert wake is not None
    assert wake.astimezone(PRAGUE).isoformat() == "2026-12-06T08:00:00+01:00"


def test_wakes_for_the_deadline_itself_and_then_every_fourteen_days() -> None:
    due_at = end_of_day(date(2026, 12, 1))
    moments, now = [], NOW
    for _ in range(3):
        wake = next_wake(state(before=()), due_at, now)
        assert wake is not None
        moments.append(wake.astimezone(PRAGUE).date())
        now = wake
    assert moments == [date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29)]


def test_tells_the_deadline_from_a_reminder() -> None:
    due_at = NOW + timedelta(days=1)
    assert trigger_of(state(), Due(1, "x", 1, "sent", due_at, due_at), due_at) == "late"
    assert trigger_of(state(), Due(1, "x", 1, "sent", due_at, NOW), NOW) == "remind"


def test_a_deadline_that_passed_while_nobody_looked_is_not_skipped() -> None:
    due_at = NOW + timedelta(days=1)
    later = NOW + timedelta(days=3)
    assert trigger_of(state(), Due(1, "x", 1, "sent", due_at, NOW), later) == "late"
    assert trigger_of(state(), Due(1, "x", 1, "sent", due_at, due_at + timedelta(hours=9)), later) == "remind"


def test_nothing_is_awaited_without_a_deadline() -> None:
    quiet = State("done", LABEL, "public", "done", settled=True)
    assert due_for(quiet, NOW, end_of_day(date(2027, 1, 1))) is None
    assert next_wake(quiet, None, NOW) is None


def test_a_resolution_is_asked_for_the_morning_after_its_term_by_kind_of_body() -> None:
    asked = replace(state(), after_session=AfterSession("ask", {"assembly": 10, "board": 7}))
    held = date(2026, 11, 20)
    assert record_by(asked, held, "assembly") == date(2026, 11, 30)
    assert record_by(asked, held, "board") == date(2026, 11, 27)
    assert [
        record_by(asked, None, "board"),
        record_by(asked, held, "union"),
        record_by(state(), held, "board"),
    ] == [None] * 3
    own = record_by(
        replace(asked, after_session=AfterSession("ask", {"union": 10})), held, "union", own_days=14
    )
    assert own == date(2026, 12, 4)
    assert record_by(state(), held, "union", own_days=14) is None
    until = date(2026, 12, 3)
    wake = next_wake(asked, end_of_day(date(2027, 2, 1)), NOW, until)
    assert wake is not None
    assert wake.astimezone(PRAGUE).isoformat() == "2026-12-04T08:00:00+01:00"
    due = Due(1, "x", 2, "on_agenda", end_of_day(date(2027, 2, 1)), wake)
    assert trigger_of(asked, due, wake, until) == "ask"
    assert trigger_of(asked, due, wake, date(2026, 12, 4)) == "remind"  # the session was moved meanwhile

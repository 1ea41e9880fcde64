"""When a state is late, when to remind of it, and which processes must be looked at now."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.definition import State
from workflow_app.kernel.clock import PRAGUE, prague_day
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance

MORNING = time(8, 0)
END_OF_DAY = time(23, 59, 59)
# Days after a session until a body's resolution is asked for, where its statutes say so: a column to select beside
# the body's kind.
RECORD_DAYS = Body.rules["record_days"].as_integer().label("record_days")


@dataclass(frozen=True, slots=True)
class Due:
    """A process whose moment has come."""

    process_id: int
    process: str
    version: int
    state: str
    due_at: datetime | None
    wake_at: datetime


def end_of_day(day: date) -> datetime:
    """Return the last second of `day` in Prague: a deadline holds to the end of its day."""
    return datetime.combine(day, END_OF_DAY, PRAGUE)


def due_for(state: State, now: datetime, inherited: datetime | None) -> datetime | None:
    """Return until when `state` is to be left, or None.

    A deadline of the route's stage is given when the body's process starts and is kept (`inherited`).
    """
    if state.deadline is None:
        return None
    if state.deadline.days is None:
        return inherited
    return end_of_day(prague_day(now) + timedelta(days=state.deadline.days))


def record_by(
    state: State, session_on: date | None, body_kind: str | None, own_days: int | None = None
) -> date | None:
    """Return until when the resolution of the session is to be recorded; None where the state does not ask for it.

    `own_days` are those of the body's own statutes (see RECORD_DAYS); without them those of the definition hold.
    """
    if state.after_session is None or session_on is None or body_kind not in state.after_session.days:
        return None
    days = state.after_session.days[body_kind] if own_days is None else own_days
    return session_on + timedelta(days=days)


def next_wake(
    state: State, due_at: datetime | None, now: datetime, recorded_by: date | None = None
) -> datetime | None:
    """Return the next moment after `now` at which a reminder or the deadline of `state` comes, or None.

    `recorded_by` is the day of `record_by`: the morning after it the missing resolution is asked for.
    """
    moments = [_morning_after(recorded_by)] if recorded_by else []
    if due_at and state.deadline:
        moments.append(due_at)
    if due_at and state.reminders:
        moments += [_morning(due_at, -days) for days in state.reminders.days_before]
        if state.reminders.days_after_every:
            moments.append(_next_after(due_at, state.reminders.days_after_every, now))
    return min((moment for moment in moments if moment > now), default=None)


def _morning(due_at: datetime, days: int) -> datetime:
    return datetime.combine(prague_day(due_at) + timedelta(days=days), MORNING, PRAGUE)


def _next_after(due_at: datetime, every: int, now: datetime) -> datetime:
    """Return the first morning after the deadline, in steps of `every` days, that is still ahead."""
    late = max((prague_day(now) - prague_day(due_at)).days, 0)
    moment = _morning(due_at, (late // every) * every or every)
    return moment if moment > now else _morning(due_at, (late // every + 1) * every)


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), MORNING, PRAGUE)


def trigger_of(state: State, due: Due, now: datetime, recorded_by: date | None = None) -> str | None:
    """Return which trigger the moment of `due` means: the deadline's own, the missing resolution's, the reminder's.

    A deadline that passed while nobody looked comes before the reminders that were missed with it.
    """
    if state.deadline and due.due_at and due.wake_at <= due.due_at <= now:
        return state.deadline.trigger
    if state.after_session and recorded_by and due.wake_at == _morning_after(recorded_by):
        return state.after_session.trigger
    return state.reminders.trigger if state.reminders else None


def due_processes(tx: Transaction, limit: int) -> list[Due]:
    """Return up to `limit` processes whose moment has come, the oldest first."""
    columns = (
        ProcessInstance.id.label("process_id"),
        ProcessInstance.process,
        ProcessInstance.version,
        ProcessInstance.state,
        ProcessInstance.due_at,
        ProcessInstance.wake_at,
    )
    statement = (
        select(*columns)
        .where(ProcessInstance.wake_at <= tx.now)
        .order_by(ProcessInstance.wake_at)
        .limit(limit)
    )
    return [Due(**row) for row in tx.session.execute(statement).mappings()]

"""The change of a text that is before the councils or in force: which one is open, what it starts from."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Stale
from workflow_app.models.measure import MeasureChange
from workflow_app.models.numbers import keep_former, numbers_of
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.take_over import (
    take_over_action_plan,
    take_over_intent,
    take_over_measure_change,
    take_over_plan,
    take_over_report,
)
from workflow_app.models.text_change import OPEN_STATES, TextChange
from workflow_app.models.version import Version

TAKE_OVER: dict[str, Callable[[Session, int, dict[str, Any]], None]] = {
    "plan": take_over_plan,
    "monitoring_report": take_over_report,
    "action_plan": take_over_action_plan,
    "measure": take_over_measure_change,
    "intent": take_over_intent,
}


def open_change(ctx: Context) -> TextChange | None:
    """Return the change that is being written or waits for the steering group; the family is locked."""
    return ctx.tx.session.scalars(
        select(TextChange)
        .where(TextChange.process_id == ctx.process.id, TextChange.state.in_(OPEN_STATES))
        .execution_options(populate_existing=True)
    ).one_or_none()


def the_change(ctx: Context) -> TextChange:
    """Return the open change; a guard has made sure that there is one."""
    change = open_change(ctx)
    if change is None:
        raise LookupError(f"process {ctx.process.id} has no open change of its text")
    return change


def standing_version_id(ctx: Context) -> int:
    """Return the version that holds now: before the councils, or in force (a changed measure may have renewed it)."""
    found = text_in_force(ctx) if is_in_force(ctx) else ctx.process.version_id
    if found is None:
        raise LookupError(f"process {ctx.process.id} has no version")
    return found


def is_in_force(ctx: Context) -> bool:
    """The process is a plan's, and nobody decides about that plan just now."""
    return ctx.process.subject_kind == "plan" and ctx.definition.states[ctx.process.state].settled


def text_in_force(ctx: Context) -> int | None:
    """Return the version of the plan that is in force; None when none is."""
    return ctx.tx.session.scalar(select(Plan.in_force_version_id).where(Plan.id == ctx.process.subject_id))


def content_of(ctx: Context, version_id: int) -> dict[str, Any]:
    """Return the frozen content of a version."""
    content: dict[str, Any] = ctx.tx.session.execute(
        select(Version.content).where(Version.id == version_id)
    ).scalar_one()
    return content


def take_over(ctx: Context, version_id: int) -> None:
    """Make the working text that of a version; numbers that a plan gives up for it are kept as former ones."""
    kind, subject_id, session = ctx.process.subject_kind, ctx.process.subject_id, ctx.tx.session
    before = numbers_of(session, subject_id) if kind == "plan" else {}
    TAKE_OVER[kind](session, subject_id, content_of(ctx, version_id))
    if before:
        number = session.get_one(Version, version_id).number
        keep_former(
            session, subject_id, before, last_version=number - 1, at=ctx.tx.now, reason=_why(ctx, version_id)
        )


def _why(ctx: Context, version_id: int) -> str:
    """Return the reason of the change that led to a version."""
    statement = select(TextChange.reason).where(TextChange.version_id == version_id)
    return ctx.tx.session.scalar(statement.order_by(TextChange.id.desc()).limit(1)) or ""


def running_measure_changes(ctx: Context) -> int:
    """Return how many proposals to change one measure of this plan are under way."""
    statement = (
        select(func.count())
        .select_from(ProcessInstance)
        .join(MeasureChange, MeasureChange.id == ProcessInstance.subject_id)
        .where(
            ProcessInstance.process == "measure",
            ProcessInstance.ended_at.is_(None),
            MeasureChange.plan_id == ctx.process.subject_id,
        )
    )
    return ctx.tx.session.execute(statement).scalar_one()


def hold_text_in_force(ctx: Context, change: TextChange) -> None:
    """Lock the plan, so that no measure joins it meanwhile. Raises Stale when one has since the guards looked."""
    statement = select(Plan.in_force_version_id).where(Plan.id == ctx.process.subject_id).with_for_update()
    if ctx.tx.session.execute(statement).scalar_one() != change.from_version_id:
        raise Stale(
            f"the text in force of plan {ctx.process.subject_id} is not version {change.from_version_id}"
        )


def put_in_force(ctx: Context, version_id: int) -> None:
    """Make a version the text in force of the plan, from the day from which the plan is in force."""
    ctx.tx.session.execute(
        update(Plan).where(Plan.id == ctx.process.subject_id).values(in_force_version_id=version_id)
    )


def close(ctx: Context, state: str) -> TextChange:
    """End the open change with what was decided about it, by whom and why."""
    change = the_change(ctx)
    change.state, change.seq = state, change.seq + 1
    change.decided_at, change.decided_by_id = ctx.tx.now, ctx.tx.actor.user_id
    change.decision_reason = ctx.payload.reason if ctx.payload else ""
    ctx.tx.session.flush()
    return change

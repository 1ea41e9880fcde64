"""The change of a text that is before the councils or in force: which one is open, what it starts from."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Stale
from workflow_app.models.action_plan import ActionPlan
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
from workflow_app.models.text_sections import with_numbers
from workflow_app.models.version import Version

TAKE_OVER: dict[str, Callable[[Session, int, dict[str, Any]], None]] = {
    "plan": take_over_plan,
    "monitoring_report": take_over_report,
    "action_plan": take_over_action_plan,
    "measure": take_over_measure_change,
    "intent": take_over_intent,
}

# Documents whose text in force goes on holding while councils decide about another one.
HOLDING: dict[str, type[Plan] | type[ActionPlan]] = {"plan": Plan, "action_plan": ActionPlan}


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
    """The process is that of a document that holds, and nobody decides about it just now."""
    return ctx.process.subject_kind in HOLDING and ctx.definition.states[ctx.process.state].settled


def text_in_force(ctx: Context) -> int | None:
    """Return the version of the document that is in force; None when none is."""
    return ctx.tx.session.scalar(_in_force_version(ctx))


def _in_force_version(ctx: Context) -> Select[int | None]:
    document = HOLDING[ctx.process.subject_kind]
    return select(document.in_force_version_id).where(document.id == ctx.process.subject_id)


def content_of(ctx: Context, version_id: int) -> dict[str, Any]:
    """Return the frozen content of a version."""
    content: dict[str, Any] = ctx.tx.session.execute(
        select(Version.content).where(Version.id == version_id)
    ).scalar_one()
    return content


def numbered_today(ctx: Context, content: dict[str, Any]) -> dict[str, Any]:
    """Return the text of a change; a proposed measure has the number of today, for the plan may have got new ones."""
    if ctx.process.subject_kind != "measure":
        return content
    number = ctx.tx.session.get_one(MeasureChange, ctx.process.subject_id, populate_existing=True).number
    return with_numbers(content, {name: number for name in ("before", "after") if content[name]})


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
    """Return how many proposals to change one measure of this plan are under way; they change no other document."""
    if ctx.process.subject_kind != "plan":
        return 0
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
    """Lock the document, so that no measure joins a plan meanwhile. Raises Stale when one has since the guards ran."""
    found = ctx.tx.session.execute(_in_force_version(ctx).with_for_update()).scalar_one()
    if found != change.from_version_id:
        document = f"{ctx.process.subject_kind} {ctx.process.subject_id}"
        raise Stale(f"the text in force of {document} is not version {change.from_version_id}")


def put_in_force(ctx: Context, version_id: int) -> None:
    """Make a version the text in force of the document, from the day from which the document is in force."""
    document = HOLDING[ctx.process.subject_kind]
    ctx.tx.session.execute(
        update(document).where(document.id == ctx.process.subject_id).values(in_force_version_id=version_id)
    )


def close(ctx: Context, state: str) -> TextChange:
    """End the open change with what was decided about it, by whom and why."""
    change = the_change(ctx)
    change.state, change.seq = state, change.seq + 1
    change.decided_at, change.decided_by_id = ctx.tx.now, ctx.tx.actor.user_id
    change.decision_reason = ctx.payload.reason if ctx.payload else ""
    ctx.tx.session.flush()
    return change

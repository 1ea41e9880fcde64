"""Effects of a measure change: freeze it, and take it over into the plan as a new version."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.plan import Plan
from workflow_app.models.working_text import measure_change_text, plan_text
from workflows.common.versions import freeze


def freeze_version(ctx: Context) -> None:
    """The proposal becomes the version that the group, the steering group and the councils decide on."""
    text = measure_change_text(ctx.tx.session, ctx.process.subject_id)
    ctx.process.version_id = freeze(ctx, "measure", ctx.process.subject_id, text)


def accept_into_plan(ctx: Context) -> None:
    """The measure of the plan takes the approved card; the plan gets a new version in force.

    The plan's row is locked, so that two changes accepted at the same moment both end up in the newest version.
    """
    session = ctx.tx.session
    change = session.get_one(MeasureChange, ctx.process.subject_id)
    plan = session.execute(
        select(Plan)
        .where(Plan.id == change.plan_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()
    measure = session.get(Measure, change.measure_id) if change.measure_id else _new_measure(ctx, change)
    if measure is None:
        raise LookupError(f"measure {change.measure_id} of change {change.id} is gone")
    measure.title, measure.card = (
        change.title,
        change.card,
    )  # its number is the plan's, whatever it was meanwhile
    measure.seq, measure.saved_at = measure.seq + 1, ctx.tx.now
    session.flush()
    change.measure_id = measure.id
    plan.in_force_version_id = freeze(ctx, "plan", plan.id, plan_text(session, plan.id))
    session.flush()


def _new_measure(ctx: Context, change: MeasureChange) -> Measure:
    """Return a new row at the end of its priority."""
    last = ctx.tx.session.execute(
        select(Measure.position)
        .where(Measure.plan_id == change.plan_id)
        .order_by(Measure.position.desc())
        .limit(1)
    ).scalar()
    measure = Measure(
        plan_id=change.plan_id,
        priority_id=change.priority_id,
        body_id=change.body_id,
        position=(last or 0) + 1,
        number=change.number,
        title=change.title,
        card=change.card,
        status="not_started",
        done=True,
        seq=0,
    )
    ctx.tx.session.add(measure)
    return measure

"""Guards of the yearly report: who has reported on what."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Refusal
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult
from workflows.common.groups import SUBMITTED, has_said, waiting_for


def _reporting_groups(ctx: Context) -> list[int]:
    """Return the ids of the groups whose measures the report is about."""
    statement = (
        select(MeasureResult.body_id).where(MeasureResult.report_id == ctx.process.subject_id).distinct()
    )
    return list(ctx.tx.session.execute(statement).scalars())


def every_part_is_submitted(ctx: Context) -> list[Refusal]:
    """Each group has submitted its figures."""
    groups = _reporting_groups(ctx)
    waiting = waiting_for(ctx, SUBMITTED, groups, "figures_are_not_submitted")
    return waiting if groups else [Refusal("plan_has_no_parts")]


def this_group_has_reported(ctx: Context) -> list[Refusal]:
    """Every measure of the group acted for has a state, and a reason where it was not fulfilled (domain § 3.7)."""
    statement = (
        select(Measure.number, MeasureResult.status, MeasureResult.comment)
        .join(Measure, Measure.id == MeasureResult.measure_id)
        .where(MeasureResult.report_id == ctx.process.subject_id, MeasureResult.body_id == ctx.body_id)
        .order_by(Measure.position)
    )
    found = []
    for number, status, comment in ctx.tx.session.execute(statement):
        if status == "not_reported":
            found.append(Refusal("measure_is_not_reported", {"number": number}))
        elif status in ("not_fulfilled", "postponed", "cancelled") and not comment.strip():
            found.append(Refusal("result_needs_a_comment", {"number": number}))
    if has_said(ctx, SUBMITTED, ctx.body_id):
        found.append(Refusal("part_is_submitted_already"))
    return found

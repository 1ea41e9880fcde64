"""Effects of the yearly report: freeze it, and carry the states over to the measures."""

from sqlalchemy import select, update

from workflow_app.engine.context import Context
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.models.working_text import report_text
from workflows.common.versions import freeze


def freeze_version(ctx: Context) -> None:
    """The figures become the version that the steering group and the municipalities decide on."""
    text = report_text(ctx.tx.session, ctx.process.subject_id)
    ctx.process.version_id = freeze(ctx, "monitoring_report", ctx.process.subject_id, text)


def update_measure_statuses(ctx: Context) -> None:
    """What the municipalities have considered is the measures' state from now on; nobody's silence changes one."""
    reported = (
        select(MeasureResult.status)
        .where(MeasureResult.measure_id == Measure.id, MeasureResult.report_id == ctx.process.subject_id)
        .scalar_subquery()
    )
    affected = select(MeasureResult.measure_id).where(
        MeasureResult.report_id == ctx.process.subject_id, MeasureResult.status != "not_reported"
    )
    ctx.tx.session.execute(
        update(Measure)
        .where(Measure.id.in_(affected))
        .values(status=reported)
        .execution_options(synchronize_session=False)
    )

"""Guards of one body's decision."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.engine.join import stages_of
from workflow_app.kernel.errors import Refusal
from workflow_app.models.process_instance import ProcessInstance


def round_is_open(ctx: Context) -> Refusal | None:
    """The document is still before the councils, and this body decides in its newest round."""
    if ctx.process.parent_id is None:
        return Refusal("round_is_over")
    parent_ended, parent_version = ctx.tx.session.execute(
        select(ProcessInstance.ended_at, ProcessInstance.version_id).where(
            ProcessInstance.id == ctx.process.parent_id
        )
    ).one()
    stages = {stage.position for stage in stages_of(ctx.tx, ctx.process.parent_id)}
    if parent_ended or parent_version != ctx.process.version_id or ctx.process.stage not in stages:
        return Refusal("round_is_over")
    return None

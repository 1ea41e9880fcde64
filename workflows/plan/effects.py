"""Effects of the plan: freeze its text, record the steering group's decision, put it in force."""

from sqlalchemy import select, update

from workflow_app.engine.context import Context
from workflow_app.kernel.clock import prague_day
from workflow_app.models.plan import IN_FORCE, Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.working_text import plan_text
from workflow_app.outbox.topics import FireTrigger
from workflows.common.versions import freeze


def freeze_version(ctx: Context) -> None:
    """The working text becomes the version that everybody reviews and approves from now on."""
    text = plan_text(ctx.tx.session, ctx.process.subject_id)
    ctx.process.version_id = freeze(ctx, "plan", ctx.process.subject_id, text)


def mark_in_force(ctx: Context) -> None:
    """The version that the councils saw is the plan in force from today."""
    ctx.tx.session.execute(
        update(Plan)
        .where(Plan.id == ctx.process.subject_id)
        .values(in_force_version_id=ctx.process.version_id, in_force_from=prague_day(ctx.tx.now))
    )


def ask_to_supersede_predecessor(ctx: Context) -> None:
    """The plan before this one ends. It is another family, so it is asked through the outbox."""
    predecessor = ctx.tx.session.execute(
        select(ProcessInstance.id)
        .join(Plan, Plan.predecessor_id == ProcessInstance.subject_id)
        .where(Plan.id == ctx.process.subject_id, ProcessInstance.process == "plan")
        .where(ProcessInstance.state.in_(IN_FORCE))
    ).scalar()
    if predecessor is not None:
        ctx.messages.append(FireTrigger(predecessor, "supersede", ctx.cause))

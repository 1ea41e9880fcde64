"""Effects of the action plan: freeze it, drop recommendations of another text, put it in force after earlier years."""

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from workflow_app.engine.context import Context
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.action_plan_text import action_plan_text
from workflow_app.models.plan import IN_FORCE
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.outbox.topics import FireTrigger
from workflows.common.groups import RECOMMENDED, take_back
from workflows.common.versions import freeze


def freeze_version(ctx: Context) -> None:
    """The chosen measures become the version that everybody reviews and approves from now on."""
    text = action_plan_text(ctx.tx.session, ctx.process.subject_id)
    ctx.process.version_id = freeze(ctx, "action_plan", ctx.process.subject_id, text)


def forget_recommendations(ctx: Context) -> None:
    """What the groups recommended was the text that is now worked on again."""
    take_back(ctx, RECOMMENDED, None)


def ask_to_supersede_earlier_years(ctx: Context) -> None:
    """The version that the councils saw is in force, and action plans of the area for earlier years end.

    They are other families, so they are asked by the outbox. Both belong to one effect, for the law of version 1
    names no other, and its action plans have a text in force as well.
    """
    ctx.tx.session.execute(
        update(ActionPlan)
        .where(ActionPlan.id == ctx.process.subject_id)
        .values(in_force_version_id=ctx.process.version_id)
    )
    mine = aliased(ActionPlan)
    statement = (
        select(ProcessInstance.id)
        .join(ActionPlan, ActionPlan.id == ProcessInstance.subject_id)
        .join(mine, mine.area_id == ActionPlan.area_id)
        .where(
            mine.id == ctx.process.subject_id,
            ActionPlan.year < mine.year,
            ProcessInstance.process == "action_plan",
            ProcessInstance.state.in_(IN_FORCE),
        )
    )
    for process_id in ctx.tx.session.execute(statement).scalars():
        ctx.messages.append(FireTrigger(process_id, "supersede", ctx.cause))

"""Guards of the action plan: whether measures are chosen and worked out, and which groups still have to speak."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Refusal
from workflow_app.models.action_plan import ActionPlanEntry
from workflow_app.models.measure import Measure
from workflows.common.groups import RECOMMENDED, has_said, waiting_for


def _concerned_groups(ctx: Context) -> list[int]:
    """Return the ids of the groups whose measures are chosen."""
    statement = select(ActionPlanEntry.body_id).where(
        ActionPlanEntry.action_plan_id == ctx.process.subject_id, ActionPlanEntry.chosen
    )
    return list(ctx.tx.session.execute(statement.distinct()).scalars())


def a_measure_is_chosen(ctx: Context) -> Refusal | None:
    """An action plan without any measure says nothing."""
    return None if _concerned_groups(ctx) else Refusal("no_measure_is_chosen")


def every_measure_is_worked_out(ctx: Context) -> list[Refusal]:
    """Every chosen measure says what is done in the year and who answers for it (domain § 4.3)."""
    statement = (
        select(Measure.number, ActionPlanEntry.card)
        .join(Measure, Measure.id == ActionPlanEntry.measure_id)
        .where(ActionPlanEntry.action_plan_id == ctx.process.subject_id, ActionPlanEntry.chosen)
        .order_by(Measure.position, Measure.id)
    )
    found = []
    for number, card in ctx.tx.session.execute(statement):
        if not card.get("activities"):
            found.append(Refusal("measure_has_no_activity_this_year", {"number": number}))
        if not card.get("owner"):
            found.append(Refusal("measure_has_nobody_responsible", {"number": number}))
    return found


def every_group_has_recommended(ctx: Context) -> list[Refusal]:
    """Each group whose measures are chosen recommends the version under review."""
    return waiting_for(ctx, RECOMMENDED, _concerned_groups(ctx), "group_has_not_recommended")


def this_group_is_concerned(ctx: Context) -> Refusal | None:
    """A group speaks about its own measures."""
    return None if ctx.body_id in _concerned_groups(ctx) else Refusal("group_has_no_measure_here")


def this_group_has_not_recommended(ctx: Context) -> Refusal | None:
    """A second recommendation of the same version would say nothing new."""
    return Refusal("group_has_recommended_already") if has_said(ctx, RECOMMENDED, ctx.body_id) else None

"""Guards of a measure change: whether the card is written and there is a plan to change."""

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Refusal
from workflow_app.models.measure import MeasureChange
from workflow_app.models.plan import Plan

# The least that a council needs to understand a measure (domain § 4.2).
ESSENTIAL = ("description", "owner")


def card_is_written(ctx: Context) -> list[Refusal]:
    """Title, description, owner and the reason of the change are filled in."""
    change = ctx.tx.session.get_one(MeasureChange, ctx.process.subject_id, populate_existing=True)
    missing = [name for name in ESSENTIAL if not str(change.card.get(name, "")).strip()]
    missing += [name for name in ("title", "reason") if not getattr(change, name).strip()]
    return [Refusal(f"card_has_no_{name}", field=name) for name in missing]


def plan_is_in_force(ctx: Context) -> Refusal | None:
    """Only a plan in force is changed measure by measure; one being written is simply written on."""
    change = ctx.tx.session.get_one(MeasureChange, ctx.process.subject_id)
    plan = ctx.tx.session.get_one(Plan, change.plan_id, populate_existing=True)
    return None if plan.in_force_version_id else Refusal("plan_is_not_in_force")

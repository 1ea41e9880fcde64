"""Guards of an intent: whether it is written, whom it asks, and who decides before the municipalities."""

from sqlalchemy import func, select

from workflow_app.engine.context import Context
from workflow_app.engine.join import stages_of
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal
from workflow_app.models.body import Body
from workflow_app.models.intent import AskedMunicipality, Intent
from workflow_app.models.seat import Seat


def intent_is_written(ctx: Context) -> list[Refusal]:
    """Title, territory and text are filled in."""
    intent = ctx.tx.session.get_one(Intent, ctx.process.subject_id, populate_existing=True)
    missing = [name for name in ("title", "territory", "text") if not getattr(intent, name).strip()]
    return [Refusal(f"intent_has_no_{name}", field=name) for name in missing]


def somebody_is_asked(ctx: Context) -> Refusal | None:
    """At least one municipality is asked to join."""
    asked = select(func.count()).where(
        AskedMunicipality.subject_kind == "intent", AskedMunicipality.subject_id == ctx.process.subject_id
    )
    return None if ctx.tx.session.execute(asked).scalar_one() else Refusal("nobody_is_asked")


def steering_group_sits(ctx: Context) -> Refusal | None:
    """The area has a steering group with somebody in it."""
    return None if _steering_sits(ctx) else Refusal("there_is_no_steering_group")


def no_steering_group_sits(ctx: Context) -> Refusal | None:
    """Only an area without a steering group goes straight to the municipalities."""
    return Refusal("steering_group_decides_first") if _steering_sits(ctx) else None


def _steering_sits(ctx: Context) -> bool:
    today = prague_day(ctx.tx.now)
    seated = (
        select(Seat.user_id)
        .join(Body, Body.id == Seat.body_id)
        .where(Body.area_id == ctx.process.area_id, Body.kind == "steering_group", Seat.held_on(today))
    )
    return ctx.tx.session.execute(seated.limit(1)).first() is not None


def nobody_is_waited_for(ctx: Context) -> Refusal | None:
    """Every municipality asked has decided: each joins by its own approval, so none is passed over."""
    waiting = sum(stage.waiting for stage in stages_of(ctx.tx, ctx.process.id))
    return Refusal("bodies_have_not_decided", {"count": waiting}) if waiting else None

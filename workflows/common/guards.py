"""Guards used by more than one process."""

from datetime import date

from sqlalchemy import func, select

from workflow_app.engine.context import Context
from workflow_app.engine.join import stages_of
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership


def route_is_complete(ctx: Context) -> Refusal | None:
    """Every stage of the round holds its join rule."""
    stages = stages_of(ctx.tx, ctx.process.id)
    if not stages or not all(stage.is_complete for stage in stages):
        return Refusal("bodies_have_not_decided", {"count": sum(stage.waiting for stage in stages)})
    return None


def quorum_was_present(ctx: Context) -> Refusal | None:
    """More than half of the steering group's members were present (the usual rule of procedure, domain § 4.5)."""
    if ctx.payload is None:
        return None
    members = _steering_member_count(ctx, prague_day(ctx.tx.now))
    if ctx.payload.present * 2 <= members:
        return Refusal(
            "quorum_is_missing", {"present": ctx.payload.present, "members": members}, field="present"
        )
    if ctx.payload.present > members:
        return Refusal(
            "more_present_than_members", {"present": ctx.payload.present, "members": members}, field="present"
        )
    return None


def _steering_member_count(ctx: Context, day: date) -> int:
    """Return how many people sit in the area's steering group on `day`."""
    statement = (
        select(func.count(func.distinct(Membership.user_id)))
        .join(Body, Body.id == Membership.body_id)
        .where(
            Body.area_id == ctx.process.area_id,
            Body.kind == "steering_group",
            Membership.valid_from <= day,
            (Membership.valid_to.is_(None)) | (Membership.valid_to >= day),
        )
    )
    return ctx.tx.session.execute(statement).scalar_one()

"""Guards used by more than one process."""

from datetime import date

from sqlalchemy import func, select

from workflow_app.engine.context import Context
from workflow_app.engine.join import stages_of, stages_to_restart
from workflow_app.kernel.errors import Refusal
from workflow_app.models.body import Body
from workflow_app.models.seat import Seat
from workflows.common.text_change import content_of, open_change, running_measure_changes, standing_version_id


def route_is_complete(ctx: Context) -> Refusal | None:
    """Every stage of the round holds its join rule, and somebody has agreed: stages can be passed over."""
    stages = stages_of(ctx.tx, ctx.process.id)
    if not any(stage.counted for stage in stages) or not all(stage.is_complete for stage in stages):
        return Refusal("bodies_have_not_decided", {"count": sum(stage.waiting for stage in stages)})
    return None


def quorum_was_present(ctx: Context) -> Refusal | None:
    """More than half of those who sat in the steering group on the day of the meeting were present.

    It is the usual rule of procedure (domain § 4.5); bodies seated as a whole count with their people of that day.
    """
    if ctx.payload is None:
        return None
    meeting = ctx.payload.meeting_on
    members = _steering_member_count(ctx, meeting)
    numbers = {"present": ctx.payload.present, "members": members, "day": meeting.isoformat()}
    if ctx.payload.present * 2 <= members:
        return Refusal("quorum_is_missing", numbers, field="present")
    if ctx.payload.present > members:
        return Refusal("more_present_than_members", numbers, field="present")
    return None


def _steering_member_count(ctx: Context, day: date) -> int:
    """Return how many people sit in the area's steering group on `day`."""
    statement = (
        select(func.count(func.distinct(Seat.user_id)))
        .join(Body, Body.id == Seat.body_id)
        .where(Body.area_id == ctx.process.area_id, Body.kind == "steering_group", Seat.held_on(day))
    )
    return ctx.tx.session.execute(statement).scalar_one()


def no_text_change_is_open(ctx: Context) -> Refusal | None:
    """One change of the text at a time."""
    return Refusal("text_change_is_open") if open_change(ctx) else None


def text_change_is_open(ctx: Context) -> Refusal | None:
    """There is a change that can be given up."""
    return None if open_change(ctx) else Refusal("no_text_change")


def text_change_is_written(ctx: Context) -> Refusal | None:
    """The change is being written, says something else than the text that holds, and starts from it."""
    change = open_change(ctx)
    if change is None or change.state != "writing":
        return Refusal("no_text_change")
    if change.from_version_id != standing_version_id(ctx):
        return Refusal("text_change_is_outdated")
    if change.content == content_of(ctx, change.from_version_id):
        return Refusal("text_change_is_empty")
    return None


def text_change_awaits_steering(ctx: Context) -> Refusal | None:
    """The change is submitted and still starts from the text that holds."""
    change = open_change(ctx)
    if change is None or change.state != "submitted":
        return Refusal("no_text_change")
    if change.from_version_id != standing_version_id(ctx):
        return Refusal("text_change_is_outdated")
    return None


def stage_can_restart(ctx: Context) -> Refusal | None:
    """The stage chosen has been opened and stands on the way to approval, be it in an earlier round."""
    if ctx.payload is None:
        return None
    holds = ctx.definition.states[ctx.process.state].settled
    way = stages_to_restart(ctx.tx, ctx.process.id, holds=holds)
    if ctx.payload.restart_from not in {stage.position for stage in way if stage.opened_at is not None}:
        return Refusal("stage_cannot_restart", field="restart_from")
    return None


def no_measure_is_being_changed(ctx: Context) -> Refusal | None:
    """While a proposal of one measure is under way, the text in force may change under a new version's feet."""
    count = running_measure_changes(ctx)
    return Refusal("measure_changes_are_running", {"count": count}) if count else None

"""Effects of one body's decision: its session, its resolution, its deadline."""

from datetime import timedelta

from sqlalchemy import insert, select

from workflow_app.engine.context import Context
from workflow_app.engine.deadlines import end_of_day
from workflow_app.kernel.clock import prague_day
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.version import Version

REOPENED_DAYS = 30  # time to record again what staff has reopened


def plan_session(ctx: Context) -> None:
    """The matter is on the agenda of the session of this day."""
    ctx.process.session_on = ctx.payload.session_on


def write_resolution(ctx: Context) -> None:
    """Write the resolution, bound to the fingerprint of the text that this body had before it."""
    payload, process = ctx.payload, ctx.process
    fingerprint = select(Version.sha256).where(Version.id == process.version_id)
    ctx.tx.session.execute(
        insert(CouncilResolution).values(
            area_id=process.area_id,
            process_id=process.id,
            body_id=process.body_id,
            version_id=process.version_id,
            version_sha256=ctx.tx.session.execute(fingerprint).scalar_one(),
            verdict=payload.verdict,
            session_number=payload.session_number,
            session_on=payload.session_on,
            number=payload.number,
            point=payload.point,
            votes_for=payload.votes_for,
            votes_against=payload.votes_against,
            votes_abstained=payload.votes_abstained,
            members_total=payload.members_total,
            text=payload.text,
            changes=payload.changes,
            scan_sha256=payload.scan_sha256,
            scan_name=payload.scan_name,
            scan_type=payload.scan_type,
            source=payload.source,
            recorded_at=ctx.tx.now,
            recorded_by_id=ctx.tx.actor.user_id,
            reason="",
        )
    )
    process.session_on = payload.session_on


def extend_deadline(ctx: Context) -> None:
    """The body has time until the end of the new day."""
    ctx.process.due_at = end_of_day(ctx.payload.until)


def restore_deadline(ctx: Context) -> None:
    """What is open again gets a deadline again."""
    ctx.process.due_at = end_of_day(prague_day(ctx.tx.now) + timedelta(days=REOPENED_DAYS))

"""Effects of one body's decision: its session, its resolution, its deadline."""

import json
from dataclasses import fields
from datetime import date, timedelta

from sqlalchemy import insert, select

from workflow_app.engine.context import Context
from workflow_app.engine.deadlines import end_of_day
from workflow_app.kernel.canonical import canonical_json
from workflow_app.kernel.clock import prague_day
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflows.council_resolution.known_sessions import know_session
from workflows.council_resolution.links import prolong_links
from workflows.council_resolution.payloads import ResolutionRecorded
from workflows.council_resolution.recorded import newest_resolution

RECORDED = tuple(item.name for item in fields(ResolutionRecorded))  # each is a column of the same name
REOPENED_DAYS = 30  # time to record again what staff has reopened


def plan_session(ctx: Context) -> None:
    """The matter is on the agenda of the session of this day."""
    ctx.process.session_on = ctx.payload.session_on
    _know(ctx, ctx.payload.session_on)
    _give_time_again(ctx)


def write_resolution(ctx: Context) -> None:
    """Write the resolution, bound to the fingerprint of the text that this body had before it."""
    process = ctx.process
    fingerprint = select(Version.sha256).where(Version.id == process.version_id)
    sha256 = ctx.tx.session.execute(fingerprint).scalar_one()
    _write(ctx, version_id=process.version_id, version_sha256=sha256, reason="")
    _give_time_again(ctx)


def write_correction(ctx: Context) -> None:
    """Write the corrected data as a new row of the same text; the old row stays and the new one points at it."""
    old, payload = ctx.tx.session.get_one(CouncilResolution, ctx.payload.corrects), ctx.payload
    _write(
        ctx,
        version_id=old.version_id,
        version_sha256=old.version_sha256,
        corrects_id=old.id,
        revokes_id=None,
        reason=payload.reason,
    )


def write_revocation(ctx: Context) -> None:
    """Write the resolution that annuls the recorded one; the annulled row stays and the new one points at it."""
    old = newest_resolution(ctx.tx, ctx.process.id)
    if old is None:
        raise LookupError(f"process {ctx.process.id} has no resolution to revoke")
    _write(ctx, version_id=old.version_id, version_sha256=old.version_sha256, revokes_id=old.id, reason="")


def _write(ctx: Context, **more: object) -> None:
    """Write one row of what the payload says, and note when the body meets about it: next, or when it decided."""
    payload, process = ctx.payload, ctx.process
    values = {name: getattr(payload, name) for name in RECORDED}
    values["points"] = [json.loads(canonical_json(point)) for point in payload.points]
    ctx.tx.session.execute(
        insert(CouncilResolution).values(
            area_id=process.area_id,
            process_id=process.id,
            body_id=process.body_id,
            recorded_at=ctx.tx.now,
            recorded_by_id=ctx.tx.actor.user_id,
            seq=process.seq + 1,
            **values,
            **more,
        )
    )
    process.session_on = payload.next_session_on or payload.session_on
    _know(ctx, process.session_on)


def _know(ctx: Context, day: date) -> None:
    """The calendar of the body knows the session too; a mayor who decides alone has none."""
    if ctx.process.body_id is not None and ctx.process.stands_in != "mayor":
        know_session(ctx.tx, ctx.process.body_id, day)


def _give_time_again(ctx: Context) -> None:
    """A body that had been given up, or that revoked its decision, has no deadline any more: it gets one."""
    if ctx.process.due_at is None:
        restore_deadline(ctx)


def extend_deadline(ctx: Context) -> None:
    """The body has time until the end of the new day, and so have its recording links."""
    former, ctx.process.due_at = ctx.process.due_at, end_of_day(ctx.payload.until)
    if former is not None:
        prolong_links(ctx.tx, ctx.process.id, ctx.process.due_at - former)


def restore_deadline(ctx: Context) -> None:
    """What is open again gets a deadline again."""
    ctx.process.due_at = end_of_day(prague_day(ctx.tx.now) + timedelta(days=REOPENED_DAYS))


def take_corrected_text(ctx: Context) -> None:
    """The body decides about the text as it stands now; it had an earlier wording before it."""
    parent = select(ProcessInstance.version_id).where(ProcessInstance.id == ctx.process.parent_id)
    ctx.process.version_id = ctx.tx.session.execute(parent).scalar_one()

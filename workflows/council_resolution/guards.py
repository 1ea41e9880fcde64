"""Guards of one body's decision."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.engine.join import stages_of
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflows.council_resolution.counts import deciding_body, vote_refusals
from workflows.council_resolution.recorded import newest_resolution


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
    if parent_ended or ctx.process.stage not in stages or not _still_before_it(ctx, parent_version):
        return Refusal("round_is_over")
    return None


def _still_before_it(ctx: Context, parent_version: int | None) -> bool:
    """The body's version is the document's, or only editorial changes lie between them: approvals stand."""
    renewed = dict(
        ctx.tx.session.execute(
            select(TextChange.from_version_id, TextChange.version_id).where(
                TextChange.process_id == ctx.process.parent_id, TextChange.state == "editorial"
            )
        ).all()
    )
    version = ctx.process.version_id
    while version != parent_version and version in renewed:
        version = renewed.pop(version)
    return version == parent_version


def round_is_newest(ctx: Context) -> Refusal | None:
    """Another round has not been opened since: what a former round decided about a former text is history."""
    stages = stages_of(ctx.tx, ctx.process.parent_id or 0)
    if ctx.process.stage not in {stage.position for stage in stages}:
        return Refusal("round_was_replaced")
    return None


def vote_is_possible(ctx: Context) -> list[Refusal]:
    """The recorded counts can be true for this body: quorum, majority, the way of deciding (domain § 4.8)."""
    if ctx.payload is None or ctx.process.body_id is None:
        return []
    return vote_refusals(ctx.payload, deciding_body(ctx.tx, ctx.process.body_id))


def deadline_is_over(ctx: Context) -> Refusal | None:
    """The body had all the time it was given."""
    due_at = ctx.process.due_at
    if due_at is None or due_at >= ctx.tx.now:
        until = prague_day(due_at).isoformat() if due_at else ""
        return Refusal("deadline_is_not_over", {"day": until})
    return None


def revocation_is_later(ctx: Context) -> Refusal | None:
    """A resolution is annulled at the same session or at a later one."""
    if ctx.payload is None:
        return None
    recorded = newest_resolution(ctx.tx, ctx.process.id)
    if recorded is not None and ctx.payload.session_on < recorded.session_on:
        return Refusal("revocation_is_earlier", {"day": recorded.session_on.isoformat()}, field="session_on")
    return None


def record_is_newest(ctx: Context) -> Refusal | None:
    """What is corrected is the newest record, and its verdict stays: another verdict is recorded anew."""
    if ctx.payload is None:
        return None
    recorded = newest_resolution(ctx.tx, ctx.process.id)
    if recorded is None or (recorded.id, recorded.verdict) != (ctx.payload.corrects, ctx.payload.verdict):
        return Refusal("record_was_overtaken")
    return None

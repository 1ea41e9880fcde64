"""Effects used by more than one process."""

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Stale
from workflow_app.models.read_content import read_content
from workflow_app.models.text_change import TextChange
from workflows.common.groups import RECOMMENDED, SUBMITTED, say, take_back
from workflows.common.text_change import (
    close,
    content_of,
    hold_text_in_force,
    is_in_force,
    numbered_today,
    open_change,
    put_in_force,
    running_measure_changes,
    standing_version_id,
    take_over,
    text_in_force,
    the_change,
)
from workflows.common.versions import freeze


def record_submission(ctx: Context) -> None:
    """The group acted for says that its part is written."""
    say(ctx, SUBMITTED, ctx.payload.comment)


def withdraw_submission(ctx: Context) -> None:
    """The group acted for takes its part back."""
    take_back(ctx, SUBMITTED, [ctx.body_id] if ctx.body_id else [])


def record_recommendation(ctx: Context) -> None:
    """The group acted for recommends the version under review."""
    say(ctx, RECOMMENDED, ctx.payload.comment)


def reopen_parts(ctx: Context) -> None:
    """The groups chosen submit their part again; recommendations fall, and with them a change of the former text."""
    take_back(ctx, SUBMITTED, ctx.payload.body_ids)
    take_back(ctx, RECOMMENDED, None)
    drop_open_text_change(ctx)


def open_text_change(ctx: Context) -> None:
    """A change of the text that holds now begins; it starts as that text."""
    version_id = standing_version_id(ctx)
    ctx.tx.session.add(
        TextChange(
            area_id=ctx.process.area_id,
            process_id=ctx.process.id,
            from_version_id=version_id,
            state="writing",
            reason=ctx.payload.reason,
            content=numbered_today(ctx, content_of(ctx, version_id)),
            seq=0,
            opened_at=ctx.tx.now,
            opened_by_id=ctx.tx.actor.user_id,
            decision_reason="",
        )
    )
    ctx.tx.session.flush()


def submit_text_change(ctx: Context) -> None:
    """The changed text becomes a version that the steering group classes; the text that holds stays what it is."""
    change, kind = the_change(ctx), ctx.process.subject_kind
    change.content = numbered_today(ctx, change.content)
    change.version_id = freeze(ctx, kind, ctx.process.subject_id, read_content(kind, change.content))
    change.state, change.seq = "submitted", change.seq + 1
    ctx.tx.session.flush()


def drop_text_change(ctx: Context) -> None:
    """The coordinator gives the change up."""
    close(ctx, "dropped")


def drop_open_text_change(ctx: Context) -> None:
    """The text is worked on again, or nobody decides about it any more: a change that is still open ends with that."""
    if open_change(ctx):
        close(ctx, "dropped")


def refuse_text_change(ctx: Context) -> None:
    """The steering group does not want the change."""
    close(ctx, "refused")


def take_editorial_change(ctx: Context) -> None:
    """Only the wording changed (domain K-25): the new version takes the place of the old, approvals stand."""
    change = close(ctx, "editorial")
    if change.version_id is None:
        raise LookupError(f"text change {change.id} was never submitted")
    if is_in_force(ctx):
        hold_text_in_force(ctx, change)
        put_in_force(ctx, change.version_id)
    ctx.process.version_id = change.version_id
    take_over(ctx, change.version_id)


def take_substantive_change(ctx: Context) -> None:
    """The matter changed: from the chosen stage on, every body decides again, about the new version.

    A plan in force, also a yearly one, stays in force as it is until they have; its working text waits with it.
    """
    change = close(ctx, "substantive")
    change.restart_from = ctx.payload.restart_from
    ctx.process.version_id = change.version_id
    if is_in_force(ctx):
        hold_text_in_force(ctx, change)
        if running_measure_changes(ctx):
            raise Stale("a change of a measure was proposed since the guards looked")
    elif change.version_id is not None:
        take_over(ctx, change.version_id)


def put_change_in_force(ctx: Context) -> None:
    """The councils agreed to the changed text of a document in force: it holds from now on."""
    if ctx.process.version_id is None:
        raise LookupError(f"process {ctx.process.id} has no version")
    take_over(ctx, ctx.process.version_id)
    put_in_force(ctx, ctx.process.version_id)


def keep_text_in_force(ctx: Context) -> None:
    """The changed text is given up: the process goes back to the version in force."""
    ctx.process.version_id = text_in_force(ctx)

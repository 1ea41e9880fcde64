"""Effects used by more than one process."""

from workflow_app.engine.context import Context
from workflows.common.groups import RECOMMENDED, SUBMITTED, say, take_back


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
    """The groups chosen have to submit their part again; every recommendation falls, for it was of another text."""
    take_back(ctx, SUBMITTED, ctx.payload.body_ids)
    take_back(ctx, RECOMMENDED, None)

"""The guard of the benchmark's process: no question about it is open."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Refusal
from workflow_app.models.group_opinion import GroupOpinion

_QUESTION = select(GroupOpinion.id).limit(1)


def no_open_question(ctx: Context) -> Refusal | None:
    """Ask the database, as real guards do."""
    open_question = _QUESTION.where(GroupOpinion.process_id == ctx.process.id, GroupOpinion.withdrawn_at.is_(None))
    found = ctx.tx.session.execute(open_question).first()
    return Refusal("question_is_open") if found else None

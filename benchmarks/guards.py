"""The guard of the benchmark's process: no question about it is open."""

from sqlalchemy import bindparam, select

from workflow_app.db.hot_statement import HotStatement
from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Refusal
from workflow_app.models.group_opinion import GroupOpinion

_QUESTION = HotStatement(
    select(GroupOpinion.id)
    .where(GroupOpinion.process_id == bindparam("process_id"), GroupOpinion.withdrawn_at.is_(None))
    .limit(1)
)


def no_open_question(ctx: Context) -> Refusal | None:
    """Ask the database, as real guards do."""
    found = _QUESTION.rows(ctx.tx.connection, {"process_id": ctx.process.id})
    return Refusal("question_is_open") if found else None

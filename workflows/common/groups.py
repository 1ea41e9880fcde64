"""What working groups have said in a process: who still has to, and writing it down."""

from collections.abc import Collection

from sqlalchemy import bindparam, insert, select, update

from workflow_app.db.hot_statement import HotStatement
from workflow_app.engine.context import Context
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal
from workflow_app.models.body import Body
from workflow_app.models.group_opinion import GroupOpinion

SUBMITTED = "submitted"
RECOMMENDED = "recommended"

_SAID = HotStatement(
    select(GroupOpinion.id).where(
        GroupOpinion.process_id == bindparam("process_id"),
        GroupOpinion.kind == bindparam("kind"),
        GroupOpinion.body_id == bindparam("body_id"),
        GroupOpinion.withdrawn_at.is_(None),
    )
)


def has_said(ctx: Context, kind: str, body_id: int | None) -> bool:
    """Tell whether a group's valid opinion of `kind` stands in this process."""
    asked = {"process_id": ctx.process.id, "kind": kind, "body_id": body_id}
    return bool(_SAID.rows(ctx.tx.connection, asked))


def waiting_for(ctx: Context, kind: str, body_ids: Collection[int], key: str) -> list[Refusal]:
    """Return one refusal per group of `body_ids` that has no valid opinion of `kind`; the group can unblock it."""
    said = select(GroupOpinion.body_id).where(
        GroupOpinion.process_id == ctx.process.id,
        GroupOpinion.kind == kind,
        GroupOpinion.withdrawn_at.is_(None),
    )
    statement = select(Body.name).where(Body.id.in_(body_ids), Body.id.not_in(said)).order_by(Body.sort_key)
    until = prague_day(ctx.process.due_at).isoformat() if ctx.process.due_at else None
    names = ctx.tx.session.execute(statement).scalars()
    return [Refusal(key, {"group": name}, unblocked_by=name, until=until) for name in names]


def say(ctx: Context, kind: str, comment: str) -> None:
    """Write down the opinion of the body acted for, instead of its former one of this kind."""
    take_back(ctx, kind, [ctx.body_id] if ctx.body_id else [])
    ctx.tx.session.execute(
        insert(GroupOpinion).values(
            process_id=ctx.process.id,
            body_id=ctx.body_id,
            kind=kind,
            version_id=ctx.process.version_id if kind == RECOMMENDED else None,
            comment=comment,
            said_at=ctx.tx.now,
            said_by_id=ctx.tx.actor.user_id,
        )
    )


def take_back(ctx: Context, kind: str, body_ids: Collection[int] | None) -> None:
    """End the valid opinions of `kind`: those of `body_ids`, or everybody's when None."""
    statement = update(GroupOpinion).where(
        GroupOpinion.process_id == ctx.process.id,
        GroupOpinion.kind == kind,
        GroupOpinion.withdrawn_at.is_(None),
    )
    if body_ids is not None:
        statement = statement.where(GroupOpinion.body_id.in_(body_ids))
    ctx.tx.session.execute(statement.values(withdrawn_at=ctx.tx.now))

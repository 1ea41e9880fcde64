"""What a working group may do with a document now, who speaks for it, and what the groups have said so far."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import Choice, available
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.user import User
from workflow_app.queries.area_names import leaders_of
from workflow_app.queries.document_head import DocumentHead

GROUP_PERMISSIONS = (Permission.GROUP_WRITE, Permission.GROUP_SPEAK)


@dataclass(frozen=True, slots=True)
class GroupStep:
    """One step that belongs to the group. Without `choice` this person may not take it; `speakers` may."""

    trigger: str
    label: Text
    choice: Choice | None
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one group said: its part is submitted, or it recommends the version. kind: submitted | recommended."""

    body_id: int
    group: str
    kind: str
    comment: str
    said_at: datetime
    said_by: str


def group_steps(
    tx: Transaction, catalogue: Catalogue, head: DocumentHead, body_id: int
) -> tuple[GroupStep, ...]:
    """Return the steps of working groups in the document's present state, in the order of its definition."""
    process = read(tx, head.process_id)
    law = catalogue.definition(process.process, process.version)
    offered = {choice.trigger: choice for choice in available(tx, catalogue, head.process_id, body_id)}
    mine = [item for item in law.leaving(process.state) if item.permission in GROUP_PERMISSIONS]
    speakers = leaders_of(tx, body_id) if mine else ()
    return tuple(GroupStep(item.trigger, item.label, offered.get(item.trigger), speakers) for item in mine)


def statements_of(tx: Transaction, process_id: int) -> tuple[Statement, ...]:
    """Return the valid statements of all groups in one process, in Czech order of the groups."""
    statement = (
        select(
            GroupOpinion.body_id,
            Body.name,
            GroupOpinion.kind,
            GroupOpinion.comment,
            GroupOpinion.said_at,
            User.name,
        )
        .join(Body, Body.id == GroupOpinion.body_id)
        .outerjoin(User, User.id == GroupOpinion.said_by_id)
        .where(GroupOpinion.process_id == process_id, GroupOpinion.withdrawn_at.is_(None))
        .order_by(Body.sort_key, GroupOpinion.said_at)
    )
    return tuple(Statement(*row) for row in tx.session.execute(statement))


def is_group_trigger(tx: Transaction, catalogue: Catalogue, process_id: int, trigger: str) -> bool:
    """Tell whether `trigger` of a process belongs to working groups, in whatever state. Raises NotFound."""
    process = read(tx, process_id)
    law = catalogue.definition(process.process, process.version)
    return any(item.trigger == trigger and item.permission in GROUP_PERMISSIONS for item in law.transitions)

"""One document before the steering group: its text, what changed, what the groups said, what was decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.user import User
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.group_steps import Statement, statements_of
from workflow_app.queries.version_text import Changes, VersionText, changes_in, version_text, writing_groups


@dataclass(frozen=True, slots=True)
class SteeringMatter:
    """What the steering group reads before it decides."""

    head: DocumentHead
    text: VersionText
    changes: Changes | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SteeringRecord:
    """The decision of the steering group recorded last. `payload` is what it was told, as plain data."""

    label: Text
    to_state: str
    payload: dict[str, Any]
    groups: tuple[str, ...]  # names of the groups it was returned to
    at: datetime
    who: str


def steering_matter(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> SteeringMatter:
    """Return one document of the area to read and decide on. Raises NotFound, also while nothing is frozen."""
    head = document_head(tx, catalogue, area_id, process_id)
    text = version_text(tx, head, head.version_number)
    return SteeringMatter(head, text, changes_in(tx, text), statements_of(tx, process_id))


def groups_to_return_to(tx: Transaction, area_id: int, text: VersionText) -> tuple[tuple[int, str], ...]:
    """Return the working groups (id, name) that write a part of the text, in Czech order."""
    statement = (
        select(Body.id, Body.name)
        .where(
            Body.area_id == area_id, Body.kind == "working_group", Body.key.in_(writing_groups(text.content))
        )
        .order_by(Body.sort_key)
    )
    return tuple((body_id, name) for body_id, name in tx.session.execute(statement))


def steering_record(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> SteeringRecord:
    """Return the last step that the steering group took on a document of the area. Raises NotFound."""
    head = document_head(tx, catalogue, area_id, process_id)
    version = tx.session.execute(
        select(ProcessInstance.version).where(ProcessInstance.id == process_id)
    ).scalar_one()
    law = catalogue.definition(head.kind, version)
    labels = {
        item.trigger: item.label for item in law.transitions if item.permission == Permission.STEERING_DECIDE
    }
    row = tx.session.execute(
        select(TransitionRecord, User.name)
        .outerjoin(User, User.id == TransitionRecord.actor_id)
        .where(TransitionRecord.process_id == process_id, TransitionRecord.trigger.in_(labels))
        .order_by(TransitionRecord.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound(f"steering decision on process {process_id}")
    record, who = row
    groups = _names(tx, record.payload.get("body_ids", []))
    return SteeringRecord(
        labels[record.trigger], record.to_state, record.payload, groups, record.at, who or ""
    )


def _names(tx: Transaction, body_ids: list[int]) -> tuple[str, ...]:
    return tuple(tx.session.scalars(select(Body.name).where(Body.id.in_(body_ids)).order_by(Body.sort_key)))

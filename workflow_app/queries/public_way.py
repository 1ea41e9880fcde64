"""Where a plan stands on its way, and since when: the head of a document as the public may see it."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.queries.document_head import DocumentHead, document_head

# Whose turn it is when a round of councils is, or was, what the text came to.
AFTER_STEERING = ("council", "public")


@dataclass(frozen=True, slots=True)
class Way:
    """The head, and for each of its steps the day when the document came to it (none for a step still ahead)."""

    head: DocumentHead
    since: tuple[date | None, ...]


def public_way(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> Way:
    """Return where a plan of the area stands. Raises NotFound.

    The round of an earlier version is not shown once the plan has been returned for more work, nor are the
    deadlines and versions of the groups: they are the groups' own matter.
    """
    head = document_head(tx, catalogue, area_id, process_id)
    shown = replace(head, until=None, late=False)
    if head.audience not in AFTER_STEERING:
        shown = replace(shown, round=None, version_id=None, version_number=None, version_sha256=None)
    return Way(shown, _since(tx, catalogue, head))


def _since(tx: Transaction, catalogue: Catalogue, head: DocumentHead) -> tuple[date | None, ...]:
    record = TransitionRecord
    statement = (
        select(record.to_state, record.version, func.max(record.at).label("at"))
        .where(record.process_id == head.process_id, record.from_state != record.to_state)
        .group_by(record.to_state, record.version)
    )
    reached: dict[str | None, date] = {}
    for row in tx.session.execute(statement):
        step = catalogue.definition(head.kind, row.version).states[row.to_state].step
        day = prague_day(row.at)
        # The last step begins when the plan comes into force, not when another one takes its place.
        reached[step] = min(reached.get(step, day), day)
    version = select(ProcessInstance.version).where(ProcessInstance.id == head.process_id)
    law = catalogue.definition(head.kind, tx.session.execute(version).scalar_one())
    return tuple(
        reached.get(key) if step.state in ("done", "current") else None
        for (key, _), step in zip(law.steps, head.steps, strict=True)
    )

"""What bodies decided about earlier versions of a text, before a substantive change put it to them again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """The newest decision of a body in an earlier round that still stands there, and the version it was about."""

    verdict: str
    version_number: int
    session_on: date
    number: str


def earlier_decisions(
    tx: Transaction, process_id: int, positions: Collection[int]
) -> dict[int, EarlierDecision]:
    """Return by body what it decided before the stages at `positions` (those of the newest round); one statement."""
    child, row = ProcessInstance, CouncilResolution
    statement = (
        select(child.body_id, row.verdict, Version.number, row.session_on, row.number.label("resolution"))
        .join(row, row.process_id == child.id)
        .join(Version, Version.id == row.version_id)
        .where(child.parent_id == process_id, child.stage.not_in(positions), child.state == row.verdict)
        .order_by(row.id)
    )
    return {
        found.body_id: EarlierDecision(found.verdict, found.number, found.session_on, found.resolution)
        for found in tx.session.execute(statement)
        if found.body_id is not None
    }

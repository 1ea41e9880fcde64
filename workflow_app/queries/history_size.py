"""How many records the history of this installation has."""

from dataclasses import dataclass

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.transition_record import TransitionRecord


@dataclass(frozen=True, slots=True)
class HistorySize:
    """Records of steps and of edits."""

    steps: int
    edits: int


def history_size(tx: Transaction) -> HistorySize:
    """Return the numbers that stand beside the result of the check; one statement."""
    steps = select(func.count()).select_from(TransitionRecord).scalar_subquery()
    edits = select(func.count()).select_from(EditRecord).scalar_subquery()
    row = tx.session.execute(select(steps, edits)).one()
    return HistorySize(row[0], row[1])

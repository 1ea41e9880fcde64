"""Ends people's seats on a day, each with its record in the history."""

from collections.abc import Iterable
from datetime import date

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.models.membership import Membership


def end_seats(tx: Transaction, area_id: int, seats: Iterable[Membership], last_day: date) -> int:
    """Let each of `seats` end on `last_day` and return how many there were; their rows are locked by the caller."""
    count = 0
    for seat in seats:
        before = {"valid_to": seat.valid_to.isoformat() if seat.valid_to else None}
        seat.valid_to = last_day
        append_edit(
            tx,
            area_id=area_id,
            subject_kind="membership",
            subject_id=seat.id,
            before=before,
            after={"valid_to": last_day.isoformat()},
        )
        count += 1
    tx.session.flush()
    return count

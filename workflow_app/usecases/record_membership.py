"""Lets a municipality join or leave an area by a person's hand, with its record in the history of edits."""

from datetime import date

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.models.area import AreaMunicipality
from workflows.common.joining import Decided, join, leave


def join_on_record(tx: Transaction, decided: Decided, from_day: date) -> bool:
    """Let the municipality plan in the area from `from_day`; False when it does so already."""
    planning = join(tx, decided, from_day)
    if planning is not None:
        _record(tx, planning, {"valid_from": from_day.isoformat(), "valid_to": None}, decided.note)
    return planning is not None


def leave_on_record(tx: Transaction, decided: Decided) -> bool:
    """End the municipality's part in the area on the day `decided.on`; False when it has none then."""
    planning = leave(tx, decided)
    if planning is not None:
        _record(tx, planning, {"valid_to": decided.on.isoformat()}, decided.note)
    return planning is not None


def _record(tx: Transaction, planning: AreaMunicipality, after: dict[str, str | None], reason: str) -> None:
    append_edit(
        tx,
        area_id=planning.area_id,
        subject_kind="area_municipality",
        subject_id=planning.id,
        before={},
        after=after,
        reason=reason,
    )

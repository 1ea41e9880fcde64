"""Recorded resolutions of one body or of a whole round, corrections included."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.definition import State
from workflow_app.kernel.errors import NotFound
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.user import User
from workflow_app.models.version import Version
from workflows.council_resolution.points import ResolutionPoint


@dataclass(frozen=True, slots=True)
class Resolution:
    """One row as it was recorded. `corrected_by` is the id of the row that took its place, if any.

    `revoked_by` is the id of the row by which the body annulled it later.
    """

    id: int
    process_id: int
    verdict: str
    version_number: int
    version_sha256: str
    session_number: str
    session_on: date
    number: str
    point: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    members_total: int | None
    members_present: int | None
    members_conflicted: int | None
    decided_by: str
    next_session_on: date | None
    points: tuple[ResolutionPoint, ...]
    text: str
    changes: str
    scan_sha256: str | None
    scan_name: str | None
    scan_type: str | None
    source: str
    recorded_at: datetime
    recorded_by: str | None
    corrects_id: int | None
    reason: str
    revokes_id: int | None = None
    corrected_by: int | None = None
    revoked_by: int | None = None

    @property
    def is_valid(self) -> bool:
        """Nothing took its place."""
        return self.corrected_by is None and self.revoked_by is None


def stands(state: State, verdict: str | None) -> bool:
    """Tell whether what a body recorded last stands: its process is where `verdict` led.

    It does not stand once the body was reopened, excused, given up, or has the matter on an agenda again. Changes
    that staff took for editorial make an approval of the same record.
    """
    return verdict == state.name or (verdict == "approved_with_changes" and state.name == "approved")


_row = CouncilResolution
_COLUMNS = (
    _row.id,
    _row.process_id,
    _row.verdict,
    Version.number,
    _row.version_sha256,
    _row.session_number,
    _row.session_on,
    _row.number,
    _row.point,
    _row.votes_for,
    _row.votes_against,
    _row.votes_abstained,
    _row.members_total,
    _row.members_present,
    _row.members_conflicted,
    _row.decided_by,
    _row.next_session_on,
    _row.points,
    _row.text,
    _row.changes,
    _row.scan_sha256,
    _row.scan_name,
    _row.scan_type,
    _row.source,
    _row.recorded_at,
    User.name,
    _row.corrects_id,
    _row.reason,
    _row.revokes_id,
)


def _statement() -> Select[*tuple[Any, ...]]:
    joined = select(*_COLUMNS).join(Version, Version.id == _row.version_id)
    return joined.outerjoin(User, User.id == _row.recorded_by_id).order_by(_row.id)


def resolutions_of(tx: Transaction, process_ids: Collection[int]) -> dict[int, tuple[Resolution, ...]]:
    """Return the resolutions of bodies' processes, oldest first; the caller has checked whose they are.

    The last row of a process is the newest one; an earlier one that another corrects knows by which.
    """
    rows = tx.session.execute(_statement().where(_row.process_id.in_(process_ids))).all()
    found = [_resolution(row) for row in rows]
    corrected = {item.corrects_id: item.id for item in found if item.corrects_id}
    revoked = {item.revokes_id: item.id for item in found if item.revokes_id}
    by_process: dict[int, list[Resolution]] = {}
    for item in found:
        later = replace(item, corrected_by=corrected.get(item.id), revoked_by=revoked.get(item.id))
        by_process.setdefault(item.process_id, []).append(later)
    return {process_id: tuple(items) for process_id, items in by_process.items()}


def area_scan(tx: Transaction, area_id: int, resolution_id: int) -> Resolution:
    """Return a resolution of the area that has a scan. Raises NotFound."""
    statement = (
        _statement()
        .join(ProcessInstance, ProcessInstance.id == _row.process_id)
        .where(_row.id == resolution_id, ProcessInstance.area_id == area_id, _row.scan_sha256.is_not(None))
    )
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound(f"scan of resolution {resolution_id}")
    return _resolution(row)


def _resolution(row: Row[*tuple[Any, ...]]) -> Resolution:
    found: Resolution = Resolution(*row)
    return replace(found, points=tuple(ResolutionPoint.of(point) for point in row.points))

"""What a municipality's body resolved in one process: the resolution that holds, what was corrected, its scan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.user import User
from workflow_app.models.version import Version


@dataclass(frozen=True, slots=True)
class Scan:
    """The file that was attached: its fingerprint in the store, name and media type."""

    sha256: str
    file_name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class RecordedResolution:
    """One row of the record. `corrects` tells that it mends an earlier one, for `reason`."""

    id: int
    verdict: str
    verdict_label: Text
    tone: str
    session_on: date
    session_number: str
    number: str
    point: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    members_total: int | None
    text: str
    changes: str
    source: str
    scan: Scan | None
    recorded_at: datetime
    recorded_by: str
    corrects: bool
    reason: str
    version_number: int
    version_sha256: str


@dataclass(frozen=True, slots=True)
class ResolutionRecord:
    """All rows of one body's process, the newest first; `holds` when the newest is what counts now."""

    rows: tuple[RecordedResolution, ...]
    holds: bool

    @property
    def newest(self) -> RecordedResolution | None:
        """The row recorded last, whether or not it counts."""
        return self.rows[0] if self.rows else None


def resolution_record(tx: Transaction, catalogue: Catalogue, process_id: int) -> ResolutionRecord:
    """Return the record of a body's process; the caller has checked whose process it is."""
    process = tx.session.get_one(ProcessInstance, process_id, populate_existing=True)
    states = catalogue.definition(process.process, process.version).states
    statement = _statement(CouncilResolution.process_id == process_id)
    rows = tuple(_row(*row, states=states) for row in tx.session.execute(statement))
    # A record that staff has reopened, or whose changes were judged editorial, leaves another state behind.
    now = states[process.state]
    counts = (now.settled and not now.left_out) or (bool(rows) and now.name == rows[0].verdict)
    return ResolutionRecord(rows, bool(rows) and counts)


def last_number(tx: Transaction, body_id: int) -> str:
    """Return the resolution number that this body recorded last, as an example; "" when it never did."""
    statement = (
        select(CouncilResolution.number)
        .where(CouncilResolution.body_id == body_id, CouncilResolution.number != "")
        .order_by(CouncilResolution.session_on.desc(), CouncilResolution.id.desc())
        .limit(1)
    )
    return tx.session.scalar(statement) or ""


def municipal_scan(tx: Transaction, municipality_id: int, resolution_id: int) -> Scan:
    """Return the scan attached to a resolution of this municipality. Raises NotFound."""
    statement = (
        select(CouncilResolution.scan_sha256, CouncilResolution.scan_name, CouncilResolution.scan_type)
        .join(Body, Body.id == CouncilResolution.body_id)
        .where(CouncilResolution.id == resolution_id, Body.municipality_id == municipality_id)
        .where(CouncilResolution.scan_sha256.is_not(None))
    )
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound(f"scan of resolution {resolution_id}")
    return Scan(row.scan_sha256, row.scan_name, row.scan_type)


def _statement(where: Any) -> Select[Any]:
    return (
        select(CouncilResolution, User.name, Version.number)
        .outerjoin(User, User.id == CouncilResolution.recorded_by_id)
        .join(Version, Version.id == CouncilResolution.version_id)
        .where(where)
        .order_by(CouncilResolution.id.desc())
    )


def _row(row: CouncilResolution, recorded_by: str | None, version_number: int, *, states: Any) -> RecordedResolution:
    names = (
        "id verdict session_on session_number number point votes_for votes_against votes_abstained members_total "
        "text changes source recorded_at reason version_sha256"
    ).split()
    scan = Scan(row.scan_sha256, row.scan_name or "", row.scan_type or "") if row.scan_sha256 else None
    return RecordedResolution(
        **{name: getattr(row, name) for name in names},
        verdict_label=states[row.verdict].label,
        tone=states[row.verdict].tone,
        scan=scan,
        recorded_by=recorded_by or "",
        corrects=row.corrects_id is not None,
        version_number=version_number,
    )

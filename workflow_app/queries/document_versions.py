"""The frozen versions of one document."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.version import Version


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One frozen version in a list. `sha256` is the fingerprint that resolutions are bound to."""

    id: int
    number: int
    created_at: datetime
    sha256: str


def versions_of(tx: Transaction, area_id: int, subject_kind: str, subject_id: int) -> tuple[VersionLine, ...]:
    """Return the frozen versions of a document of the area, the newest first."""
    statement = (
        select(Version.id, Version.number, Version.created_at, Version.sha256)
        .where(
            Version.area_id == area_id,
            Version.subject_kind == subject_kind,
            Version.subject_id == subject_id,
        )
        .order_by(Version.number.desc())
    )
    return tuple(VersionLine(*row) for row in tx.session.execute(statement))

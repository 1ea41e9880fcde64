"""One locked row of process_instance in memory: what guards read and effects may set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflow_app.access.predicates import Scope


@dataclass(slots=True)
class ProcessRow:
    """A copy of the row. Effects may set `version_id` and `session_on`; everything else the engine sets."""

    id: int
    process: str
    version: int
    area_id: int
    subject_kind: str
    subject_id: int
    state: str
    seq: int
    root_id: int | None
    parent_id: int | None
    stage: int | None
    body_id: int | None
    version_id: int | None
    session_on: date | None
    due_at: datetime | None
    wake_at: datetime | None
    started_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    head_hash: str
    stands_in: str | None = None  # assembly | mayor: decides where the municipality has no board
    inhabitants: int | None = None  # of the body's municipality when the round asked it
    municipality_id: int | None = None  # of the body, when it is a municipal one
    body_kind: str | None = None
    record_days: int | None = None  # by the statutes of the body, see engine/deadlines.py

    @classmethod
    def of(cls, row: Sequence[Any]) -> "ProcessRow":
        """Build from a row of the table followed by what is known of its body; a test keeps the order equal."""
        return cls(*row)

    def scope(self, body_id: int | None) -> Scope:
        """Return where a step happens: this area, this municipality, on behalf of `body_id`, this process."""
        return Scope(self.area_id, self.municipality_id, body_id, self.id)

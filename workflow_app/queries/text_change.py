"""Changes of a text that is before the councils or in force: the open one, and how earlier ones were classed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import StageCount, stages_to_restart
from workflow_app.kernel.errors import NotFound
from workflow_app.models.numbers import renumbered_by
from workflow_app.models.read_content import read_content
from workflow_app.models.text_change import OPEN_STATES, TextChange
from workflow_app.models.text_sections import Section, sections_of
from workflow_app.models.user import User
from workflow_app.models.version import Version
from workflow_app.queries.document_head import DocumentHead, document_head
from workflows.common.compare_versions import Difference, compare
from workflows.common.text_change import TAKE_OVER


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section of the changed text; `changed` says that it differs from the text that holds."""

    section: Section
    changed: bool


@dataclass(frozen=True, slots=True)
class OpenChange:
    """The change that is being written (`state` writing) or waits for the steering group (submitted).

    `asked`: codes of the municipalities that an intent asks.
    """

    id: int
    seq: int
    state: str
    reason: str
    opened_at: datetime
    opened_by: str
    from_version: int
    lines: tuple[SectionLine, ...]
    differences: tuple[Difference, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedChange:
    """A change that was decided about. state: editorial | substantive | refused | dropped."""

    state: str
    reason: str
    decision_reason: str
    decided_at: datetime
    decided_by: str
    from_version: int
    to_version: int | None


@dataclass(frozen=True, slots=True)
class TextChanges:
    """Everything about changes of one document's text. `stages`: those that have begun and so can start again."""

    head: DocumentHead
    open: OpenChange | None
    closed: tuple[ClosedChange, ...]
    stages: tuple[StageCount, ...]


def text_changes(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> TextChanges:
    """Return the changes of one document of the area, the newest first. Raises NotFound."""
    head = document_head(tx, catalogue, area_id, process_id)
    if head.kind not in TAKE_OVER:
        raise NotFound(f"text changes of a {head.kind}")
    rows = (
        tx.session.execute(
            select(TextChange).where(TextChange.process_id == process_id).order_by(TextChange.id.desc())
        )
        .scalars()
        .all()
    )
    users = _names(tx, rows)
    versions = _versions(tx, rows)
    waiting = [row for row in rows if row.state in OPEN_STATES]
    stages = tuple(
        stage for stage in stages_to_restart(tx, process_id, holds=head.settled) if stage.opened_at
    )
    return TextChanges(
        head=head,
        open=_open(head.kind, waiting[0], users, versions) if waiting else None,
        closed=tuple(_closed(row, users, versions) for row in rows if row.state not in OPEN_STATES),
        stages=stages,
    )


def has_open_change(tx: Transaction, process_id: int) -> bool:
    """Tell whether a change of the document's text is being written or waits for the steering group."""
    statement = select(TextChange.id).where(
        TextChange.process_id == process_id, TextChange.state.in_(OPEN_STATES)
    )
    return tx.session.execute(statement).first() is not None


def _names(tx: Transaction, rows: Any) -> dict[int | None, str]:
    ids = {row.opened_by_id for row in rows} | {row.decided_by_id for row in rows}
    return dict(tx.session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


def _versions(tx: Transaction, rows: Any) -> dict[int | None, tuple[int, dict[str, Any]]]:
    ids = {row.from_version_id for row in rows} | {row.version_id for row in rows}
    found = tx.session.execute(select(Version.id, Version.number, Version.content).where(Version.id.in_(ids)))
    return {row.id: (row.number, row.content) for row in found}


def _open(
    kind: str,
    row: TextChange,
    users: dict[int | None, str],
    versions: dict[int | None, tuple[int, dict[str, Any]]],
) -> OpenChange:
    number, before = versions[row.from_version_id]
    old = {section.path: section for section in sections_of(before)}
    return OpenChange(
        id=row.id,
        seq=row.seq,
        state=row.state,
        reason=row.reason,
        opened_at=row.opened_at,
        opened_by=users.get(row.opened_by_id, ""),
        from_version=number,
        lines=tuple(SectionLine(item, item != old.get(item.path)) for item in sections_of(row.content)),
        differences=compare(
            read_content(kind, before), read_content(kind, row.content), renumbered_by(before, row.content)
        ),
        asked=tuple(row.content.get("municipalities", ())),
    )


def _closed(
    row: TextChange, users: dict[int | None, str], versions: dict[int | None, tuple[int, dict[str, Any]]]
) -> ClosedChange:
    return ClosedChange(
        state=row.state,
        reason=row.reason,
        decision_reason=row.decision_reason,
        decided_at=row.decided_at or row.opened_at,
        decided_by=users.get(row.decided_by_id, ""),
        from_version=versions[row.from_version_id][0],
        to_version=versions[row.version_id][0] if row.version_id else None,
    )

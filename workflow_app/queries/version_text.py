"""The frozen text that a process is about, whatever kind of document it is, and the version before it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.models.action_plan_content import ActionPlanContent
from workflow_app.models.content import MeasureCard, MeasureChangeContent, PlanContent, ReportContent
from workflow_app.models.numbers import renumbered
from workflow_app.models.read_content import Content, read_content
from workflow_app.models.text_change import TAKEN_STATES, TextChange
from workflow_app.models.version import Version
from workflow_app.queries.document_head import DocumentHead
from workflows.common.compare_versions import Difference, compare


@dataclass(frozen=True, slots=True)
class VersionText:
    """One frozen text. `sha256` is the fingerprint that resolutions are bound to."""

    kind: str  # plan | measure | monitoring_report | intent | action_plan
    subject_id: int
    number: int
    sha256: str
    content: Content


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from the text before: version `since`, or (None) the card that stands in the plan now."""

    since: int | None
    differences: tuple[Difference, ...]


def version_text(tx: Transaction, head: DocumentHead, number: int | None) -> VersionText:
    """Return version `number` of a document. Raises NotFound, also while nothing is frozen (None)."""
    statement = select(Version.sha256, Version.content).where(
        Version.area_id == head.area_id,
        Version.subject_kind == head.kind,
        Version.subject_id == head.subject_id,
        Version.number == number,
    )
    row = tx.session.execute(statement).first()
    if row is None or number is None:
        raise NotFound(f"version {number} of {head.kind} {head.subject_id}")
    return VersionText(head.kind, head.subject_id, number, row.sha256, read_content(head.kind, row.content))


def changes_in(tx: Transaction, text: VersionText) -> Changes | None:
    """Return what changed since the version before; None for a first version.

    A proposal carries the measure as it stands in the plan, so it is compared with that from its first version.
    """
    content = text.content
    if isinstance(content, MeasureChangeContent):
        return Changes(None, compare(content.before, content.after)) if content.before else None
    before = _version_before(tx, text)
    if before is None:
        return None
    number, old = before
    moved = renumbered(tx.session, text.subject_id, number, text.number) if text.kind == "plan" else {}
    return Changes(number, compare(read_content(text.kind, old), content, moved))


def measure_cards(content: Content) -> tuple[MeasureCard, ...]:
    """Return the measure cards that a text holds; none for a report, which only refers to them."""
    if isinstance(content, PlanContent):
        return tuple(card for goal in content.goals for item in goal.priorities for card in item.measures)
    if isinstance(content, ActionPlanContent):
        return content.measures
    return (content.after,) if isinstance(content, MeasureChangeContent) else ()


def writing_groups(content: Content) -> tuple[str, ...]:
    """Return the keys of the working groups that a text names as writers of its parts, each once."""
    if isinstance(content, PlanContent):
        parts: list[Any] = [*content.chapters, *content.goals, *measure_cards(content)]
    elif isinstance(content, ReportContent):
        parts = list(content.results)
    elif isinstance(content, ActionPlanContent):
        parts = list(content.measures)
    else:
        parts = [content.after] if isinstance(content, MeasureChangeContent) else []
    return tuple(dict.fromkeys(part.body for part in parts if part.body))


def _version_before(tx: Transaction, text: VersionText) -> tuple[int, dict[str, Any]] | None:
    """Return the newest earlier version; a submitted change of the text that was not taken has never held."""
    never_held = (
        select(TextChange.id)
        .where(TextChange.version_id == Version.id, TextChange.state.not_in(TAKEN_STATES))
        .exists()
    )
    statement = (
        select(Version.number, Version.content)
        .where(
            Version.subject_kind == text.kind,
            Version.subject_id == text.subject_id,
            Version.number < text.number,
            ~never_held,
        )
        .order_by(Version.number.desc())
        .limit(1)
    )
    row = tx.session.execute(statement).first()
    return (row.number, row.content) if row else None

"""One document as a working group reads it: the frozen text or the one being written, changes, statements, files."""

from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.models.action_plan_text import action_plan_text
from workflow_app.models.content import MeasureChangeContent
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.read_content import Content
from workflow_app.models.working_text import intent_text, measure_change_text, plan_text, report_text
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.documents import DocumentFile, area_document, documents_of
from workflow_app.queries.group_steps import GroupStep, Statement, group_steps, statements_of
from workflow_app.queries.version_text import Changes, VersionText, changes_in, version_text
from workflow_app.queries.writing_window import closed_because
from workflows.common.compare_versions import compare


@dataclass(frozen=True, slots=True)
class GroupMatter:
    """What a group's page about one document shows. `frozen` is None while the text is being written."""

    head: DocumentHead
    frozen: VersionText | None
    content: Content
    changes: Changes | None
    statements: tuple[Statement, ...]
    steps: tuple[GroupStep, ...]
    files: tuple[DocumentFile, ...]
    writable: bool


def group_matter(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int, body_id: int
) -> GroupMatter:
    """Return one document of the area for a group.

    While the text is being written it is shown as it stands now, otherwise as the version that is decided on.
    Raises NotFound for another area's document and for another group's proposal.
    """
    head = document_head(tx, catalogue, area_id, process_id)
    owner = tx.session.scalar(select(ProcessInstance.body_id).where(ProcessInstance.id == process_id))
    if owner not in (None, body_id):
        raise NotFound(f"document process {process_id}")
    closed = closed_because(tx, catalogue, process_id, body_id)
    being_written = closed is None or closed.key == "part_is_submitted_already"
    frozen = None if being_written or head.version_id is None else version_text(tx, head, head.version_number)
    content = frozen.content if frozen else _working(tx, head)
    return GroupMatter(
        head=head,
        frozen=frozen,
        content=content,
        changes=changes_in(tx, frozen) if frozen else _proposed(content),
        statements=statements_of(tx, process_id),
        steps=group_steps(tx, catalogue, head, body_id),
        files=tuple(documents_of(tx, process_id)),
        writable=closed is None,
    )


def _working(tx: Transaction, head: DocumentHead) -> Content:
    if head.kind == "plan":
        return plan_text(tx.session, head.subject_id)
    if head.kind == "measure":
        return measure_change_text(tx.session, head.subject_id)
    if head.kind == "action_plan":
        return action_plan_text(tx.session, head.subject_id)
    if head.kind == "intent":
        return intent_text(tx.session, head.subject_id)
    return report_text(tx.session, head.subject_id)


def _proposed(content: Content) -> Changes | None:
    """A proposal that is being written is compared with the measure as it stands in the plan."""
    if not isinstance(content, MeasureChangeContent) or content.before is None:
        return None
    return Changes(None, compare(content.before, content.after))


def group_document(tx: Transaction, area_id: int, body_id: int, document_id: int) -> DocumentFile:
    """Return one Word file of the area for a group: not those of municipalities or of another group's proposals.

    Raises NotFound.
    """
    found = area_document(tx, area_id, document_id)
    owner = tx.session.scalar(select(ProcessInstance.body_id).where(ProcessInstance.id == found.process_id))
    if owner not in (None, body_id):
        raise NotFound(f"document {document_id}")
    return found

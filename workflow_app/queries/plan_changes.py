"""What has changed in a plan since one of its frozen versions, or between two of them."""

from dataclasses import dataclass

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.content import PlanContent
from workflow_app.models.numbers import renumbered
from workflow_app.models.working_text import plan_text
from workflow_app.queries.area_names import group_names, names_in_texts
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.document_versions import VersionLine, versions_of
from workflow_app.queries.version_text import version_text
from workflows.common.compare_versions import Difference, compare


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """Differences from version `before` to version `after` (None: the text as it is being written).

    `before` is None while nothing has been frozen, then there is nothing to compare. `names` maps codes of
    municipalities, `writers` keys of groups to names.
    """

    head: DocumentHead
    versions: tuple[VersionLine, ...]
    before: int | None
    after: int | None
    differences: tuple[Difference, ...]
    names: dict[str, str]
    writers: dict[str, Text]


def plan_changes(
    tx: Transaction,
    catalogue: Catalogue,
    area_id: int,
    process_id: int,
    before: int | None = None,
    after: int | None = None,
) -> PlanChanges:
    """Return the changes of the plan that a process carries; by default since the last frozen version.

    Raises NotFound for another area's process, one that is not a plan's, and an unknown version.
    """
    head = document_head(tx, catalogue, area_id, process_id)
    if head.kind != "plan":
        raise NotFound(f"plan process {process_id}")
    versions = versions_of(tx, area_id, "plan", head.subject_id)
    if before is None and versions:
        before = versions[0].number
    differences: tuple[Difference, ...] = ()
    if before is not None:
        moved = renumbered(tx.session, head.subject_id, before, after)
        differences = compare(_text(tx, head, before), _text(tx, head, after), moved)
    return PlanChanges(
        head, versions, before, after, differences, names_in_texts(tx, area_id), group_names(tx, area_id)
    )


def _text(tx: Transaction, head: DocumentHead, number: int | None) -> PlanContent:
    if number is None:
        return plan_text(tx.session, head.subject_id)
    content = version_text(tx, head, number).content
    if not isinstance(content, PlanContent):
        raise NotFound(f"version {number} of plan {head.subject_id}")
    return content

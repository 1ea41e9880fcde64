"""The text of a plan to read: as it is being written, or as one of its versions froze it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.models.content import PlanContent, plan_from_json
from workflow_app.models.plan import Plan
from workflow_app.models.version import Version
from workflow_app.models.working_text import plan_text


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
            Version.area_id == area_id, Version.subject_kind == subject_kind, Version.subject_id == subject_id
        )
        .order_by(Version.number.desc())
    )
    return tuple(VersionLine(*row) for row in tx.session.execute(statement))


def working_plan_text(tx: Transaction, area_id: int, plan_id: int) -> PlanContent:
    """Return the text of a plan as it is being written. Raises NotFound."""
    if tx.session.scalar(select(Plan.id).where(Plan.id == plan_id, Plan.area_id == area_id)) is None:
        raise NotFound(f"plan {plan_id}")
    return plan_text(tx.session, plan_id)


def plan_version_text(tx: Transaction, area_id: int, plan_id: int, number: int) -> PlanContent:
    """Return the text of version `number` of a plan. Raises NotFound."""
    statement = select(Version.content).where(
        Version.area_id == area_id,
        Version.subject_kind == "plan",
        Version.subject_id == plan_id,
        Version.number == number,
    )
    content: dict[str, Any] | None = tx.session.scalar(statement)
    if content is None:
        raise NotFound(f"version {number} of plan {plan_id}")
    return plan_from_json(content)

"""The head that a document under approval wears everywhere: title, state, way, who acts, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.version import Version
from workflow_app.queries.approval_preview import count_bodies
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title
from workflows.common.yearly_plan import state_in_year

DOCUMENT_KINDS = ("intent", "plan", "measure", "monitoring_report", "action_plan")


@dataclass(frozen=True, slots=True)
class StepOnTheWay:
    """One step of the stepper. state: done | current | todo | problem. note: "9/15" on the councils' step."""

    label: Text
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """How far the councils are: bodies by state of their process, the stages, the next known session."""

    total: int
    by_state: Mapping[str, int]
    stages: tuple[StageCount, ...]
    next_session_on: date | None
    next_session_where: str | None  # locative form: "v Píšti"

    @property
    def decided(self) -> int:
        """Bodies that need not be waited for any more."""
        return sum(stage.counted + stage.refused + stage.left_out for stage in self.stages)


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """Everything the head shows; the texts in both languages."""

    process_id: int
    seq: int
    kind: str
    kind_label: Text
    law_version: int  # of the definition that the process runs under
    subject_id: int
    plan_id: int | None  # none: an intent belongs to no plan
    area_id: int
    area_key: str
    title: Text
    area_name: Text
    period: str
    state: str
    state_label: Text
    tone: str
    audience: str
    settled: bool
    steps: tuple[StepOnTheWay, ...]
    until: date | None
    late: bool
    version_id: int | None
    version_number: int | None
    version_sha256: str | None
    changed_at: datetime
    since: datetime  # when it came to the state it is in
    round: RoundProgress | None


_CAME_HERE = (
    select(func.max(TransitionRecord.at))
    .where(TransitionRecord.process_id == ProcessInstance.id)
    .where(TransitionRecord.from_state != TransitionRecord.to_state)
    .correlate(ProcessInstance)
    .scalar_subquery()
)
_COLUMNS = (
    *(getattr(ProcessInstance, name) for name in ("id", "seq", "process", "version", "subject_id", "state")),
    ProcessInstance.area_id,
    ProcessInstance.due_at,
    ProcessInstance.changed_at,
    func.coalesce(_CAME_HERE, ProcessInstance.changed_at).label("since"),
    ProcessInstance.version_id,
    Area.key.label("area_key"),
    Area.name.label("area_name"),
    Version.number.label("version_number"),
    Version.sha256.label("version_sha256"),
    Plan.id.label("plan_id"),
    Plan.period_from,
    Plan.period_to,
    *TITLE_COLUMNS,
)


def _statement() -> Select[Any]:
    process = ProcessInstance
    statement = (
        select(*_COLUMNS)
        .join(Area, Area.id == process.area_id)
        .outerjoin(Version, Version.id == process.version_id)
        .where(process.process.in_(DOCUMENT_KINDS))
    )
    return with_title(statement)


def document_head(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> DocumentHead:
    """Return the head of one document of the area. Raises NotFound, also for another area's document."""
    statement = _statement().where(ProcessInstance.id == process_id, ProcessInstance.area_id == area_id)
    row = tx.session.execute(statement).mappings().first()
    if row is None:
        raise NotFound(f"document process {process_id} in area {area_id}")
    return _head(tx, catalogue, row)


def document_heads(
    tx: Transaction, catalogue: Catalogue, area_id: int, *, running: bool | None = None
) -> list[DocumentHead]:
    """Return the heads of an area's documents, the last changed first; `running` limits to (not) settled ones."""
    statement = _statement().where(ProcessInstance.area_id == area_id)
    if running is not None:
        ended = ProcessInstance.ended_at
        statement = statement.where(ended.is_(None) if running else ended.is_not(None))
    statement = statement.order_by(ProcessInstance.changed_at.desc(), ProcessInstance.id.desc())
    return [_head(tx, catalogue, row) for row in tx.session.execute(statement).mappings()]


def _head(tx: Transaction, catalogue: Catalogue, row: RowMapping) -> DocumentHead:
    law = catalogue.definition(row["process"], row["version"])
    state = law.states[row["state"]]
    progress = round_progress(tx, row["area_id"], row["id"], (law.process, row["subject_id"]))
    until = prague_day(row["due_at"]) if row["due_at"] else None
    label, tone = state_in_year(state, row["action_plan_year"], prague_day(tx.now))
    return DocumentHead(
        process_id=row["id"],
        seq=row["seq"],
        kind=law.process,
        kind_label=law.label,
        law_version=law.version,
        subject_id=row["subject_id"],
        plan_id=row["plan_id"],
        area_id=row["area_id"],
        area_key=row["area_key"],
        title=title_of(row),
        area_name=Text.of(row["area_name"]),
        period=f"{row['period_from']}–{row['period_to']}" if row["plan_id"] else "",
        state=state.name,
        state_label=label,
        tone=tone,
        audience=state.audience,
        settled=state.settled,
        steps=_steps(law, state.name, progress),
        until=until,
        late=until is not None and until < prague_day(tx.now),
        version_id=row["version_id"],
        version_number=row["version_number"],
        version_sha256=row["version_sha256"],
        changed_at=row["changed_at"],
        since=row["since"],
        round=progress,
    )


def _steps(law: Definition, state: str, progress: RoundProgress | None) -> tuple[StepOnTheWay, ...]:
    """Return the stepper: steps before the current one are done; a state outside it (withdrawn) has none current."""
    here = law.states[state]
    keys = [key for key, _ in law.steps]
    at = keys.index(here.step) if here.step else -1
    found = []
    for index, (key, label) in enumerate(law.steps):
        if index < at or (index == at and here.settled):
            where = "done"
        elif index == at:
            where = "current"
        else:
            where = "todo"
        note = (
            f"{progress.decided}/{progress.total}" if progress and key == "councils" and at >= index else ""
        )
        found.append(StepOnTheWay(label, where, note))
    return tuple(found)


def round_progress(
    tx: Transaction, area_id: int, process_id: int, subject: tuple[str, int] = ("", 0)
) -> RoundProgress | None:
    """Return how far the newest council round of a document is, or None when there is none.

    `total` counts the bodies of stages not opened yet as well, as members are today; `subject` is the kind and id
    of the document, for stages of the municipalities that it asks.
    """
    stages = stages_of(tx, process_id)
    if not stages:
        return None
    positions = [stage.position for stage in stages]
    mine = (ProcessInstance.parent_id == process_id) & ProcessInstance.stage.in_(positions)
    by_state = tx.session.execute(
        select(ProcessInstance.state, func.count()).where(mine).group_by(ProcessInstance.state)
    )
    session = tx.session.execute(
        select(ProcessInstance.session_on, Municipality.name_forms["locative"].astext)
        .outerjoin(Body, Body.id == ProcessInstance.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(mine, ProcessInstance.ended_at.is_(None), ProcessInstance.session_on >= prague_day(tx.now))
        .order_by(ProcessInstance.session_on, ProcessInstance.id)
        .limit(1)
    ).first()
    closed = [stage.rule for stage in stages if stage.opened_at is None]
    return RoundProgress(
        total=sum(stage.total for stage in stages)
        + (sum(count_bodies(tx, area_id, closed, subject)) if closed else 0),
        by_state={state: count for state, count in by_state},
        stages=tuple(stages),
        next_session_on=session[0] if session else None,
        next_session_where=session[1] if session else None,
    )

"""What working groups write in documents that live on: finds it, says what stands in the way, and hands it over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Executable, or_, select, update

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refusal
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.body import Body
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.plan import PAST, Chapter, Goal, Plan, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflows.common.groups import SUBMITTED

REVIEWED = "group_review"  # the state in which groups speak about a frozen text
DOCUMENTS = ("plan", "monitoring_report", "action_plan")
Row = TypeVar("Row", bound=Any)
_Row = Chapter | Goal | Measure | MeasureResult | ActionPlanEntry


@dataclass(frozen=True, slots=True)
class Part:
    """One row that changes its group. what: chapter | goal | measure | measure_result | action_plan_entry."""

    what: str
    process_id: int
    row: _Row


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that groups have in documents that live on; the processes are locked, the root rows first."""

    processes: dict[int, ProcessInstance]
    rows: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves in one document, to be read before the click."""

    process_id: int
    chapters: tuple[str, ...]
    goals: tuple[str, ...]  # "4 Lidé v krizi"
    measures: tuple[str, ...]  # numbers
    entries: int  # measures in a report or an action plan


def moved(parts: Parts) -> tuple[Moved, ...]:
    """Return what moves, document by document."""
    return tuple(
        Moved(
            process_id=key,
            chapters=tuple(row.title for row in _of(parts, key, Chapter)),
            goals=tuple(f"{row.number} {row.title}" for row in _of(parts, key, Goal)),
            measures=tuple(row.number for row in _of(parts, key, Measure)),
            entries=len(_of(parts, key, MeasureResult)) + len(_of(parts, key, ActionPlanEntry)),
        )
        for key in dict.fromkeys(part.process_id for part in parts.rows)
    )


def _of(parts: Parts, process_id: int, table: type[Row]) -> list[Row]:
    return [part.row for part in parts.rows if part.process_id == process_id and isinstance(part.row, table)]


def lock_parts(
    tx: Transaction, area_id: int, groups: Collection[int], goals: Collection[int] | None = None
) -> Parts:
    """Lock the area's living documents and return what `groups` have in them.

    `goals`: only these goals with their measures, and what running reports and action plans say of those measures.
    """
    processes = {row.id: row for row in tx.session.scalars(_living(area_id))}
    by_subject = {(row.process, row.subject_id): row.id for row in processes.values()}
    plans = [subject for kind, subject in by_subject if kind == "plan"]
    rows = [
        Part(what, by_subject[kind, document], row)
        for what, kind, statement in _statements(area_id, plans, groups, goals)
        for row, document in tx.session.execute(statement)
        if (kind, document) in by_subject
    ]
    return Parts(processes, tuple(rows))


def _living(area_id: int) -> Any:
    """Plans until they are history (then they keep their groups), reports and action plans until they are concluded."""
    process = ProcessInstance
    return (
        select(process)
        .where(process.area_id == area_id, process.process.in_(DOCUMENTS))
        .where(or_(process.ended_at.is_(None), process.process == "plan"), process.state.not_in(PAST))
        .order_by(process.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _statements(
    area_id: int, plans: list[int], groups: Collection[int], goals: Collection[int] | None
) -> Sequence[tuple[str, str, Executable]]:
    chapters = select(Chapter, Chapter.plan_id).where(Chapter.plan_id.in_(plans), Chapter.body_id.in_(groups))
    ours = select(Goal, Goal.plan_id).where(Goal.plan_id.in_(plans), Goal.body_id.in_(groups))
    measures = select(Measure, Measure.plan_id).where(Measure.plan_id.in_(plans), Measure.body_id.in_(groups))
    results = (
        select(MeasureResult, MeasureResult.report_id)
        .join(MonitoringReport, MonitoringReport.id == MeasureResult.report_id)
        .where(MonitoringReport.area_id == area_id, MeasureResult.body_id.in_(groups))
    )
    entries = (
        select(ActionPlanEntry, ActionPlanEntry.action_plan_id)
        .join(ActionPlan, ActionPlan.id == ActionPlanEntry.action_plan_id)
        .where(ActionPlan.area_id == area_id, ActionPlanEntry.body_id.in_(groups))
    )
    if goals is not None:
        moved = measures_of(goals)
        chapters, ours = chapters.where(Chapter.id.is_(None)), ours.where(Goal.id.in_(goals))
        measures = measures.where(Measure.id.in_(moved))
        results = results.where(MeasureResult.measure_id.in_(moved))
        entries = entries.where(ActionPlanEntry.measure_id.in_(moved))
    return (
        ("chapter", "plan", chapters.order_by(Chapter.position)),
        ("goal", "plan", ours.order_by(Goal.plan_id, Goal.position)),
        ("measure", "plan", measures.order_by(Measure.plan_id, Measure.number)),
        ("measure_result", "monitoring_report", results.order_by(MeasureResult.id)),
        ("action_plan_entry", "action_plan", entries.order_by(ActionPlanEntry.id)),
    )


def measures_of(goals: Collection[int]) -> Any:
    """Return the statement for the ids of the measures under the goals."""
    return (
        select(Measure.id)
        .join(Priority, Priority.id == Measure.priority_id)
        .where(Priority.goal_id.in_(goals))
    )


def in_the_way(
    tx: Transaction, area_id: int, parts: Parts, groups: Collection[int], goals: Collection[int] | None = None
) -> list[Refusal]:
    """Return what has to be finished first: a document under review by the groups, a proposal under way."""
    reviewed = {part.process_id for part in parts.rows if parts.processes[part.process_id].state == REVIEWED}
    found = [
        Refusal("groups_review_a_document", {"title": _title(tx, parts, key)}) for key in sorted(reviewed)
    ]
    proposals = (
        select(MeasureChange.number, MeasureChange.title, Body.name)
        .join(ProcessInstance, ProcessInstance.subject_id == MeasureChange.id)
        .join(Body, Body.id == MeasureChange.body_id)
        .where(ProcessInstance.process == "measure", ProcessInstance.ended_at.is_(None))
        .where(MeasureChange.area_id == area_id, MeasureChange.body_id.in_(groups))
        .order_by(MeasureChange.id)
    )
    if goals is not None:
        of_goals = select(Priority.id).where(Priority.goal_id.in_(goals))
        proposals = proposals.where(MeasureChange.priority_id.in_(of_goals))
    return found + [
        Refusal("group_has_a_proposal", {"number": number, "title": title, "group": name}, unblocked_by=name)
        for number, title, name in tx.session.execute(proposals)
    ]


def _title(tx: Transaction, parts: Parts, process_id: int) -> str:
    process = parts.processes[process_id]
    if process.process == "plan":
        return tx.session.get_one(Plan, process.subject_id).title
    table: type[ActionPlan | MonitoringReport]
    table = ActionPlan if process.process == "action_plan" else MonitoringReport
    statement = select(Plan.title, table.year).join(table, table.plan_id == Plan.id)
    title, year = tx.session.execute(statement.where(table.id == process.subject_id)).one()
    return f"{title} ({year})"


def hand_over(tx: Transaction, catalogue: Catalogue, area_id: int, parts: Parts, to_id: int) -> None:
    """Give every part to another group. What a group said of a text still being written counts no more."""
    losing: dict[int, set[int]] = {}
    names = dict(tx.session.execute(select(Body.id, Body.name).where(Body.area_id == area_id)).all())
    for part in parts.rows:
        before = part.row.body_id
        if before is None or before == to_id:
            continue
        losing.setdefault(part.process_id, set()).add(before)
        part.row.body_id = to_id
        part.row.seq += 1
        append_edit(
            tx,
            area_id=area_id,
            subject_kind=part.what,
            subject_id=part.row.id,
            before={"group": names[before]},
            after={"group": names[to_id]},
        )
    tx.session.flush()
    for process_id, groups in losing.items():
        process = parts.processes[process_id]
        if process.state == catalogue.definition(process.process, process.version).initial:
            _speak_again(tx, process_id, {*groups, to_id})


def _speak_again(tx: Transaction, process_id: int, groups: Collection[int]) -> None:
    tx.session.execute(
        update(GroupOpinion)
        .where(GroupOpinion.process_id == process_id, GroupOpinion.body_id.in_(groups))
        .where(GroupOpinion.kind == SUBMITTED, GroupOpinion.withdrawn_at.is_(None))
        .values(withdrawn_at=tx.now)
    )

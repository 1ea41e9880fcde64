"""What waits for the coordinator of an area, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import State
from workflow_app.engine.join import StageCount
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.body import Body
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan import IN_FORCE, Chapter, Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.document_head import DocumentHead

AUTUMN = 9  # the month in which groups meet about the next year


@dataclass(frozen=True, slots=True)
class StaffTask:
    """One thing to do. `process_id`: the document or body it is about; `count`, `year`, `names` fill the sentence.

    kind: judge_changes | settle_refusal | late_bodies | ended_body | step_is_ready | own_chapters | plan_ends |
    report_is_due | action_plan_is_due; of queries/session_tasks.py: record_is_due | round_will_be_late.
    """

    kind: str
    process_id: int | None
    subject: Text
    since: date | None = None
    until: date | None = None
    count: int = 0
    year: int = 0
    trigger: str = ""
    label: Text | None = None
    names: tuple[Text, ...] = ()


def staff_tasks(
    tx: Transaction, catalogue: Catalogue, area_id: int, heads: list[DocumentHead]
) -> list[StaffTask]:
    """Return the coordinator's tasks; `heads` are the documents under way. Urgent kinds come first."""
    return [
        *_bodies_to_settle(tx, catalogue, area_id, heads),
        *_late_bodies(tx, area_id, heads),
        *_ended_bodies(tx, area_id),
        *_ready_steps(tx, catalogue, heads),
        *_own_chapters(tx, heads),
        *_yearly(tx, area_id),
        *_next_action_plan(tx, area_id),
    ]


def _bodies_to_settle(
    tx: Transaction, catalogue: Catalogue, area_id: int, heads: list[DocumentHead]
) -> Iterator[StaffTask]:
    """Changes that a council wants, and decisions that do not count, in stages that are still open."""
    stages = {
        (head.process_id, stage.position): stage
        for head in _before_councils(heads)
        for stage in _open_stages(head)
    }
    process = ProcessInstance
    columns = (process.id, process.process, process.version, process.parent_id, process.stage, process.state)
    statement = (
        select(*columns, process.changed_at, Body.name, Body.name_en)
        .join(Body, Body.id == process.body_id)
        .where(
            process.area_id == area_id, process.parent_id.in_({document for document, _position in stages})
        )
        .order_by(process.changed_at, process.id)
    )
    for row in tx.session.execute(statement):
        state = catalogue.definition(row.process, row.version).states[row.state]
        stage = stages.get((row.parent_id, row.stage))
        kind = _to_settle(state, stage) if stage else None
        if kind:
            subject = Text(row.name, row.name_en)
            yield StaffTask(kind, row.id, subject, since=prague_day(row.changed_at), label=state.label)


def _to_settle(state: State, stage: StageCount) -> str | None:
    if state.tone == "changed" and not state.settled:
        return "judge_changes"
    if state.settled and not state.left_out and state.name not in stage.rule.counts:
        return "settle_refusal"
    return None


def _before_councils(heads: list[DocumentHead]) -> list[DocumentHead]:
    return [head for head in heads if head.audience == "council"]


def _open_stages(head: DocumentHead) -> list[StageCount]:
    """Stages in which something is still awaited, and in which a refusal is not simply passed over."""
    stages = head.round.stages if head.round else ()
    return [stage for stage in stages if stage.completed_at is None and stage.rule.refusal != "go_on"]


def _late_bodies(tx: Transaction, area_id: int, heads: list[DocumentHead]) -> Iterator[StaffTask]:
    process = ProcessInstance
    statement = (
        select(process.parent_id, process.due_at, Body.name, Body.name_en)
        .join(Body, Body.id == process.body_id)
        .where(process.area_id == area_id, process.ended_at.is_(None), process.due_at < tx.now)
        .where(process.parent_id.in_([head.process_id for head in _before_councils(heads)]))
        .order_by(process.due_at, Body.sort_key, process.id)
    )
    late: dict[int | None, list[tuple[date, Text]]] = {}
    for row in tx.session.execute(statement):
        due = prague_day(row.due_at or tx.now)
        late.setdefault(row.parent_id, []).append((due, Text(row.name, row.name_en)))
    for head in heads:
        rows = late.get(head.process_id, [])
        if rows:
            names = tuple(name for _, name in rows)
            yield StaffTask(
                "late_bodies", head.process_id, head.title, until=rows[0][0], count=len(rows), names=names
            )


def _ended_bodies(tx: Transaction, area_id: int) -> Iterator[StaffTask]:
    """Councils whose municipality has merged or was split, and that a round still waits for."""
    process = ProcessInstance
    statement = (
        select(process.id, Body.name, Body.name_en, Body.valid_to)
        .join(Body, Body.id == process.body_id)
        .where(process.area_id == area_id, process.ended_at.is_(None), Body.valid_to < prague_day(tx.now))
        .order_by(Body.sort_key, process.id)
    )
    for process_id, name, name_en, last_day in tx.session.execute(statement):
        yield StaffTask("ended_body", process_id, Text(name, name_en), since=last_day)


def _ready_steps(tx: Transaction, catalogue: Catalogue, heads: list[DocumentHead]) -> Iterator[StaffTask]:
    """Steps of the coordinator that lead on, with conditions that are all met now."""
    for head in heads:
        law = catalogue.definition(head.kind, head.law_version)
        guarded = {
            item.trigger
            for item in law.leaving(head.state)
            if item.permission == Permission.STAFF_MANAGE
            and item.guards
            and item.leads_to(head.state) != head.state
        }
        if not guarded:
            continue
        for choice in available(tx, catalogue, head.process_id):
            if choice.trigger in guarded and not choice.refusals:
                since = prague_day(head.changed_at)
                yield StaffTask(
                    "step_is_ready",
                    head.process_id,
                    head.title,
                    since,
                    trigger=choice.trigger,
                    label=choice.label,
                )


def _own_chapters(tx: Transaction, heads: list[DocumentHead]) -> Iterator[StaffTask]:
    """Chapters of the coordinator that have no text, in plans being written."""
    writing = {head.plan_id: head for head in heads if head.kind == "plan" and head.version_id is None}
    statement = (
        select(Chapter.plan_id, func.count())
        .where(Chapter.plan_id.in_(writing), Chapter.body_id.is_(None), Chapter.text == "")
        .group_by(Chapter.plan_id)
    )
    for plan_id, count in tx.session.execute(statement):
        head = writing[plan_id]
        yield StaffTask("own_chapters", head.process_id, head.title, prague_day(head.changed_at), count=count)


def _yearly(tx: Transaction, area_id: int) -> Iterator[StaffTask]:
    """A plan in force that ends without a successor, and last year's report that nobody has begun."""
    year, process, successor = prague_day(tx.now).year, ProcessInstance, aliased(Plan)
    reported = select(MonitoringReport.id).where(
        MonitoringReport.plan_id == Plan.id, MonitoringReport.year == year - 1
    )
    followed = select(successor.id).where(successor.predecessor_id == Plan.id)
    statement = (
        select(process.id, Plan.title, Plan.period_from, Plan.period_to, reported.exists(), followed.exists())
        .join(Plan, (process.process == "plan") & (Plan.id == process.subject_id))
        .where(process.area_id == area_id, process.state.in_(IN_FORCE))
    )
    for process_id, title, first, last, has_report, has_successor in tx.session.execute(statement):
        subject = Text(title, title)
        if last <= year and not has_successor:
            yield StaffTask("plan_ends", process_id, subject, until=date(last, 12, 31), year=last)
        if first <= year - 1 <= last and not has_report:
            yield StaffTask("report_is_due", process_id, subject, until=date(year, 1, 31), year=year - 1)


def _next_action_plan(tx: Transaction, area_id: int) -> Iterator[StaffTask]:
    """From September (domain § 6.2) the next year's action plan, where this year has one and the next has none."""
    today, process, following = prague_day(tx.now), ProcessInstance, aliased(ActionPlan)
    if today.month < AUTUMN:
        return
    begun = select(following.id).where(
        following.plan_id == ActionPlan.plan_id, following.year == today.year + 1
    )
    statement = (
        select(process.id, Plan.title)
        .join(ActionPlan, (process.process == "action_plan") & (ActionPlan.id == process.subject_id))
        .join(Plan, Plan.id == ActionPlan.plan_id)
        .where(
            process.area_id == area_id,
            process.state.in_(IN_FORCE),
            ActionPlan.year == today.year,
            ~begun.exists(),
        )
    )
    for process_id, title in tx.session.execute(statement):
        end = date(today.year, 12, 31)
        yield StaffTask("action_plan_is_due", process_id, Text(title, title), until=end, year=today.year + 1)

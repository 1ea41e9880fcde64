"""What the working group must do next, what it sent and where that stands, and the documents under way."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, union

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.models.action_plan import ActionPlanEntry
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.models.plan import IN_FORCE, Chapter, Goal, Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.document_head import DocumentHead, document_heads
from workflow_app.queries.group_steps import GroupStep, group_steps, statements_of

SOON = timedelta(days=7)
# Which step of a group means which task, and the statement after which the task is done.
TASKS = {
    ("plan", "submit_part"): ("write", "submitted"),
    ("plan", "recommend_part"): ("review", "recommended"),
    ("monitoring_report", "submit_part"): ("report", "submitted"),
    ("action_plan", "recommend_part"): ("review", "recommended"),
    ("measure", "submit_proposal"): ("proposal", ""),
    ("measure", "group_recommend"): ("review", ""),
}


@dataclass(frozen=True, slots=True)
class GroupTask:
    """One thing that waits for the group.

    kind: write | submit | review | report | proposal; `speakers` may finish it, `may_finish` says whether this
    person is one of them. urgency: "" | soon | late.
    """

    kind: str
    head: DocumentHead
    since: date
    urgency: str
    speakers: tuple[str, ...]
    may_finish: bool


@dataclass(frozen=True, slots=True)
class SentMatter:
    """One document that the group has done its part in. `said_at` is the day of its statement, if it made one."""

    head: DocumentHead
    said_at: date | None


@dataclass(frozen=True, slots=True)
class GroupDesk:
    """The whole desk. `in_force` says whether there is a plan in force, so that changes can be proposed."""

    tasks: tuple[GroupTask, ...]
    sent: tuple[SentMatter, ...]
    documents: tuple[DocumentHead, ...]
    in_force: bool


def working_group_desk(tx: Transaction, catalogue: Catalogue, area_id: int, body_id: int) -> GroupDesk:
    """Return the desk of one working group: of the area's running documents those that concern it."""
    heads = [
        head for head in document_heads(tx, catalogue, area_id, running=True) if _concerns(tx, head, body_id)
    ]
    tasks, sent = [], []
    for head in heads:
        said = {item.kind: item for item in statements_of(tx, head.process_id) if item.body_id == body_id}
        task = _task(tx, catalogue, head, body_id, set(said)) if _takes_part(tx, head, body_id) else None
        if task:
            tasks.append(task)
        elif said or head.kind == "measure":
            last = max((item.said_at for item in said.values()), default=None)
            sent.append(SentMatter(head, prague_day(last) if last else None))
    tasks.sort(key=lambda task: task.head.until or date.max)
    return GroupDesk(tuple(tasks), tuple(sent), tuple(heads), in_force_plan(tx, area_id) is not None)


def in_force_plan(tx: Transaction, area_id: int) -> int | None:
    """Return the id of the area's plan in force, the newest when there are more; None when there is none."""
    statement = (
        select(Plan.id)
        .join(ProcessInstance, (ProcessInstance.subject_id == Plan.id) & (ProcessInstance.process == "plan"))
        .where(Plan.area_id == area_id, ProcessInstance.state.in_(IN_FORCE))
        .order_by(Plan.in_force_from.desc(), Plan.id.desc())
        .limit(1)
    )
    return tx.session.scalar(statement)


def _concerns(tx: Transaction, head: DocumentHead, body_id: int) -> bool:
    """A proposal is the business of its own group only, an intent of none; plans and reports of all."""
    if head.kind == "intent":
        return False
    if head.kind != "measure":
        return True
    statement = select(ProcessInstance.body_id).where(ProcessInstance.id == head.process_id)
    return tx.session.scalar(statement) == body_id


def _takes_part(tx: Transaction, head: DocumentHead, body_id: int) -> bool:
    """Tell whether the group writes a part of the document."""
    if head.kind == "measure":
        return True
    if head.kind == "monitoring_report":
        statement = select(MeasureResult.body_id).where(MeasureResult.report_id == head.subject_id)
        return body_id in set(tx.session.scalars(statement))
    if head.kind == "action_plan":
        chosen = select(ActionPlanEntry.body_id).where(
            ActionPlanEntry.action_plan_id == head.subject_id, ActionPlanEntry.chosen
        )
        return body_id in set(tx.session.scalars(chosen))
    parts: Any = union(
        select(Chapter.body_id).where(Chapter.plan_id == head.subject_id),
        select(Goal.body_id).where(Goal.plan_id == head.subject_id),
        select(Measure.body_id).where(Measure.plan_id == head.subject_id),
    )
    return body_id in set(tx.session.scalars(parts))


def _task(
    tx: Transaction, catalogue: Catalogue, head: DocumentHead, body_id: int, said: set[str]
) -> GroupTask | None:
    for step in group_steps(tx, catalogue, head, body_id):
        kind, statement = TASKS.get((head.kind, step.trigger), ("", ""))
        if kind and statement not in said:
            return GroupTask(
                kind="submit" if kind == "write" and _is_ready(step) else kind,
                head=head,
                since=prague_day(head.since),
                urgency=_urgency(tx, head),
                speakers=step.speakers,
                may_finish=step.choice is not None,
            )
    return None


def _is_ready(step: GroupStep) -> bool:
    return step.choice is not None and not step.choice.refusals


def _urgency(tx: Transaction, head: DocumentHead) -> str:
    if head.until is None:
        return ""
    return "late" if head.late else "soon" if head.until - prague_day(tx.now) <= SOON else ""

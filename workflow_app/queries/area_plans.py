"""The plans of an area with their reports and writing groups: what a new plan or report is begun from."""

from dataclasses import dataclass

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.models.body import Body
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan import IN_FORCE, Chapter, Plan
from workflow_app.models.process_instance import ProcessInstance


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """One plan of the area and the years that have a report."""

    plan_id: int
    process_id: int
    title: str
    period_from: int
    period_to: int
    is_in_force: bool
    is_withdrawn: bool
    reported_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OwnChapter:
    """A chapter that the coordinator writes. state: empty | begun | done."""

    id: int
    part: str
    title: str
    state: str


def area_plans(tx: Transaction, area_id: int) -> tuple[AreaPlan, ...]:
    """Return the plans of the area, the newest period first; one statement."""
    years = (
        select(func.array_agg(MonitoringReport.year))
        .where(MonitoringReport.plan_id == Plan.id)
        .scalar_subquery()
    )
    statement = (
        select(Plan, ProcessInstance.id, ProcessInstance.state, years)
        .join(ProcessInstance, (ProcessInstance.process == "plan") & (ProcessInstance.subject_id == Plan.id))
        .where(Plan.area_id == area_id)
        .order_by(Plan.period_from.desc(), Plan.id.desc())
    )
    return tuple(
        AreaPlan(
            plan_id=plan.id,
            process_id=process_id,
            title=plan.title,
            period_from=plan.period_from,
            period_to=plan.period_to,
            is_in_force=state in IN_FORCE,
            is_withdrawn=state == "withdrawn",
            reported_years=tuple(sorted(reported or ())),
        )
        for plan, process_id, state, reported in tx.session.execute(statement)
    )


def working_groups(tx: Transaction, area_id: int) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the working groups that the area has now, in Czech order."""
    statement = (
        select(Body.id, Body.name)
        .where(Body.area_id == area_id, Body.kind == "working_group", Body.valid_to.is_(None))
        .order_by(Body.sort_key, Body.id)
    )
    return tuple((body_id, name) for body_id, name in tx.session.execute(statement))


def own_chapters(tx: Transaction, plan_id: int) -> tuple[OwnChapter, ...]:
    """Return the chapters of a plan that no working group writes, in the order of the plan."""
    statement = (
        select(Chapter.id, Chapter.part, Chapter.title, Chapter.text != "", Chapter.done)
        .where(Chapter.plan_id == plan_id, Chapter.body_id.is_(None))
        .order_by(Chapter.position)
    )
    return tuple(
        OwnChapter(chapter_id, part, title, "done" if done else "begun" if filled else "empty")
        for chapter_id, part, title, filled, done in tx.session.execute(statement)
    )

"""The measures and priorities of the plan in force that one group may propose to change."""

from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.plan import Goal, Plan, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.working_group_desk import in_force_plan


@dataclass(frozen=True, slots=True)
class MeasureInForce:
    """One measure of the group. `proposal` is the process of the proposal that is open about it, if there is one."""

    id: int
    number: str
    title: str
    proposal: int | None


@dataclass(frozen=True, slots=True)
class Proposable:
    """What a proposal can be about: the group's measures, and its priorities (id -> number and name)."""

    plan_title: str
    measures: tuple[MeasureInForce, ...]
    priorities: dict[int, str]


def measures_in_force(tx: Transaction, area_id: int, body_id: int) -> Proposable | None:
    """Return what the group may propose to change; None when no plan of the area is in force."""
    plan_id = in_force_plan(tx, area_id)
    if plan_id is None:
        return None
    return Proposable(
        plan_title=tx.session.get_one(Plan, plan_id).title,
        measures=tuple(_measures(tx, plan_id, body_id)),
        priorities=_priorities(tx, plan_id, body_id),
    )


def _measures(tx: Transaction, plan_id: int, body_id: int) -> list[MeasureInForce]:
    open_changes = (
        select(MeasureChange.measure_id, ProcessInstance.id.label("process_id"))
        .join(ProcessInstance, ProcessInstance.subject_id == MeasureChange.id)
        .where(ProcessInstance.process == "measure", ProcessInstance.ended_at.is_(None))
        .subquery()
    )
    statement = (
        select(Measure.id, Measure.number, Measure.title, open_changes.c.process_id)
        .outerjoin(open_changes, open_changes.c.measure_id == Measure.id)
        .where(Measure.plan_id == plan_id, Measure.body_id == body_id)
        .order_by(Measure.position, Measure.id)
    )
    return [MeasureInForce(*row) for row in tx.session.execute(statement)]


def _priorities(tx: Transaction, plan_id: int, body_id: int) -> dict[int, str]:
    statement = (
        select(Priority.id, Priority.number, Priority.title)
        .join(Goal, Goal.id == Priority.goal_id)
        .where(Goal.plan_id == plan_id, Goal.body_id == body_id)
        .order_by(Goal.position, Priority.position)
    )
    return {key: f"{number} {title}" for key, number, title in tx.session.execute(statement)}

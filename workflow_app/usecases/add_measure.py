"""Adds a measure to a group's part of a plan that is being written."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.models.content import MeasureCard
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Goal, Priority
from workflow_app.usecases.add_goal import last_number, lock_plan, next_position, refuse_name
from workflow_app.usecases.measure_input import stored
from workflow_app.usecases.writing import open_for_writing, refuse_foreign


def add_measure(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    priority_id: int,
    title: str,
) -> int:
    """Add an empty card under a priority of the group's own goal and return the measure's id.

    The number follows the last one under the priority. Raises NotFound, Refused.
    """
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    refuse_name(title)
    lock_plan(tx, plan_id)
    priority = tx.session.get(Priority, priority_id)
    goal = tx.session.get(Goal, priority.goal_id) if priority else None
    if priority is None or goal is None or goal.plan_id != plan_id:
        raise NotFound(f"priority {priority_id}")
    refuse_foreign(tx, goal.body_id, body_id)
    numbers = tx.session.scalars(select(Measure.number).where(Measure.priority_id == priority_id))
    number = f"{priority.number}.{last_number(numbers) + 1}"
    measure = Measure(
        plan_id=plan_id,
        priority_id=priority_id,
        body_id=body_id,
        position=next_position(tx, Measure.position, Measure.plan_id == plan_id),
        number=number,
        title=title,
        card=stored(MeasureCard(number=number, title=title)),
        status="not_started",
        done=False,
        seq=0,
        saved_at=tx.now,
        saved_by_id=tx.actor.user_id,
    )
    tx.session.add(measure)
    tx.session.flush()
    after = {"number": number, "title": title}
    append_edit(tx, area_id=area_id, subject_kind="measure", subject_id=measure.id, before={}, after=after)
    return measure.id

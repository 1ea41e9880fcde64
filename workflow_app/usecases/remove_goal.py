"""Removes an empty goal, or an empty priority of a goal, from a plan that is being written."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Goal, Priority
from workflow_app.usecases.add_goal import lock_plan
from workflow_app.usecases.writing import lock_part, open_for_writing


def remove_goal(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    goal_id: int,
    seen: int | None,
) -> None:
    """Remove a goal that has no priority; its text stays in the history. Raises NotFound, Refused, Stale."""
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    lock_plan(tx, plan_id)  # so that nobody adds a priority meanwhile
    goal = lock_part(tx, Goal, goal_id, body_id, seen, plan_id=plan_id)
    if tx.session.scalar(select(Priority.id).where(Priority.goal_id == goal_id).limit(1)):
        raise Refused(Refusal("goal_is_not_empty", {"number": goal.number}))
    before = {"number": goal.number, "title": goal.title, "text": goal.text}
    append_edit(tx, area_id=area_id, subject_kind="goal", subject_id=goal_id, before=before, after={})
    tx.session.delete(goal)
    tx.session.flush()


def remove_priority(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    goal_id: int,
    priority_id: int,
    seen: int | None,
) -> None:
    """Remove a priority that has no measure; `seen` is the goal's number. Raises NotFound, Refused, Stale."""
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    lock_plan(tx, plan_id)
    lock_part(tx, Goal, goal_id, body_id, seen, plan_id=plan_id)
    priority = tx.session.get(Priority, priority_id)
    if priority is None or priority.goal_id != goal_id:
        raise NotFound(f"priority {priority_id} of goal {goal_id}")
    if tx.session.scalar(select(Measure.id).where(Measure.priority_id == priority_id).limit(1)):
        raise Refused(Refusal("priority_is_not_empty", {"number": priority.number}))
    before = {"number": priority.number, "title": priority.title}
    append_edit(tx, area_id=area_id, subject_kind="priority", subject_id=priority_id, before=before, after={})
    tx.session.delete(priority)
    tx.session.flush()

"""Adds a goal, or a priority under a goal, to a group's part of a plan that is being written."""

from typing import Any

from sqlalchemy import func, select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.plan import Goal, Plan, Priority
from workflow_app.usecases.measure_input import LONGEST_LINE
from workflow_app.usecases.writing import open_for_writing, refuse_foreign


def add_goal(
    tx: Transaction, catalogue: Catalogue, *, area_id: int, process_id: int, body_id: int, title: str
) -> int:
    """Add a goal of the group at the end of the plan and return its id. Raises NotFound, Refused."""
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    refuse_name(title)
    lock_plan(tx, plan_id)
    position = next_position(tx, Goal.position, Goal.plan_id == plan_id)
    numbers = tx.session.scalars(select(Goal.number).where(Goal.plan_id == plan_id))
    number = str(last_number(numbers) + 1)
    goal = Goal(
        plan_id=plan_id, body_id=body_id, position=position, number=number, title=title, text="", seq=0
    )
    tx.session.add(goal)
    tx.session.flush()
    after = {"number": number, "title": title}
    append_edit(tx, area_id=area_id, subject_kind="goal", subject_id=goal.id, before={}, after=after)
    return goal.id


def add_priority(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    goal_id: int,
    title: str,
) -> int:
    """Add a priority under a goal of the group and return its id. Raises NotFound, Refused."""
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    refuse_name(title)
    lock_plan(tx, plan_id)
    goal = tx.session.get(Goal, goal_id)
    if goal is None or goal.plan_id != plan_id:
        raise NotFound(f"goal {goal_id}")
    refuse_foreign(tx, goal.body_id, body_id)
    position = next_position(tx, Priority.position, Priority.goal_id == goal_id)
    numbers = tx.session.scalars(select(Priority.number).where(Priority.goal_id == goal_id))
    number = f"{goal.number}.{last_number(numbers) + 1}"
    priority = Priority(goal_id=goal_id, position=position, number=number, title=title, seq=0)
    tx.session.add(priority)
    tx.session.flush()
    after = {"number": number, "title": title}
    append_edit(tx, area_id=area_id, subject_kind="priority", subject_id=priority.id, before={}, after=after)
    return priority.id


def refuse_name(title: str) -> None:
    """Raise Refused for a name that is missing or longer than a heading can be."""
    if not title:
        raise Refused(Refusal("text_is_missing", field="title"))
    if len(title) > LONGEST_LINE:
        limits = {"limit": LONGEST_LINE, "length": len(title)}
        raise Refused(Refusal("text_is_too_long", limits, field="title"))


def lock_plan(tx: Transaction, plan_id: int) -> None:
    """Lock the plan's row, so that two additions at the same moment get two numbers."""
    tx.session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update())


def next_position(tx: Transaction, column: Any, home: Any) -> int:
    """Return the position after the last one among the rows of `home`."""
    return (tx.session.scalar(select(func.max(column)).where(home)) or 0) + 1


def last_number(numbers: Any) -> int:
    """Return the largest last part of numbers such as 1.2.3; 0 when there is none."""
    lasts = [number.rsplit(".", 1)[-1] for number in numbers]
    return max((int(last) for last in lasts if last.isdecimal()), default=0)

"""Saves a goal of a plan that is being written, with the names of its priorities."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.plan import Goal, Priority
from workflow_app.usecases.measure_input import LONGEST_LINE, LONGEST_TEXT
from workflow_app.usecases.writing import lock_part, open_for_writing


def save_goal(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    goal_id: int,
    title: str,
    text: str,
    priorities: Mapping[int, str],
    seen: int | None,
) -> None:
    """Save the goal; `priorities` maps ids of its priorities to their names.

    Raises NotFound, Refused with all that is wrong (fields title, text, priority-<id>), Stale.
    """
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    goal = lock_part(tx, Goal, goal_id, body_id, seen, plan_id=plan_id)
    rows = {row.id: row for row in tx.session.scalars(select(Priority).where(Priority.goal_id == goal_id))}
    if not priorities.keys() <= rows.keys():
        raise NotFound(f"priorities {sorted(priorities.keys() - rows.keys())} of goal {goal_id}")
    _refuse(title, text, priorities)
    before = _picture(goal, rows)
    goal.title, goal.text = title, text.replace("\r\n", "\n")
    for priority_id, name in priorities.items():
        rows[priority_id].title = name
    after = _picture(goal, rows)
    if before != after:
        goal.seq += 1
        append_edit(tx, area_id=area_id, subject_kind="goal", subject_id=goal_id, before=before, after=after)
    tx.session.flush()


def _picture(goal: Goal, priorities: Mapping[int, Priority]) -> dict[str, Any]:
    names = {row.number: row.title for row in priorities.values()}
    return {"title": goal.title, "text": goal.text, "priorities": names}


def _refuse(title: str, text: str, priorities: Mapping[int, str]) -> None:
    lines = {"title": title, **{f"priority-{key}": name for key, name in priorities.items()}}
    found = [Refusal("text_is_missing", field=field) for field, line in lines.items() if not line]
    limits = [(field, line, LONGEST_LINE) for field, line in lines.items()] + [("text", text, LONGEST_TEXT)]
    found += [
        Refusal("text_is_too_long", {"limit": limit, "length": len(line)}, field=field)
        for field, line, limit in limits
        if len(line) > limit
    ]
    if found:
        raise Refused(*found)

"""The working groups of an area: who sits there, which goals they write, what they came out of and became."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.models.area_decision import AreaDecision
from workflow_app.models.body import Body
from workflow_app.models.group_change import GroupChange
from workflow_app.models.measure import Measure
from workflow_app.models.plan import PAST, Goal, Plan, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.seat import Seat
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class GroupPerson:
    """Somebody who sits in the group today."""

    user_id: int
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class GroupGoal:
    """A goal that the group writes in a plan that lives on, with the number of its measures."""

    id: int
    plan: str
    number: str
    title: str
    measures: int


@dataclass(frozen=True, slots=True)
class GroupEvent:
    """A merger or split. `came` says that this group came out of it; `other` is the other group."""

    kind: str
    came: bool
    other: str
    on: date
    decision: str
    note: str


@dataclass(frozen=True, slots=True)
class WorkingGroup:
    """One group. `since` is the first day on which anybody sat there, `until` its last day."""

    id: int
    key: str
    name: str
    since: date | None
    until: date | None
    people: tuple[GroupPerson, ...]
    goals: tuple[GroupGoal, ...]
    events: tuple[GroupEvent, ...]


def working_groups_of(tx: Transaction, area_id: int) -> tuple[WorkingGroup, ...]:
    """Return all groups of the area, those of today first, in Czech order; four statements."""
    since = select(func.min(Seat.valid_from)).where(Seat.body_id == Body.id).scalar_subquery()
    statement = (
        select(Body, since)
        .where(Body.area_id == area_id, Body.kind == "working_group")
        .order_by(Body.valid_to.is_not(None), Body.sort_key, Body.id)
    )
    people, goals, events = _people(tx, area_id), _goals(tx, area_id), _events(tx, area_id)
    return tuple(
        WorkingGroup(
            id=body.id,
            key=body.key,
            name=body.name,
            since=first,
            until=body.valid_to,
            people=tuple(people.get(body.id, ())),
            goals=tuple(goals.get(body.id, ())),
            events=tuple(events.get(body.id, ())),
        )
        for body, first in tx.session.execute(statement)
    )


def working_group(tx: Transaction, area_id: int, key: str) -> WorkingGroup:
    """Return one group of the area that has not ended. Raises NotFound."""
    for group in working_groups_of(tx, area_id):
        if group.key == key and group.until is None:
            return group
    raise NotFound(f"working group {key}")


def decisions_about_groups(tx: Transaction, area_id: int) -> tuple[tuple[int, date, str, str], ...]:
    """Return (id, day, body, subject) of the decisions about groups that were not corrected, the newest first."""
    later = aliased(AreaDecision)
    statement = (
        select(AreaDecision.id, AreaDecision.decided_on, AreaDecision.body_name, AreaDecision.subject)
        .where(AreaDecision.area_id == area_id, AreaDecision.kind == "groups")
        .where(~select(later.id).where(later.corrects_id == AreaDecision.id).exists())
        .order_by(AreaDecision.decided_on.desc(), AreaDecision.id.desc())
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in tx.session.execute(statement))


def _people(tx: Transaction, area_id: int) -> dict[int, list[GroupPerson]]:
    """Those with a seat of their own; whoever sits here with another body as a whole goes where that body goes."""
    statement = (
        select(Seat.body_id, User.id, User.name, func.bool_or(Seat.role == "leader"))
        .join(User, User.id == Seat.user_id)
        .join(Body, Body.id == Seat.body_id)
        .where(Body.area_id == area_id, Body.kind == "working_group")
        .where(Seat.held_on(prague_day(tx.now)), Seat.block_seat_id.is_(None))
        .group_by(Seat.body_id, User.id, User.name)
        .order_by(func.bool_or(Seat.role == "leader").desc(), User.name, User.id)
    )
    found: dict[int, list[GroupPerson]] = {}
    for body_id, user_id, name, leads in tx.session.execute(statement):
        found.setdefault(body_id, []).append(GroupPerson(user_id, name, leads))
    return found


def _goals(tx: Transaction, area_id: int) -> dict[int, list[GroupGoal]]:
    measures = (
        select(func.count())
        .select_from(Measure)
        .join(Priority, Priority.id == Measure.priority_id)
        .where(Priority.goal_id == Goal.id)
        .scalar_subquery()
    )
    statement = (
        select(Goal, Plan.title, measures)
        .join(Plan, Plan.id == Goal.plan_id)
        .join(ProcessInstance, (ProcessInstance.subject_id == Plan.id) & (ProcessInstance.process == "plan"))
        .where(Plan.area_id == area_id, ProcessInstance.state.not_in(PAST))
        .order_by(Plan.period_from.desc(), Plan.id.desc(), Goal.position, Goal.id)
    )
    found: dict[int, list[GroupGoal]] = {}
    for goal, plan, count in tx.session.execute(statement):
        found.setdefault(goal.body_id, []).append(GroupGoal(goal.id, plan, goal.number, goal.title, count))
    return found


def _events(tx: Transaction, area_id: int) -> dict[int, list[GroupEvent]]:
    old, new = aliased(Body), aliased(Body)
    statement = (
        select(GroupChange, old.name, new.name, AreaDecision)
        .join(old, old.id == GroupChange.from_id)
        .join(new, new.id == GroupChange.to_id)
        .outerjoin(AreaDecision, AreaDecision.id == GroupChange.decision_id)
        .where(GroupChange.area_id == area_id)
        .order_by(GroupChange.changed_on, GroupChange.id)
    )
    found: dict[int, list[GroupEvent]] = {}
    for change, former, successor, decision in tx.session.execute(statement):
        found.setdefault(change.from_id, []).append(_event(change, False, successor, decision))
        found.setdefault(change.to_id, []).append(_event(change, True, former, decision))
    return found


def _event(change: Any, came: bool, other: str, decision: AreaDecision | None) -> GroupEvent:
    said = f"{decision.body_name}: {decision.subject}" if decision else ""
    return GroupEvent(change.kind, came, other, change.changed_on, said, change.note)

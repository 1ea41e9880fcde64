"""Begins a plan: the plan's row, its chapters with their writers, what is taken over from its predecessor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.body import Body
from workflow_app.models.group_change import successors
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Chapter, Goal, Plan, Priority
from workflow_app.models.plan_owner import PlanOwner, owner_on, owners_of
from workflow_app.usecases.plan_outline import OUTLINE

FIRST_YEAR, LAST_YEAR, LONGEST_YEARS = 2000, 2100, 20


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What the coordinator filled in.

    `writers`: key of a chapter -> id of the working group that writes it; chapters that are not named are the
    coordinator's. `chapters`: keys of the default structure that the plan will have. `copy_from_predecessor`
    takes over goals, priorities and measures, to be revised. `owner`: key of a union or lead_municipality; none is
    whoever owns the plans that the area begins today.
    """

    title: str
    period_from: int
    period_to: int
    predecessor_id: int | None = None
    copy_from_predecessor: bool = False
    owner: str | None = None
    chapters: tuple[str, ...] = tuple(item.key for item in OUTLINE)
    writers: Mapping[str, int] = field(default_factory=dict)


def start_plan(tx: Transaction, catalogue: Catalogue, area_id: int, wish: NewPlan) -> int:
    """Begin the plan and return the id of its process. Raises Refused with every reason."""
    refusals = [*_plain_refusals(wish), *_foreign(tx, area_id, wish)]
    if refusals:
        raise Refused(*refusals)
    owner = _owner(tx, area_id, wish)
    plan = Plan(
        area_id=area_id,
        title=wish.title,
        period_from=wish.period_from,
        period_to=wish.period_to,
        predecessor_id=wish.predecessor_id,
        owner_id=owner.union_id,
        owner_municipality_id=owner.municipality_id,
    )
    tx.session.add(plan)
    tx.session.flush()
    _write_chapters(tx, plan, wish)
    if wish.predecessor_id and wish.copy_from_predecessor:
        _copy_goals(tx, plan, wish.predecessor_id)
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="plan",
        subject_id=plan.id,
        before={},
        after={
            "title": plan.title,
            "period_from": plan.period_from,
            "period_to": plan.period_to,
            "plan_owner": owner.text("cs"),
        },
    )
    return start(tx, catalogue, "plan", area_id=area_id, subject_id=plan.id)


def _owner(tx: Transaction, area_id: int, wish: NewPlan) -> PlanOwner:
    """Return whose the plan will be. Raises Refused."""
    if wish.owner is None:
        return owner_on(tx.session, area_id, prague_day(tx.now))
    for owner in owners_of(tx.session, area_id):
        if owner.key == wish.owner:
            return owner
    raise Refused(Refusal("owner_is_not_of_this_area", field="owner"))


def _plain_refusals(wish: NewPlan) -> list[Refusal]:
    found = []
    if not wish.title.strip():
        found.append(Refusal("plan_has_no_title", field="title"))
    if len(wish.title) > 300:
        found.append(Refusal("text_is_too_long", {"limit": 300, "length": len(wish.title)}, field="title"))
    limits = {"first": FIRST_YEAR, "last": LAST_YEAR}
    for name in ("period_from", "period_to"):
        if not FIRST_YEAR <= getattr(wish, name) <= LAST_YEAR:
            found.append(Refusal("year_is_unlikely", limits, field=name))
    if not found and wish.period_to < wish.period_from:
        found.append(Refusal("period_ends_before_it_begins", field="period_to"))
    elif not found and wish.period_to - wish.period_from >= LONGEST_YEARS:
        found.append(Refusal("period_is_too_long", {"years": LONGEST_YEARS}, field="period_to"))
    return found


def _foreign(tx: Transaction, area_id: int, wish: NewPlan) -> list[Refusal]:
    """Groups and a predecessor must be of this very area."""
    groups = select(Body.id).where(
        Body.area_id == area_id, Body.kind == "working_group", Body.valid_to.is_(None)
    )
    own_groups = set(tx.session.scalars(groups))
    found = [] if set(wish.writers.values()) <= own_groups else [Refusal("group_is_not_of_this_area")]
    if wish.predecessor_id is not None:
        plan = select(Plan.id).where(Plan.id == wish.predecessor_id, Plan.area_id == area_id)
        if tx.session.execute(plan).first() is None:
            found.append(Refusal("plan_is_not_of_this_area", field="predecessor_id"))
    return found


def _write_chapters(tx: Transaction, plan: Plan, wish: NewPlan) -> None:
    chosen = [item for item in OUTLINE if item.key in wish.chapters]
    tx.session.add_all(
        Chapter(
            plan_id=plan.id,
            key=item.key,
            part=item.part,
            position=position,
            title=item.title,
            text="",
            body_id=wish.writers.get(item.key),
            done=False,
            seq=0,
        )
        for position, item in enumerate(chosen, start=1)
    )


def _copy_goals(tx: Transaction, plan: Plan, predecessor_id: int) -> None:
    """Take over goals, priorities and measures; their work starts anew and nothing counts as complete.

    What a group wrote that has merged since goes to the group that goes on.
    """
    session, writers = tx.session, successors(tx.session, plan.area_id)
    priorities: dict[int, Priority] = {}
    for goal in session.scalars(
        select(Goal).where(Goal.plan_id == predecessor_id).order_by(Goal.position)
    ).all():
        copy = Goal(
            plan_id=plan.id,
            body_id=writers.get(goal.body_id, goal.body_id),
            **_values(goal, ("position", "number", "title", "text")),
            seq=0,
        )
        session.add(copy)
        session.flush()
        for row in session.scalars(
            select(Priority).where(Priority.goal_id == goal.id).order_by(Priority.position)
        ).all():
            priorities[row.id] = Priority(
                goal_id=copy.id, **_values(row, ("position", "number", "title")), seq=0
            )
            session.add(priorities[row.id])
    session.flush()
    for measure in session.scalars(
        select(Measure).where(Measure.plan_id == predecessor_id).order_by(Measure.position)
    ):
        session.add(
            Measure(
                plan_id=plan.id,
                priority_id=priorities[measure.priority_id].id,
                body_id=writers.get(measure.body_id, measure.body_id),
                **_values(measure, ("position", "number", "title")),
                card=_within(plan, measure.card),
                status="not_started",
                done=False,
                seq=0,
            )
        )


def _within(plan: Plan, card: dict[str, Any]) -> dict[str, Any]:
    """Return a card without the years and the money of another period: nothing could be saved beside them."""
    period = range(plan.period_from, plan.period_to + 1)
    years = {name: card.get(name) for name in ("year_from", "year_to")}
    return {
        **card,
        **{name: year if year in period else None for name, year in years.items()},
        "costs": [cost for cost in card.get("costs", ()) if cost["year"] in period],
    }


def _values(row: object, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}

"""What a yearly action plan takes from its plan: every measure with its last result, and one of them to work out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.action_plan_text import LastResult, background, chosen_before, last_results
from workflow_app.models.body import Body
from workflow_app.models.content import MeasureCard, card_of_row
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Goal, Priority
from workflow_app.models.user import User
from workflow_app.models.working_text import card_of
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.writing_window import text_is_closed


@dataclass(frozen=True, slots=True)
class YearRow:
    """One measure of the plan. Without `entry_id` it has never been chosen for this year.

    `activities` and `costs_czk` are those of the year, `last` is what was reported on the measure last.
    """

    measure_id: int
    entry_id: int | None
    number: str
    title: str
    group: str
    chosen: bool
    continues: bool
    owner: str
    activities: int
    costs_czk: int
    last: LastResult | None


@dataclass(frozen=True, slots=True)
class YearGoal:
    """A goal of the plan with its measures."""

    number: str
    title: str
    rows: tuple[YearRow, ...]


@dataclass(frozen=True, slots=True)
class YearChoice:
    """What the coordinator chooses from. `closed` is why nothing can be changed now; None when it can."""

    head: DocumentHead
    year: int
    introduction: str
    seq: int
    goals: tuple[YearGoal, ...]
    closed: Refusal | None

    @property
    def chosen(self) -> list[YearRow]:
        """The measures that belong to the year."""
        return [row for goal in self.goals for row in goal.rows if row.chosen]


@dataclass(frozen=True, slots=True)
class YearMeasure:
    """One chosen measure: its card of the year, its card in the plan, and what was reported on it last."""

    entry_id: int
    card: MeasureCard
    planned: MeasureCard
    group: str
    last: LastResult | None
    seq: int
    saved_at: datetime | None
    saved_by: str


def year_choice(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> YearChoice:
    """Return all measures of the plan that an action plan belongs to, by goal.

    Raises NotFound for another area's process and for one that is no action plan's.
    """
    head = document_head(tx, catalogue, area_id, process_id)
    row = _action_plan(tx, head)
    return YearChoice(
        head=head,
        year=row.year,
        introduction=row.introduction,
        seq=row.seq,
        goals=tuple(_goals(tx, row)),
        closed=text_is_closed(tx, catalogue, process_id),
    )


def _action_plan(tx: Transaction, head: DocumentHead) -> ActionPlan:
    if head.kind != "action_plan":
        raise NotFound(f"action plan process {head.process_id}")
    return tx.session.get_one(ActionPlan, head.subject_id, populate_existing=True)


def _goals(tx: Transaction, row: ActionPlan) -> Iterator[YearGoal]:
    statement = (
        select(Goal, Measure, Body.name, ActionPlanEntry)
        .join(Priority, Priority.goal_id == Goal.id)
        .join(Measure, Measure.priority_id == Priority.id)
        .join(Body, Body.id == Measure.body_id)
        .outerjoin(
            ActionPlanEntry,
            (ActionPlanEntry.measure_id == Measure.id) & (ActionPlanEntry.action_plan_id == row.id),
        )
        .where(Goal.plan_id == row.plan_id)
        .order_by(Goal.position, Goal.id, Measure.position, Measure.id)
        .execution_options(populate_existing=True)
    )
    results = last_results(tx.session, row.plan_id, row.year)
    before = chosen_before(tx.session, row.plan_id, row.year)
    goals: dict[int, Goal] = {}
    rows: dict[int, list[YearRow]] = {}
    for goal, measure, group, entry in tx.session.execute(statement):
        goals[goal.id] = goal
        known = measure.id in before
        rows.setdefault(goal.id, []).append(_row(measure, group, entry, results.get(measure.id), known=known))
    for goal_id, goal in goals.items():
        yield YearGoal(goal.number, goal.title, tuple(rows[goal_id]))


def _row(
    measure: Measure, group: str, entry: ActionPlanEntry | None, last: LastResult | None, *, known: bool
) -> YearRow:
    card = entry.card if entry else {}
    return YearRow(
        measure_id=measure.id,
        entry_id=entry.id if entry else None,
        number=measure.number,
        title=measure.title,
        group=group,
        chosen=entry is not None and entry.chosen,
        continues=background(measure, last, is_known=known).continues,
        owner=str(card.get("owner", "")),
        activities=len(card.get("activities", ())),
        costs_czk=sum(cost["amount_czk"] for cost in card.get("costs", ())),
        last=last,
    )


def year_measure(tx: Transaction, head: DocumentHead, entry_id: int) -> YearMeasure:
    """Return one measure of an action plan. Raises NotFound, also for another action plan's."""
    row = _action_plan(tx, head)
    statement = (
        select(ActionPlanEntry, Measure, Body, User.name)
        .join(Measure, Measure.id == ActionPlanEntry.measure_id)
        .join(Body, Body.id == ActionPlanEntry.body_id)
        .outerjoin(User, User.id == ActionPlanEntry.saved_by_id)
        .where(ActionPlanEntry.id == entry_id, ActionPlanEntry.action_plan_id == row.id)
        .execution_options(populate_existing=True)
    )
    found = tx.session.execute(statement).first()
    if found is None:
        raise NotFound(f"action plan entry {entry_id}")
    entry, measure, body, saved_by = found
    return YearMeasure(
        entry_id=entry.id,
        card=card_of_row(entry.card, number=measure.number, title=measure.title, body=body.key),
        planned=card_of(measure, body.key),
        group=body.name,
        last=last_results(tx.session, row.plan_id, row.year).get(measure.id),
        seq=entry.seq,
        saved_at=entry.saved_at,
        saved_by=saved_by or "",
    )

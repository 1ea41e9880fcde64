"""Collects the working text of a yearly action plan: its chosen measures under the goals of the plan."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.action_plan_content import ActionPlanContent, MeasureBackground
from workflow_app.models.area import Area
from workflow_app.models.content import Goal, MeasureCard, card_of_row
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.working_text import plan_text

NOT_BEGUN = ("not_reported", "not_started", "in_preparation")


@dataclass(frozen=True, slots=True)
class LastResult:
    """What was reported on a measure last: the year, its state, its comment, and what is to be done next."""

    year: int
    status: str
    comment: str
    next_step: str


def last_results(session: Session, plan_id: int, before_year: int) -> dict[int, LastResult]:
    """Return what each measure's newest report of an earlier year says: id of the measure -> result.

    A report that is still being written counts, for the next year is planned while this one is evaluated
    (domain § 6.2); a withdrawn one does not.
    """
    process = ProcessInstance
    statement = (
        select(MeasureResult, MonitoringReport.year)
        .join(MonitoringReport, MonitoringReport.id == MeasureResult.report_id)
        .join(process, (process.process == "monitoring_report") & (process.subject_id == MonitoringReport.id))
        .where(
            MonitoringReport.plan_id == plan_id,
            MonitoringReport.year < before_year,
            process.state != "withdrawn",
            MeasureResult.status != "not_reported",
        )
        .order_by(MonitoringReport.year)
    )
    return {
        row.measure_id: LastResult(year, row.status, row.comment, row.next_step)
        for row, year in session.execute(statement)
    }


def chosen_before(session: Session, plan_id: int, before_year: int) -> set[int]:
    """Return the ids of the measures in the newest action plan of an earlier year that was not withdrawn."""
    process = ProcessInstance
    newest = (
        select(ActionPlan.id)
        .join(process, (process.process == "action_plan") & (process.subject_id == ActionPlan.id))
        .where(ActionPlan.plan_id == plan_id, ActionPlan.year < before_year, process.state != "withdrawn")
        .order_by(ActionPlan.year.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(ActionPlanEntry.measure_id).where(
        ActionPlanEntry.action_plan_id == newest, ActionPlanEntry.chosen
    )
    return set(session.scalars(statement))


def action_plan_text(session: Session, action_plan_id: int) -> ActionPlanContent:
    """Return the working text of an action plan; goals and priorities without a chosen measure are left out."""
    row = session.get_one(ActionPlan, action_plan_id)
    plan = session.get_one(Plan, row.plan_id)
    text = plan_text(session, row.plan_id)
    entries = session.execute(
        select(ActionPlanEntry, Measure)
        .join(Measure, Measure.id == ActionPlanEntry.measure_id)
        .where(ActionPlanEntry.action_plan_id == row.id, ActionPlanEntry.chosen)
        .order_by(Measure.position, Measure.id)
    ).all()
    results = last_results(session, row.plan_id, row.year)
    before = chosen_before(session, row.plan_id, row.year)
    cards = {measure.number: entry.card for entry, measure in entries}
    return ActionPlanContent(
        naming=row.naming,
        plan_title=plan.title,
        period_from=plan.period_from,
        period_to=plan.period_to,
        area=session.get_one(Area, row.area_id).name["cs"],
        year=row.year,
        introduction=row.introduction,
        goals=tuple(goal for goal in (_goal(item, cards) for item in text.goals) if goal.priorities),
        backgrounds=tuple(
            background(measure, results.get(measure.id), is_known=measure.id in before)
            for _entry, measure in entries
        ),
    )


def background(measure: Measure, result: LastResult | None, *, is_known: bool) -> MeasureBackground:
    """Return how a measure stands: `is_known` says that an earlier action plan had it."""
    continues = is_known or (result is not None and result.status not in NOT_BEGUN)
    if result is None:
        return MeasureBackground(measure.number, continues)
    return MeasureBackground(measure.number, continues, result.year, result.status)


def _goal(goal: Goal, cards: dict[str, dict[str, Any]]) -> Goal:
    priorities = (
        replace(
            item,
            measures=tuple(_card(card, cards[card.number]) for card in item.measures if card.number in cards),
        )
        for item in goal.priorities
    )
    return replace(goal, text="", priorities=tuple(item for item in priorities if item.measures))


def _card(planned: MeasureCard, card: dict[str, Any]) -> MeasureCard:
    """Return this year's card under the number and title that the measure has in the plan."""
    return card_of_row(card, number=planned.number, title=planned.title, body=planned.body)

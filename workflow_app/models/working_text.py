"""Collects the working text of a document from its rows, as the content that a version would freeze."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.content import (
    Chapter,
    Goal,
    IndicatorResult,
    IntentContent,
    MeasureCard,
    MeasureChangeContent,
    MeasureResult,
    PlanContent,
    Priority,
    ReportContent,
    card_of_row,
)
from workflow_app.models.intent import AskedMunicipality, Intent
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult as MeasureResultRow
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.municipality import Municipality
from workflow_app.models.plan import Chapter as ChapterRow
from workflow_app.models.plan import Goal as GoalRow
from workflow_app.models.plan import Plan
from workflow_app.models.plan import Priority as PriorityRow


def card_of(measure: Measure | MeasureChange, body_key: str) -> MeasureCard:
    """Return the card of a measure's or a proposal's row."""
    return card_of_row(measure.card, number=measure.number, title=measure.title, body=body_key)


def _body_keys(session: Session, area_id: int) -> dict[int | None, str]:
    rows = session.execute(select(Body.id, Body.key).where(Body.area_id == area_id))
    return {None: "", **{body_id: key for body_id, key in rows}}


def plan_text(session: Session, plan_id: int) -> PlanContent:
    """Return the working text of a plan; five statements whatever its size."""
    plan = session.get_one(Plan, plan_id)
    area = session.get_one(Area, plan.area_id)
    keys = _body_keys(session, plan.area_id)
    chapters = session.scalars(
        select(ChapterRow).where(ChapterRow.plan_id == plan_id).order_by(ChapterRow.position)
    )
    return PlanContent(
        title=plan.title,
        period_from=plan.period_from,
        period_to=plan.period_to,
        area=area.name["cs"],
        chapters=tuple(
            Chapter(key=row.key, part=row.part, title=row.title, text=row.text, body=keys[row.body_id])
            for row in chapters
        ),
        goals=_goals(session, plan_id, keys),
    )


def _goals(session: Session, plan_id: int, keys: dict[int | None, str]) -> tuple[Goal, ...]:
    cards: dict[int, list[MeasureCard]] = {}
    measures = session.scalars(
        select(Measure).where(Measure.plan_id == plan_id).order_by(Measure.position, Measure.id)
    )
    for measure in measures:
        cards.setdefault(measure.priority_id, []).append(card_of(measure, keys[measure.body_id]))
    priorities: dict[int, list[Priority]] = {}
    rows = session.scalars(
        select(PriorityRow)
        .join(GoalRow, GoalRow.id == PriorityRow.goal_id)
        .where(GoalRow.plan_id == plan_id)
        .order_by(PriorityRow.position, PriorityRow.id)
    )
    for row in rows:
        priority = Priority(row.number, row.title, tuple(cards.get(row.id, ())))
        priorities.setdefault(row.goal_id, []).append(priority)
    goals = session.scalars(
        select(GoalRow).where(GoalRow.plan_id == plan_id).order_by(GoalRow.position, GoalRow.id)
    )
    return tuple(
        Goal(goal.number, goal.title, goal.text, keys[goal.body_id], tuple(priorities.get(goal.id, ())))
        for goal in goals
    )


def measure_change_text(session: Session, change_id: int) -> MeasureChangeContent:
    """Return a proposal as content: the card as it stands in the plan now, and as it is proposed."""
    change = session.get_one(MeasureChange, change_id)
    plan = session.get_one(Plan, change.plan_id)
    keys = _body_keys(session, change.area_id)
    measure = session.get(Measure, change.measure_id) if change.measure_id else None
    return MeasureChangeContent(
        plan_title=plan.title,
        period_from=plan.period_from,
        period_to=plan.period_to,
        area=session.get_one(Area, change.area_id).name["cs"],
        reason=change.reason,
        before=card_of(measure, keys[measure.body_id]) if measure else None,
        after=card_of(change, keys[change.body_id]),
    )


def report_text(session: Session, report_id: int) -> ReportContent:
    """Return the working text of a monitoring report; every measure of the plan appears."""
    report = session.get_one(MonitoringReport, report_id)
    plan = session.get_one(Plan, report.plan_id)
    keys = _body_keys(session, report.area_id)
    rows = session.execute(
        select(MeasureResultRow, Measure)
        .join(Measure, Measure.id == MeasureResultRow.measure_id)
        .where(MeasureResultRow.report_id == report_id)
        .order_by(Measure.position, Measure.id)
    )
    return ReportContent(
        plan_title=plan.title,
        period_from=plan.period_from,
        period_to=plan.period_to,
        area=session.get_one(Area, report.area_id).name["cs"],
        year=report.year,
        introduction=report.introduction,
        conclusion=report.conclusion,
        results=tuple(_result(row, measure, keys[row.body_id]) for row, measure in rows),
    )


def _result(row: MeasureResultRow, measure: Measure, body_key: str) -> MeasureResult:
    return MeasureResult(
        number=measure.number,
        title=measure.title,
        owner=str(measure.card.get("owner", "")),
        body=body_key,
        status=row.status,
        comment=row.comment,
        indicators=tuple(IndicatorResult(**item) for item in row.indicators),
        planned_czk=row.planned_czk,
        spent_czk=row.spent_czk,
        deviation=row.deviation,
        next_step=row.next_step,
    )


def intent_text(session: Session, intent_id: int) -> IntentContent:
    """Return the working text of an intent; the municipalities asked in Czech order."""
    intent = session.get_one(Intent, intent_id, populate_existing=True)
    asked = session.scalars(
        select(Municipality.code)
        .join(AskedMunicipality, AskedMunicipality.municipality_id == Municipality.id)
        .where(AskedMunicipality.subject_kind == "intent", AskedMunicipality.subject_id == intent_id)
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return IntentContent(
        title=intent.title,
        area=session.get_one(Area, intent.area_id).name["cs"],
        territory=intent.territory,
        text=intent.text,
        join_on=intent.join_on.isoformat(),
        municipalities=tuple(asked),
        cost_share_czk=intent.cost_share_czk,
    )

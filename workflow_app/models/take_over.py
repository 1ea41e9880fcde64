"""Writes a frozen text back to the rows of the working text, once it is what holds."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.intent import Intent
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.plan import Chapter, Goal, Priority

_OF_THE_ROW = ("number", "title", "body")  # columns of a measure; everything else is its card
_OF_A_RESULT = ("status", "comment", "indicators", "planned_czk", "spent_czk", "deviation", "next_step")
_OF_AN_INTENT = ("title", "territory", "text", "cost_share_czk")


def take_over_plan(session: Session, plan_id: int, content: Mapping[str, Any]) -> None:
    """Make the wording of a plan's chapters, goals, priorities and measures that of `content`.

    Parts find each other by key or number. Nothing is added or dropped: a change of wording keeps the structure.
    """
    chapters = {item["key"]: item for item in content["chapters"]}
    for chapter in session.scalars(select(Chapter).where(Chapter.plan_id == plan_id)):
        chapter.title, chapter.text = chapters[chapter.key]["title"], chapters[chapter.key]["text"]
        chapter.seq += 1
    goals = {item["number"]: item for item in content["goals"]}
    priorities = {item["number"]: item for goal in content["goals"] for item in goal["priorities"]}
    cards = {card["number"]: card for item in priorities.values() for card in item["measures"]}
    for goal in session.scalars(select(Goal).where(Goal.plan_id == plan_id)):
        goal.title, goal.text = goals[goal.number]["title"], goals[goal.number]["text"]
        goal.seq += 1
        for priority in session.scalars(select(Priority).where(Priority.goal_id == goal.id)):
            priority.title = priorities[priority.number]["title"]
    for measure in session.scalars(select(Measure).where(Measure.plan_id == plan_id)):
        card = cards[measure.number]
        measure.title = card["title"]
        measure.card = _card(card)
        measure.seq += 1
    session.flush()


def take_over_report(session: Session, report_id: int, content: Mapping[str, Any]) -> None:
    """Make the words and figures of a yearly report those of `content`."""
    report = session.get_one(MonitoringReport, report_id)
    report.introduction, report.conclusion = content["introduction"], content["conclusion"]
    results = {item["number"]: item for item in content["results"]}
    rows = session.execute(
        select(MeasureResult, Measure.number)
        .join(Measure, Measure.id == MeasureResult.measure_id)
        .where(MeasureResult.report_id == report_id)
    )
    for row, number in rows.all():
        for name in _OF_A_RESULT:
            setattr(row, name, results[number][name])
        row.seq += 1
    session.flush()


def take_over_action_plan(session: Session, action_plan_id: int, content: Mapping[str, Any]) -> None:
    """Make the introduction of a yearly action plan and the cards of its chosen measures those of `content`."""
    row = session.get_one(ActionPlan, action_plan_id)
    row.introduction, row.seq = content["introduction"], row.seq + 1
    cards = {
        card["number"]: card
        for goal in content["goals"]
        for priority in goal["priorities"]
        for card in priority["measures"]
    }
    entries = session.execute(
        select(ActionPlanEntry, Measure.number)
        .join(Measure, Measure.id == ActionPlanEntry.measure_id)
        .where(ActionPlanEntry.action_plan_id == action_plan_id, ActionPlanEntry.chosen)
    )
    for entry, number in entries.all():
        entry.card, entry.seq = _card(cards[number]), entry.seq + 1
    session.flush()


def take_over_measure_change(session: Session, change_id: int, content: Mapping[str, Any]) -> None:
    """Make the card that a proposal proposes that of `content`."""
    change, after = session.get_one(MeasureChange, change_id), content["after"]
    change.title, change.card, change.seq = after["title"], _card(after), change.seq + 1
    session.flush()


def take_over_intent(session: Session, intent_id: int, content: Mapping[str, Any]) -> None:
    """Make the wording of an intent and its share of the costs those of `content`; who is asked stays."""
    intent = session.get_one(Intent, intent_id)
    for name in _OF_AN_INTENT:
        setattr(intent, name, content[name])
    intent.seq += 1
    session.flush()


def _card(card: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if name not in _OF_THE_ROW}

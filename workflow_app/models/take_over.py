"""Writes a frozen text back to the rows of the working text, once it is what holds."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.intent import Intent
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.numbers import rows_in_order
from workflow_app.models.plan import Chapter, Goal

_OF_THE_ROW = ("number", "title", "body")  # columns of a measure; everything else is its card
_OF_A_RESULT = ("status", "comment", "indicators", "planned_czk", "spent_czk", "deviation", "next_step")
_OF_AN_INTENT = ("title", "territory", "text", "cost_share_czk")


def take_over_plan(session: Session, plan_id: int, content: Mapping[str, Any]) -> None:
    """Make the wording of a plan's chapters, goals, priorities and measures that of `content`.

    Nothing is added or dropped: a change of wording keeps the structure. So chapters find each other by their key,
    everything else by its place, and numbers may change.
    """
    chapters = {item["key"]: item for item in content["chapters"]}
    for chapter in session.scalars(select(Chapter).where(Chapter.plan_id == plan_id)):
        chapter.title, chapter.text = chapters[chapter.key]["title"], chapters[chapter.key]["text"]
        chapter.seq += 1
    for row, item in zip(rows_in_order(session, plan_id), _in_order(content), strict=True):
        row.number, row.title = item["number"], item["title"]
        row.seq += 1
        if isinstance(row, Goal):
            row.text = item["text"]
        if isinstance(row, Measure):
            row.card = _card(item)
    session.flush()


def _in_order(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what models/numbers.py rows_in_order yields, as the text has it."""
    for goal in content["goals"]:
        yield goal
        for priority in goal["priorities"]:
            yield priority
            yield from priority["measures"]


def take_over_report(session: Session, report_id: int, content: Mapping[str, Any]) -> None:
    """Make the words and figures of a yearly report those of `content`; measures may have new numbers since."""
    report = session.get_one(MonitoringReport, report_id)
    report.introduction, report.conclusion = content["introduction"], content["conclusion"]
    rows = session.scalars(
        select(MeasureResult)
        .join(Measure, Measure.id == MeasureResult.measure_id)
        .where(MeasureResult.report_id == report_id)
        .order_by(Measure.position, Measure.id)  # the order in which working_text.py collects them
    )
    for row, item in zip(rows.all(), content["results"], strict=True):
        for name in _OF_A_RESULT:
            setattr(row, name, item[name])
        row.seq += 1
    session.flush()


def take_over_action_plan(session: Session, action_plan_id: int, content: Mapping[str, Any]) -> None:
    """Make the introduction of a yearly action plan and the cards of its chosen measures those of `content`."""
    row = session.get_one(ActionPlan, action_plan_id)
    row.introduction, row.seq = content["introduction"], row.seq + 1
    # By place: the plan may have new numbers since, and its order is the one in which the text was collected.
    cards = [
        card for goal in content["goals"] for priority in goal["priorities"] for card in priority["measures"]
    ]
    chosen = session.scalars(
        select(ActionPlanEntry).where(
            ActionPlanEntry.action_plan_id == action_plan_id, ActionPlanEntry.chosen
        )
    )
    entries = {entry.measure_id: entry for entry in chosen}
    measures = [item for item in rows_in_order(session, row.plan_id) if isinstance(item, Measure)]
    for measure, card in zip((item for item in measures if item.id in entries), cards, strict=True):
        entry = entries[measure.id]
        entry.card, entry.seq = _card(card), entry.seq + 1
    session.flush()


def take_over_measure_change(session: Session, change_id: int, content: Mapping[str, Any]) -> None:
    """Make the card that a proposal proposes that of `content`."""
    change, after = session.get_one(MeasureChange, change_id), content["after"]
    change.title, change.card, change.seq = after["title"], _card(after), change.seq + 1
    session.flush()


def take_over_intent(session: Session, intent_id: int, content: Mapping[str, Any]) -> None:
    """Make the wording of an intent and its figures those of `content`; who is asked stays."""
    intent = session.get_one(Intent, intent_id)
    for name in _OF_AN_INTENT:
        setattr(intent, name, content[name])
    intent.join_on = date.fromisoformat(content["join_on"])
    intent.seq += 1
    session.flush()


def _card(card: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if name not in _OF_THE_ROW}

"""What a frozen version holds: the text of a plan, a measure card or a yearly report as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of a measure. `due` is free text such as "průběžně" or "6/2028"."""

    number: str
    title: str
    due: str = ""
    implementer: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Planned money of one year from one source, in whole crowns."""

    year: int
    amount_czk: int
    source: str  # municipality | region | state | eu | foundation | user_fees | other


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that tells whether the measure works; values are free text ("12 klientů")."""

    name: str
    unit: str = ""
    baseline: str = ""
    target: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """The essential fields of a measure card (domain § 4.2). Municipalities are 6-digit codes; empty means all."""

    number: str
    title: str
    target_group: str = ""
    description: str = ""
    justification: str = ""
    owner: str = ""
    implementer: str = ""
    cooperating: str = ""
    municipalities: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    costs: tuple[Cost, ...] = ()
    capacity: str = ""
    outputs: str = ""
    indicators: tuple[Indicator, ...] = ()
    impact: str = ""
    risks: str = ""
    intent: str = ""  # maintain | improve | develop | new | close
    urgency: str = ""  # high | medium | low
    activities: tuple[Activity, ...] = ()
    body: str = ""  # key of the working group that writes it


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority under a goal, with its measures."""

    number: str
    title: str
    measures: tuple[MeasureCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A strategic goal written by one working group."""

    number: str
    title: str
    text: str = ""
    body: str = ""
    priorities: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of prose. Paragraphs are separated by an empty line, list items start with "- "."""

    key: str
    part: str  # opening | descriptive | analytical | strategic | implementation | annex
    title: str
    text: str = ""
    body: str = ""  # key of the working group that writes it; empty means the coordinator


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The whole text of one version of a plan; what a council sees and its resolution is bound to."""

    title: str
    period_from: int
    period_to: int
    area: str
    chapters: tuple[Chapter, ...] = ()
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureChangeContent:
    """A proposal of one new measure or a change of one: the card before (if any), the card after, and why."""

    plan_title: str
    period_from: int
    period_to: int
    area: str
    reason: str
    before: MeasureCard | None
    after: MeasureCard


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """Planned and reached value of one indicator in the reported year, as free text."""

    name: str
    unit: str = ""
    planned: str = ""
    reached: str = ""


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure in one year. `status` is a code of domain § 3.7; `not_reported` means nobody sent anything."""

    number: str
    title: str
    owner: str = ""
    body: str = ""
    status: str = "not_reported"
    comment: str = ""
    indicators: tuple[IndicatorResult, ...] = ()
    planned_czk: int = 0
    spent_czk: int | None = None
    deviation: str = ""
    next_step: str = ""  # continue | adjust | cancel | carry_over


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The whole text of one version of a yearly monitoring report."""

    plan_title: str
    period_from: int
    period_to: int
    area: str
    year: int
    introduction: str = ""
    conclusion: str = ""
    results: tuple[MeasureResult, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class IntentContent:
    """The whole text of an intent to plan together. `join_on` is an ISO day, the cost share is yearly crowns a head."""

    title: str
    area: str
    territory: str
    text: str
    join_on: str
    municipalities: tuple[str, ...] = ()  # 6-digit codes of those asked
    cost_share_czk: int | None = None


def card_from_json(data: dict[str, Any]) -> MeasureCard:
    """Rebuild a measure card from the JSON that a version or a form keeps."""
    return MeasureCard(
        **{
            **data,
            "municipalities": tuple(data.get("municipalities", ())),
            "costs": tuple(Cost(**cost) for cost in data.get("costs", ())),
            "indicators": tuple(Indicator(**item) for item in data.get("indicators", ())),
            "activities": tuple(Activity(**item) for item in data.get("activities", ())),
        }
    )


def card_of_row(kept: dict[str, Any], *, number: str, title: str, body: str) -> MeasureCard:
    """Rebuild the card that a row keeps, under what the measure is called today: its activities follow its number."""
    activities = with_activities(kept.get("activities", ()), number)
    return card_from_json({**kept, "activities": activities, "number": number, "title": title, "body": body})


def with_activities(activities: Iterable[dict[str, Any]], number: str) -> list[dict[str, Any]]:
    """Return the activities of a measure under its number."""
    return [{**item, "number": activity_number(item["number"], number)} for item in activities]


def activity_number(number: str, measure: str) -> str:
    """Return the number of an activity under its measure's; its own place, the last part, stays: "4.1.2.3"."""
    return f"{measure}.{number.rpartition('.')[2]}"


def _priority(data: dict[str, Any]) -> Priority:
    return Priority(**{**data, "measures": tuple(card_from_json(card) for card in data["measures"])})


def goal_from_json(data: dict[str, Any]) -> Goal:
    """Rebuild a goal with its priorities and measures from the JSON of a version."""
    return Goal(**{**data, "priorities": tuple(_priority(item) for item in data["priorities"])})


def plan_from_json(data: dict[str, Any]) -> PlanContent:
    """Rebuild the content of a plan from the JSON of a version."""
    chapters = tuple(Chapter(**item) for item in data["chapters"])
    return PlanContent(
        **{**data, "chapters": chapters, "goals": tuple(goal_from_json(item) for item in data["goals"])}
    )


def measure_change_from_json(data: dict[str, Any]) -> MeasureChangeContent:
    """Rebuild the content of a measure change from the JSON of a version."""
    before = card_from_json(data["before"]) if data["before"] else None
    return MeasureChangeContent(**{**data, "before": before, "after": card_from_json(data["after"])})


def _result(data: dict[str, Any]) -> MeasureResult:
    return MeasureResult(
        **{**data, "indicators": tuple(IndicatorResult(**item) for item in data["indicators"])}
    )


def report_from_json(data: dict[str, Any]) -> ReportContent:
    """Rebuild the content of a monitoring report from the JSON of a version."""
    return ReportContent(**{**data, "results": tuple(_result(item) for item in data["results"])})


def intent_from_json(data: dict[str, Any]) -> IntentContent:
    """Rebuild the content of an intent from the JSON of a version."""
    return IntentContent(**{**data, "municipalities": tuple(data["municipalities"])})

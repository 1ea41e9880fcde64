"""What a frozen version of a yearly action plan holds, as plain data."""

from dataclasses import dataclass, replace
from typing import Any

from workflow_app.models.content import Chapter, Goal, MeasureCard, PlanContent, goal_from_json


@dataclass(frozen=True, slots=True)
class MeasureBackground:
    """How a chosen measure stands: new in this year or continuing, and the state reported last (domain § 3.7)."""

    number: str
    continues: bool
    reported_year: int | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class ActionPlanContent:
    """The whole text of one version of a yearly action plan (domain § 4.3).

    Goals, priorities and measures are those of the plan and keep its numbers; the cards hold one year only.
    """

    naming: str  # action | implementation
    plan_title: str
    period_from: int
    period_to: int
    area: str
    year: int
    introduction: str = ""
    goals: tuple[Goal, ...] = ()
    backgrounds: tuple[MeasureBackground, ...] = ()

    @property
    def measures(self) -> tuple[MeasureCard, ...]:
        """The chosen measures in the order of the plan."""
        return tuple(card for goal in self.goals for item in goal.priorities for card in item.measures)

    @property
    def total_czk(self) -> int:
        """The money of the year from all sources, in whole crowns."""
        return sum(cost.amount_czk for card in self.measures for cost in card.costs)

    def as_plan(self) -> PlanContent:
        """Return the same text as a small plan, so that two texts, also of two years, compare like two plans.

        Cards do not repeat the year, which all of them share.
        """
        introduction = Chapter("introduction", "opening", "Úvod", self.introduction)
        return PlanContent(
            self.plan_title,
            self.period_from,
            self.period_to,
            self.area,
            (introduction,),
            tuple(map(_of_any_year, self.goals)),
        )

    def background(self, number: str) -> MeasureBackground:
        """Return how the measure of this number stands. Raises KeyError."""
        return {item.number: item for item in self.backgrounds}[number]


def _of_any_year(goal: Goal) -> Goal:
    priorities = (
        replace(item, measures=tuple(replace(card, year_from=None, year_to=None) for card in item.measures))
        for item in goal.priorities
    )
    return replace(goal, priorities=tuple(priorities))


def action_plan_from_json(data: dict[str, Any]) -> ActionPlanContent:
    """Rebuild the content of an action plan from the JSON of a version."""
    return ActionPlanContent(
        **{
            **data,
            "goals": tuple(goal_from_json(goal) for goal in data["goals"]),
            "backgrounds": tuple(MeasureBackground(**item) for item in data["backgrounds"]),
        }
    )

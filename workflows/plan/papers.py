"""What the printed plan is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow_app.models.content import Chapter, Goal, MeasureCard, PlanContent
from workflows.common.figures import money, years
from workflows.common.labels import PARTS, label
from workflows.common.measure_sheet import (
    CostRow,
    MeasureRow,
    MeasureSheet,
    costs_by_source,
    costs_by_year,
    formerly,
    measure_row,
    measure_sheet,
    total,
)
from workflows.common.paper import DecisionRow, Footer, Letterhead

Formers = Mapping[tuple[str, str], tuple[str, ...]]  # ("measure", "3.1.2") -> ("4.1.2",)


@dataclass(frozen=True, slots=True)
class ChapterSheet:
    """A chapter of prose: empty lines separate paragraphs, "- " begins an item."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PartSheet:
    """A part of the plan with the chapters that have a text."""

    title: str
    chapters: tuple[ChapterSheet, ...]


@dataclass(frozen=True, slots=True)
class PrioritySheet:
    """A priority with its measure cards."""

    number: str
    title: str
    formerly: str  # "dříve č. 4.1"
    measures: tuple[MeasureSheet, ...]


@dataclass(frozen=True, slots=True)
class GoalSheet:
    """A goal with its priorities."""

    number: str
    title: str
    formerly: str
    text: str
    priorities: tuple[PrioritySheet, ...]


@dataclass(frozen=True, slots=True)
class PlanText:
    """The content of one version of a plan, ready for print."""

    opening: tuple[ChapterSheet, ...]
    before: tuple[PartSheet, ...]  # descriptive and analytical part
    strategic_chapters: tuple[ChapterSheet, ...]
    overview: tuple[MeasureRow, ...]
    by_year: tuple[CostRow, ...]
    by_source: tuple[CostRow, ...]
    costs_total: str
    goals: tuple[GoalSheet, ...]
    after: tuple[PartSheet, ...]  # implementation part
    annexes: tuple[ChapterSheet, ...]


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """Context of docx_templates/plan/plan: the whole plan with its title page and table of decisions."""

    letterhead: Letterhead
    footer: Footer
    title: str
    period: str  # "2027–2030"
    state: str  # "Návrh předložený zastupitelstvům obcí"
    owner: str  # "Svazek obcí mikroregionu Hlučínsko, IČO …"
    runner: str  # who prepared it, "" if nobody is to be named
    decisions: tuple[DecisionRow, ...]
    plan: PlanText


def _chapters(content: PlanContent, part: str) -> tuple[ChapterSheet, ...]:
    """Chapters without a text are not printed: an empty heading would be an empty promise."""
    return tuple(
        ChapterSheet(chapter.title, chapter.text)
        for chapter in content.chapters
        if _is_printed(chapter, part)
    )


def _is_printed(chapter: Chapter, part: str) -> bool:
    return chapter.part == part and bool(chapter.text.strip())


def _parts(content: PlanContent, parts: Iterable[str], language: str) -> tuple[PartSheet, ...]:
    sheets = (PartSheet(label(PARTS, part, language), _chapters(content, part)) for part in parts)
    return tuple(sheet for sheet in sheets if sheet.chapters)


def _goal_sheet(goal: Goal, names: Mapping[str, str], language: str, formers: Formers) -> GoalSheet:
    return GoalSheet(
        goal.number,
        goal.title,
        formerly(formers.get(("goal", goal.number), ()), language),
        goal.text,
        tuple(
            PrioritySheet(
                priority.number,
                priority.title,
                formerly(formers.get(("priority", priority.number), ()), language),
                tuple(
                    measure_sheet(card, names, language, formers.get(("measure", card.number), ()))
                    for card in priority.measures
                ),
            )
            for priority in goal.priorities
        ),
    )


def measures_of(content: PlanContent) -> tuple[MeasureCard, ...]:
    """Return all measure cards of a plan in order."""
    return tuple(card for goal in content.goals for priority in goal.priorities for card in priority.measures)


def plan_period(content: PlanContent) -> str:
    """Return the period of a plan: "2027–2030"."""
    return years(content.period_from, content.period_to)


def plan_text(
    content: PlanContent, names: Mapping[str, str], language: str, formers: Formers | None = None
) -> PlanText:
    """Return `content` ready for print; `names` maps codes of municipalities to names, in print order.

    `formers` maps kinds and numbers of goals, priorities and measures to the numbers that they had before.
    """
    cards = measures_of(content)
    costs = [cost for card in cards for cost in card.costs]
    return PlanText(
        opening=_chapters(content, "opening"),
        before=_parts(content, ("descriptive", "analytical"), language),
        strategic_chapters=_chapters(content, "strategic"),
        overview=tuple(measure_row(card, names, language) for card in cards),
        by_year=costs_by_year(costs, language),
        by_source=costs_by_source(costs, language),
        costs_total=money(total(costs), language),
        goals=tuple(_goal_sheet(goal, names, language, formers or {}) for goal in content.goals),
        after=_parts(content, ("implementation",), language),
        annexes=_chapters(content, "annex"),
    )

"""What the printed action plan is made of: the year in figures, tables of measures by goal, and details."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan_content import ActionPlanContent, MeasureBackground
from workflow_app.models.content import Cost, Goal, MeasureCard
from workflows.common.figures import money, number
from workflows.common.labels import SOURCES, STATUSES, label
from workflows.common.measure_sheet import ActivityRow, CostRow, costs_by_source, territory, total
from workflows.common.paper import DecisionRow, Fact, Footer, Letterhead, filled_facts

_CONTINUES = Text("pokračuje", "continues")
_NEW = Text("nové", "new")
_FACTS = {
    "description": Text("Popis pro tento rok", "What is done this year"),
    "capacity": Text("Kapacita", "Capacity"),
    "outputs": Text("Výstupy", "Outputs"),
    "territory": Text("Území (obce)", "Territory (municipalities)"),
}


@dataclass(frozen=True, slots=True)
class YearMeasure:
    """One measure as a row of the overview, with its activities as rows below it."""

    number: str
    title: str
    responsible: str
    costs: str  # "1 250 000 Kč", "–" where nothing is planned
    sources: str
    note: str  # "pokračuje", "nové", with the state reported last
    activities: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class YearGoal:
    """One goal of the plan with the measures of the year."""

    number: str
    title: str
    measures: tuple[YearMeasure, ...]
    costs_total: str


@dataclass(frozen=True, slots=True)
class YearDetail:
    """What there is to say about one measure besides its row."""

    number: str
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class YearSummary:
    """The year in figures."""

    measures: str
    activities: str
    new_measures: str
    costs_total: str
    by_source: tuple[CostRow, ...]


@dataclass(frozen=True, slots=True)
class ActionPlanPaper:
    """Context of docx_templates/action_plan/action_plan: what of a plan is done in one year."""

    letterhead: Letterhead
    footer: Footer
    name: str  # "Akční plán na rok 2027"
    plan_title: str
    period: str
    year: str
    state: str
    introduction: str
    summary: YearSummary
    goals: tuple[YearGoal, ...]
    details: tuple[YearDetail, ...]
    decisions: tuple[DecisionRow, ...]


def _costs(content: ActionPlanContent) -> list[Cost]:
    return [cost for card in content.measures for cost in card.costs]


def year_summary(content: ActionPlanContent, language: str) -> YearSummary:
    """Return how many measures and activities the year has, how many are new, and the money by source."""
    costs = _costs(content)
    return YearSummary(
        measures=number(len(content.measures), language),
        activities=number(sum(len(card.activities) for card in content.measures), language),
        new_measures=number(sum(not item.continues for item in content.backgrounds), language),
        costs_total=money(total(costs), language),
        by_source=costs_by_source(costs, language),
    )


def year_goals(content: ActionPlanContent, language: str) -> tuple[YearGoal, ...]:
    """Return the goals with their measures and activities, in the order and with the numbers of the plan."""
    return tuple(_goal(goal, content, language) for goal in content.goals)


def _goal(goal: Goal, content: ActionPlanContent, language: str) -> YearGoal:
    cards = [card for priority in goal.priorities for card in priority.measures]
    return YearGoal(
        goal.number,
        goal.title,
        tuple(_measure(card, content.background(card.number), language) for card in cards),
        money(sum(total(card.costs) for card in cards), language),
    )


def _measure(card: MeasureCard, background: MeasureBackground, language: str) -> YearMeasure:
    return YearMeasure(
        number=card.number,
        title=card.title,
        responsible=card.owner or "–",
        costs=money(total(card.costs), language) if card.costs else "–",
        sources=", ".join(dict.fromkeys(label(SOURCES, cost.source, language) for cost in card.costs)),
        note=_note(background, language),
        activities=tuple(
            ActivityRow(item.number, item.title, item.due or "–", item.implementer or "–")
            for item in card.activities
        ),
    )


def _note(background: MeasureBackground, language: str) -> str:
    word = (_CONTINUES if background.continues else _NEW).pick(language)
    if not background.status:
        return word
    status = label(STATUSES, background.status, language)
    return f"{word}; {background.reported_year}: {status}"


def year_details(
    content: ActionPlanContent, names: Mapping[str, str], language: str
) -> tuple[YearDetail, ...]:
    """Return the measures about which more is said; `names` maps codes of municipalities to names."""
    details = (
        YearDetail(card.number, card.title, _facts(card, names, language)) for card in content.measures
    )
    return tuple(detail for detail in details if detail.facts)


def _facts(card: MeasureCard, names: Mapping[str, str], language: str) -> tuple[Fact, ...]:
    values = {
        "description": card.description,
        "capacity": card.capacity,
        "outputs": card.outputs,
        "territory": territory(card, names, language) if card.municipalities else "",
    }
    return filled_facts((_FACTS[key].pick(language), text) for key, text in values.items())

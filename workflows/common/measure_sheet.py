"""A measure card as rows ready for print."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow_app.kernel.languages import Text
from workflow_app.models.content import Cost, MeasureCard
from workflows.common.figures import listed, money, share, years
from workflows.common.labels import INTENTS, SOURCES, URGENCIES, label
from workflows.common.paper import Fact, filled_facts

_WHOLE_AREA = Text("celé území plánu", "the whole area of the plan")
_FORMERLY = Text("dříve č. {numbers}", "formerly No. {numbers}")
_FACTS = {
    "target_group": Text("Cílová skupina", "Target group"),
    "description": Text("Popis", "Description"),
    "justification": Text("Zdůvodnění potřeby", "Why it is needed"),
    "owner": Text("Garant", "Owner"),
    "implementer": Text("Realizátor", "Implementer"),
    "cooperating": Text("Spolupracující subjekty", "Cooperating parties"),
    "municipalities": Text("Území (obce)", "Territory (municipalities)"),
    "period": Text("Doba realizace", "Period"),
    "capacity": Text("Kapacita", "Capacity"),
    "outputs": Text("Výstupy", "Outputs"),
    "impact": Text("Předpokládaný dopad", "Expected impact"),
    "risks": Text("Rizika", "Risks"),
    "intent": Text("Druh záměru", "Kind of intent"),
    "urgency": Text("Naléhavost", "Urgency"),
    "total": Text("Předpokládané náklady", "Estimated costs"),
}


@dataclass(frozen=True, slots=True)
class CostRow:
    """Money of one year from one source, or a sum; `share` is of the whole."""

    year: str
    source: str
    amount: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of a card; a missing value is a dash."""

    name: str
    unit: str
    baseline: str
    target: str
    source: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One step of a measure; a missing value is a dash."""

    number: str
    title: str
    due: str
    implementer: str


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """A measure card ready for print: facts that are filled in, and the tables that have rows."""

    number: str
    title: str
    formerly: str  # "dříve č. 4.1.2", "" where it has always had its number
    facts: tuple[Fact, ...]
    costs: tuple[CostRow, ...]
    costs_total: str
    indicators: tuple[IndicatorRow, ...]
    activities: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as one row of an overview."""

    number: str
    title: str
    owner: str
    period: str
    territory: str
    costs_total: str


def fact_label(name: str, language: str) -> str | None:
    """Return what a field of a card is called in print; None for one that is printed otherwise."""
    found = _FACTS.get(name)
    return found.pick(language) if found else None


def total(costs: Iterable[Cost]) -> int:
    """Return the sum of planned money in whole crowns."""
    return sum(cost.amount_czk for cost in costs)


def territory(card: MeasureCard, names: Mapping[str, str], language: str) -> str:
    """Return the municipalities by name (`names`: code -> name, in the order of print); none means all.

    Raises KeyError for a code that `names` lacks.
    """
    if not card.municipalities:
        return _WHOLE_AREA.pick(language)
    order = {code: place for place, code in enumerate(names)}
    return listed((names[code] for code in sorted(card.municipalities, key=order.__getitem__)), language)


def card_facts(card: MeasureCard, names: Mapping[str, str], language: str) -> tuple[Fact, ...]:
    """Return the filled fields of a card with their labels, in the order of print."""
    values = {
        "target_group": card.target_group,
        "intent": label(INTENTS, card.intent, language),
        "urgency": label(URGENCIES, card.urgency, language),
        "description": card.description,
        "justification": card.justification,
        "owner": card.owner,
        "implementer": card.implementer,
        "cooperating": card.cooperating,
        "municipalities": territory(card, names, language),
        "period": years(card.year_from, card.year_to),
        "capacity": card.capacity,
        "outputs": card.outputs,
        "impact": card.impact,
        "risks": card.risks,
        "total": money(total(card.costs), language) if card.costs else "",
    }
    return filled_facts((_FACTS[key].pick(language), text) for key, text in values.items())


def _by_source(costs: Iterable[Cost]) -> Counter[str]:
    """Sums by source, in the order of the form."""
    found = list(costs)
    return Counter(
        {
            source: sum(cost.amount_czk for cost in found if cost.source == source)
            for source in SOURCES
            if any(cost.source == source for cost in found)
        }
    )


def _sources_text(costs: Iterable[Cost], language: str) -> str:
    parts = (
        f"{label(SOURCES, source, language)} {money(amount, language)}"
        for source, amount in _by_source(costs).items()
    )
    return ", ".join(parts)


def costs_by_year(costs: Iterable[Cost], language: str) -> tuple[CostRow, ...]:
    """Return one row a year: where the money comes from, how much, and its share of the whole."""
    found = list(costs)
    sums = {
        year: [cost for cost in found if cost.year == year] for year in sorted({cost.year for cost in found})
    }
    return tuple(
        CostRow(
            str(year),
            _sources_text(part, language),
            money(total(part), language),
            share(total(part), total(found), language),
        )
        for year, part in sums.items()
    )


def costs_by_source(costs: Iterable[Cost], language: str) -> tuple[CostRow, ...]:
    """Return one row a source of money, each with its share of the whole."""
    sums = _by_source(costs)
    return tuple(
        CostRow(
            "",
            label(SOURCES, source, language),
            money(amount, language),
            share(amount, sums.total(), language),
        )
        for source, amount in sums.items()
    )


def formerly(numbers: Iterable[str], language: str) -> str:
    """Return the words about numbers that were given up: people quote them from older texts."""
    found = ", ".join(numbers)
    return _FORMERLY.pick(language).format(numbers=found) if found else ""


def measure_sheet(
    card: MeasureCard, names: Mapping[str, str], language: str, formers: Iterable[str] = ()
) -> MeasureSheet:
    """Return `card` ready for print.

    `names` maps the codes of the area's municipalities to their names, `formers` are its former numbers.
    """
    return MeasureSheet(
        number=card.number,
        title=card.title,
        formerly=formerly(formers, language),
        facts=card_facts(card, names, language),
        costs=costs_by_year(card.costs, language),
        costs_total=money(total(card.costs), language),
        indicators=tuple(
            IndicatorRow(
                item.name, item.unit or "–", item.baseline or "–", item.target or "–", item.source or "–"
            )
            for item in card.indicators
        ),
        activities=tuple(
            ActivityRow(item.number, item.title, item.due or "–", item.implementer or "–")
            for item in card.activities
        ),
    )


def measure_row(card: MeasureCard, names: Mapping[str, str], language: str) -> MeasureRow:
    """Return `card` as one row of an overview."""
    return MeasureRow(
        number=card.number,
        title=card.title,
        owner=card.owner or "–",
        period=years(card.year_from, card.year_to) or "–",
        territory=territory(card, names, language),
        costs_total=money(total(card.costs), language) if card.costs else "–",
    )

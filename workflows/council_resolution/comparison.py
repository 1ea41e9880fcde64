"""The comparison with the previous text: section by section, field by field, word by word."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from workflow_app.documents.paper import Paper
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.content import Activity, Cost, Indicator, IndicatorResult
from workflows.common.compare_versions import ADDED, CHANGED, REMOVED, Difference, FieldChange, compare
from workflows.common.contexts import context_of
from workflows.common.figures import day, money
from workflows.common.labels import INTENTS, NEXT_STEPS, SOURCES, STATUSES, URGENCIES, label
from workflows.common.measure_sheet import fact_label
from workflows.common.office import footer_of, letterhead_of
from workflows.common.paper import Footer, Letterhead
from workflows.common.word_difference import DELETE, INSERT, SAME, Run
from workflows.council_resolution.packet import Packet
from workflows.council_resolution.previous_text import PreviousText
from workflows.council_resolution.wording import document_name

SHOWN_AROUND = 160  # characters of unchanged text that are printed beside a change
_KINDS = {
    "plan": Text("Plán", "Plan"),
    "report": Text("Úvod a závěr zprávy", "Introduction and conclusion of the report"),
    "intent": Text("Záměr", "Intent"),
    "chapter": Text("Kapitola", "Chapter"),
    "goal": Text("Cíl", "Goal"),
    "priority": Text("Priorita", "Priority"),
    "measure": Text("Opatření", "Measure"),
}
_STATES = {
    ADDED: Text("nově doplněno", "added"),
    REMOVED: Text("vypuštěno", "removed"),
    CHANGED: Text("změněno", "changed"),
}
_FIELDS = {
    "number": Text("Číslo", "Number"),
    "title": Text("Název", "Title"),
    "text": Text("Text", "Text"),
    "area": Text("Území", "Area"),
    "period_from": Text("První rok", "First year"),
    "period_to": Text("Poslední rok", "Last year"),
    "year_from": Text("Realizace od roku", "Carried out from"),
    "year_to": Text("Realizace do roku", "Carried out until"),
    "costs": Text("Náklady", "Costs"),
    "indicators": Text("Indikátory", "Indicators"),
    "activities": Text("Aktivity", "Activities"),
    "introduction": Text("Úvod", "Introduction"),
    "conclusion": Text("Závěr", "Conclusion"),
    "status": Text("Stav plnění", "Status"),
    "comment": Text("Komentář", "Comment"),
    "planned_czk": Text("Plánované náklady", "Planned money"),
    "spent_czk": Text("Skutečné náklady", "Spent money"),
    "deviation": Text("Odchylka a její příčina", "Deviation and its cause"),
    "next_step": Text("Návrh dalšího postupu", "Proposed next step"),
    "territory": Text("Území", "Territory"),
    "join_on": Text("Obec přistupuje dnem", "A municipality joins on"),
    "cost_share_czk": Text(
        "Podíl na nákladech na obyvatele a rok", "Share of the costs per inhabitant and year"
    ),
}
_CODES = {"intent": INTENTS, "urgency": URGENCIES, "status": STATUSES, "next_step": NEXT_STEPS}
_WHOLE_AREA = Text("celé území plánu", "the whole area of the plan")
_SUMMARY = Text(
    "změněno {changed}, nově doplněno {added}, vypuštěno {removed} (oddílů textu)",
    "{changed} changed, {added} added, {removed} removed (sections of the text)",
)
_THIS = Text("verze {number}, která se předkládá", "version {number}, as submitted")


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """A stretch of text; `kind` is same, insert or delete."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field that differs, as the words that stayed, were inserted or removed."""

    label: str
    runs: tuple[ComparedRun, ...]


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One section that differs, such as a chapter or a measure; `state` says in words whether it is new or gone."""

    heading: str
    state: str
    fields: tuple[ComparedField, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPaper:
    """Context of docx_templates/council_resolution/comparison: what has changed since the previous text."""

    letterhead: Letterhead
    footer: Footer
    document_title: str
    before: str
    after: str
    summary: str
    sections: tuple[ComparedSection, ...]


def comparison(step: RecordedStep, packet: Packet, previous: PreviousText, file_name: str) -> Paper:
    """Return the paper that shows what differs from the previous text."""
    language = step.language
    document = document_name(packet.matter, language)
    differences = _differences(previous)
    paper = ComparisonPaper(
        letterhead=letterhead_of(step, packet.office),
        footer=footer_of(document, packet.text),
        document_title=document,
        before=previous.called,
        after=_THIS.pick(language).format(number=packet.text.number),
        summary=summary_of(differences, language),
        sections=compared_sections(differences, packet.office.names, language),
    )
    return Paper("council_resolution/comparison", context_of(paper), file_name)


@lru_cache(maxsize=4)
def _differences(previous: PreviousText) -> tuple[Difference, ...]:
    """All packets of a round compare the same two texts."""
    return compare(previous.before, previous.after, dict(previous.renumbered))


def summary_of(differences: tuple[Difference, ...], language: str) -> str:
    """Return how many sections changed, came and went; "" when the texts are equal."""
    if not differences:
        return ""
    counted = Counter(item.kind for item in differences)
    return _SUMMARY.pick(language).format(
        changed=counted[CHANGED], added=counted[ADDED], removed=counted[REMOVED]
    )


def compared_sections(
    differences: tuple[Difference, ...], names: Mapping[str, str], language: str
) -> tuple[ComparedSection, ...]:
    """Return differences ready for print. `names` maps codes of municipalities to their names."""
    return tuple(
        ComparedSection(
            heading=" ".join(
                part for part in (_KINDS[item.what].pick(language), item.number, item.title) if part
            ),
            state=_STATES[item.kind].pick(language),
            fields=tuple(
                ComparedField(_label(change.name, language), tuple(_runs(change, names, language)))
                for change in item.fields
            ),
        )
        for item in differences
    )


def _label(name: str, language: str) -> str:
    own = _FIELDS.get(name)
    return own.pick(language) if own else fact_label(name, language) or name


def _runs(change: FieldChange, names: Mapping[str, str], language: str) -> Iterator[ComparedRun]:
    """Yield prose word by word; of everything else the values that are gone, then those that came."""
    if change.runs:
        yield from _shortened(change.runs)
        return
    values = [*((DELETE, item) for item in change.removed), *((INSERT, item) for item in change.added)]
    for place, (kind, value) in enumerate(values):
        if place:
            yield ComparedRun(SAME, "\n")
        yield ComparedRun(kind, _value(change.name, value, names, language))


def _shortened(runs: tuple[Run, ...]) -> Iterator[ComparedRun]:
    """Yield runs with long unchanged stretches cut; white space around changed words stays outside of their marks."""
    last = len(runs) - 1
    for place, run in enumerate(runs):
        if run.kind == SAME:
            yield ComparedRun(SAME, _cut(run.text, place > 0, place < last))
            continue
        core = run.text.strip()
        lead, _, trail = run.text.partition(core) if core else (run.text, "", "")
        parts = ((SAME, lead), (run.kind, core), (SAME, trail))
        yield from (ComparedRun(kind, text) for kind, text in parts if text)


def _cut(text: str, after_change: bool, before_change: bool) -> str:
    """Return the beginning and the end of a long text, as far as a change stands beside them."""
    head = SHOWN_AROUND if after_change else 0
    tail = SHOWN_AROUND if before_change else 0
    if len(text) <= head + tail + SHOWN_AROUND:
        return text
    begin = text[:head].rpartition(" ")[0] if head else ""
    end = text[-tail:].partition(" ")[2] if tail else ""
    return f"{begin} […] {end}"


def _value(name: str, value: Any, names: Mapping[str, str], language: str) -> str:
    if isinstance(value, Cost):
        return f"{value.year}: {label(SOURCES, value.source, language)} {money(value.amount_czk, language)}"
    if isinstance(value, Indicator):
        target = " → ".join(part for part in (value.baseline, value.target) if part)
        return ", ".join(part for part in (value.name, value.unit, target, value.source) if part)
    if isinstance(value, IndicatorResult):
        reached = f"{value.planned or '–'} → {value.reached or '–'}"
        return ", ".join(part for part in (value.name, value.unit, reached) if part)
    if isinstance(value, Activity):
        return ", ".join(
            part for part in (f"{value.number} {value.title}".strip(), value.due, value.implementer) if part
        )
    if name == "municipalities":
        return names.get(value, value) or _WHOLE_AREA.pick(language)
    if name == "join_on":
        return day(date.fromisoformat(value), language)
    if name.endswith("_czk"):
        return money(value, language)
    return label(_CODES[name], value, language) if name in _CODES else str(value)

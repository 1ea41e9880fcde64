"""What the printed measure card is made of, with what a proposed change would alter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow_app.models.content import MeasureCard, MeasureChangeContent
from workflows.common.figures import years
from workflows.common.measure_sheet import MeasureSheet, card_facts, measure_sheet
from workflows.common.paper import Fact, Footer, Letterhead


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field that the change alters; a dash stands for an empty one."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MeasureCardPaper:
    """Context of docx_templates/measure/measure_card: one card, and the change if it is a proposal."""

    letterhead: Letterhead
    footer: Footer
    plan_title: str
    period: str
    state: str  # "Návrh změny", "Platná karta opatření"
    reason: str  # why the change, "" if it is none
    changes: tuple[ChangeRow, ...]
    measure: MeasureSheet


def _by_label(facts: tuple[Fact, ...]) -> dict[str, str]:
    return {fact.label: fact.text for fact in facts}


def change_rows(
    before: MeasureCard, after: MeasureCard, names: Mapping[str, str], language: str
) -> tuple[ChangeRow, ...]:
    """Return the printed fields that differ between two cards, the title first."""
    title_label = "Název" if language == "cs" else "Title"
    old = {title_label: before.title} | _by_label(card_facts(before, names, language))
    new = {title_label: after.title} | _by_label(card_facts(after, names, language))
    order = dict.fromkeys([*new, *old])
    return tuple(
        ChangeRow(card_label, old.get(card_label, "–"), new.get(card_label, "–"))
        for card_label in order
        if old.get(card_label) != new.get(card_label)
    )


def measure_change_paper(
    content: MeasureChangeContent,
    letterhead: Letterhead,
    footer: Footer,
    state: str,
    names: Mapping[str, str],
    language: str,
    formers: Iterable[str] = (),
) -> MeasureCardPaper:
    """Return the paper of a proposed measure or of a change of one; `formers` are its former numbers."""
    changes = change_rows(content.before, content.after, names, language) if content.before else ()
    return MeasureCardPaper(
        letterhead=letterhead,
        footer=footer,
        plan_title=content.plan_title,
        period=years(content.period_from, content.period_to),
        state=state,
        reason=content.reason,
        changes=changes,
        measure=measure_sheet(content.after, names, language, formers),
    )

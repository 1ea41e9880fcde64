"""What the printed intent to plan together is made of."""

from dataclasses import dataclass

from workflows.common.paper import DecisionRow, Fact, Footer, Letterhead


@dataclass(frozen=True, slots=True)
class IntentPaper:
    """Context of docx_templates/intent/intent: what joining means, who is asked, and what they decided."""

    letterhead: Letterhead
    footer: Footer
    title: str
    state: str  # "Návrh předložený obcím", "Výsledek: přistoupilo 14 z 15 obcí"
    facts: tuple[Fact, ...]  # territory, day of joining, cost share
    text: str
    municipalities: tuple[str, ...]  # names of those asked
    decisions: tuple[DecisionRow, ...]  # empty until the municipalities have decided

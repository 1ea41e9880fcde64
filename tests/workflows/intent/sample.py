"""A filled context for the template of an intent to plan together."""

from tests.workflows.sample_frame import decisions, footer, letterhead
from workflows.common.paper import Fact
from workflows.intent.papers import IntentPaper

TITLE = "Záměr společného plánování sociálních služeb na Hlučínsku"


def intent_paper(language: str) -> IntentPaper:
    """The intent after the municipalities have decided."""
    czech = language == "cs"
    return IntentPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        title=TITLE,
        state="Výsledek: přistoupilo 14 z 15 oslovených obcí" if czech else "Result: 14 of 15 joined",
        facts=(
            Fact("Území" if czech else "Territory", "správního obvodu obce s rozšířenou působností Hlučín"),
            Fact("Podíl na nákladech" if czech else "Share of the costs", "12 Kč na obyvatele a rok"),
        ),
        text="Obce připravují plán společně.\n\n- společná analýza potřeb\n- jeden koordinátor pro všechny",
        municipalities=("Bělá", "Darkovice", "Hať"),
        decisions=decisions(language),
    )

"""What all sample papers share: the head of a letter, the foot of a page, the decisions of the councils."""

from datetime import date

from tests.workflows.sample_content import AREA, NAMES
from workflows.common.figures import day
from workflows.common.labels import VERDICTS, label
from workflows.common.paper import DecisionRow, Footer, Letterhead

SHA256 = "3f7a9c0b52d84e61a7f0c9d3b1e58a64207b9fd3c6e14a8850bd92f7e1c3a6d4"


def letterhead(language: str) -> Letterhead:
    """The lead town's head of a letter."""
    return Letterhead(
        area=AREA if language == "cs" else "Hlučín area",
        sender="Město Hlučín",
        body="Odbor sociálních věcí",
        address=("Mírové náměstí 24/23", "748 01 Hlučín"),
        reference_number="HLUC/12345/2027/OSV",
        handled_by="Mgr. Jana Koordinátorová",
        phone="595 020 200",
        email="jana.koordinatorova@example.cz",
        place="Hlučín",
        date=day(date(2027, 6, 8), language),
    )


def footer(document: str) -> Footer:
    """Foot of version 3."""
    return Footer(document, "3", SHA256[:12])


def decisions(language: str) -> tuple[DecisionRow, ...]:
    """All fifteen bodies; the last one has not decided yet."""
    kinds = {"Hlučín": "města Hlučína", "Dolní Benešov": "města Dolní Benešov"}
    return tuple(
        DecisionRow(
            name,
            f"Zastupitelstvo {kinds.get(name, f'obce {name}')}",
            f"{place % 9 + 3}.",
            day(date(2027, 6, place + 8), language),
            f"{place + 4}/{place % 9 + 3}/2027",
            label(VERDICTS, "noted" if place == 7 else "approved", language),
            "3",
            SHA256[:12],
        )
        for place, name in enumerate(NAMES.values())
    )

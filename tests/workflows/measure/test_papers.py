"""What a change of a measure alters."""

import dataclasses

from tests.workflows.sample_content import AREA, HOME_CARE, NAMES, TITLE
from tests.workflows.sample_papers import footer, letterhead
from workflow_app.models.content import Cost, MeasureChangeContent
from workflows.measure.papers import ChangeRow, change_rows, measure_change_paper


def test_only_what_differs() -> None:
    after = dataclasses.replace(HOME_CARE, title="Nový název", risks="", costs=(Cost(2027, 100, "eu"),))
    assert change_rows(HOME_CARE, after, NAMES, "cs") == (
        ChangeRow("Název", HOME_CARE.title, "Nový název"),
        ChangeRow("Předpokládané náklady", "16\u00a0120\u00a0000\u00a0Kč", "100\u00a0Kč"),
        ChangeRow("Rizika", HOME_CARE.risks, "–"),
    )
    assert change_rows(HOME_CARE, HOME_CARE, NAMES, "cs") == ()


def test_new_measure_has_no_before() -> None:
    content = MeasureChangeContent(TITLE, 2027, 2030, AREA, "potřeba", None, HOME_CARE)
    paper = measure_change_paper(content, letterhead("cs"), footer(TITLE), "Návrh", NAMES, "cs")
    assert (paper.changes, paper.period, paper.measure.number) == ((), "2027–2030", "1.1.1")

"""Measure cards in rows."""

import pytest

from tests.workflows.sample_content import CLUB, HOME_CARE, NAMES, RESPITE
from workflow_app.models.content import MeasureCard
from workflows.common.measure_sheet import (
    costs_by_source,
    costs_by_year,
    measure_row,
    measure_sheet,
    territory,
)


def test_empty_fields_make_no_rows() -> None:
    sheet = measure_sheet(MeasureCard("1", "Nic"), NAMES, "cs")
    assert [fact.label for fact in sheet.facts] == ["Území (obce)"]
    assert (sheet.costs, sheet.indicators, sheet.activities) == ((), (), ())


def test_codes_become_words() -> None:
    facts = {fact.label: fact.text for fact in measure_sheet(HOME_CARE, NAMES, "en").facts}
    assert facts["Kind of intent"] == "develop the service"
    assert facts["Urgency"] == "high"
    assert facts["Territory (municipalities)"] == "the whole area of the plan"
    assert facts["Estimated costs"] == "CZK\u00a016,120,000"


def test_municipalities_stand_in_the_order_of_print() -> None:
    assert territory(RESPITE, NAMES, "cs") == "Bělá, Bohuslavice, Dolní Benešov, Vřesina a\u00a0Závada"
    with pytest.raises(KeyError):
        territory(MeasureCard("1", "x", municipalities=("000000",)), NAMES, "cs")


def test_costs_by_year_and_by_source() -> None:
    rows = costs_by_year(CLUB.costs, "cs")
    assert [(row.year, row.amount.replace("\u00a0", " ")) for row in rows] == [
        ("2027", "280 000 Kč"),
        ("2028", "430 000 Kč"),
    ]
    assert rows[1].source.replace("\u00a0", " ") == "rozpočty obcí 280 000 Kč, nadace a dárci 150 000 Kč"
    assert [(row.source, row.share.replace("\u00a0", " ")) for row in costs_by_source(CLUB.costs, "cs")] == [
        ("rozpočty obcí", "79 %"),
        ("nadace a dárci", "21 %"),
    ]


def test_row_of_an_overview_has_dashes_for_what_is_not_known() -> None:
    row = measure_row(MeasureCard("1", "Nic"), NAMES, "cs")
    assert (row.owner, row.period, row.costs_total) == ("–", "–", "–")

"""What a plan means for one municipality."""

from tests.workflows.sample_content import NAMES, PLAN
from tests.workflows.sample_papers import BELA
from workflows.council_resolution.papers import (
    extract_origin,
    impact_rows,
    impact_sums,
    measures_for,
    outcome_text,
    votes_text,
)
from workflows.council_resolution.wording import OfficialBody
from workflows.plan.papers import measures_of


def test_measures_of_one_municipality_are_its_own_and_the_common_ones() -> None:
    assert [card.number for card in measures_for(measures_of(PLAN), "512974")] == [
        "1.1.1",
        "1.2.1",
        "2.1.1",
        "3.1.1",
    ]
    assert [card.number for card in measures_for(measures_of(PLAN), "568210")] == [
        "1.1.1",
        "2.1.1",
        "3.1.1",
        "3.1.2",
    ]


def test_impact_in_money() -> None:
    ours = measures_for(measures_of(PLAN), "512974")
    rows = impact_rows(ours, NAMES, "cs")
    assert (rows[1].costs_total, rows[1].municipal_costs) == (
        "6\u00a0100\u00a0000\u00a0Kč",
        "400\u00a0000\u00a0Kč",
    )
    assert impact_sums(ours, "en") == ("CZK\u00a030,340,000", "CZK\u00a09,240,000")


def test_sentences_of_an_extract() -> None:
    board = OfficialBody("board", "Rada města Hlučína", "Rady města Hlučína", "Radě města Hlučína")
    assert (
        extract_origin("4", board, "8. 12. 2026", "cs")
        == "ze 4. schůze Rady města Hlučína konané dne 8. 12. 2026"
    )
    assert (
        extract_origin("", BELA, "8. 12. 2026", "cs")
        == "ze zasedání Zastupitelstva obce Bělá konaného dne 8. 12. 2026"
    )
    assert votes_text(7, 0, 1, "cs") == "pro 7, proti 0, zdrželo se 1"
    assert outcome_text(False, "cs") == "Usnesení nebylo přijato."

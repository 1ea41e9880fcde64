"""Figures in print."""

from datetime import date

from workflows.common.figures import day, listed, money, number, share, years


def test_money_and_numbers() -> None:
    assert money(1250000, "cs") == "1\u00a0250\u00a0000\u00a0Kč"
    assert money(1250000, "en") == "CZK\u00a01,250,000"
    assert number(-1500, "cs") == "−1\u00a0500"
    assert money(0, "cs") == "0\u00a0Kč"


def test_days_and_years() -> None:
    assert day(date(2026, 12, 8), "cs") == "8.\u00a012.\u00a02026"
    assert day(date(2026, 12, 8), "en") == "8\u00a0December\u00a02026"
    assert [years(2027, 2030), years(2027, 2027), years(2027, None), years(None, None)] == [
        "2027–2030",
        "2027",
        "2027",
        "",
    ]


def test_share_rounds_halves_up_and_knows_no_whole() -> None:
    assert [share(1, 3, "en"), share(1, 8, "en"), share(0, 5, "en"), share(3, 0, "en")] == [
        "33%",
        "13%",
        "0%",
        "–",
    ]
    assert share(1, 2, "cs") == "50\u00a0%"


def test_names_in_a_row() -> None:
    assert listed(["Bělá", "Hať", "Píšť"], "cs") == "Bělá, Hať a\u00a0Píšť"
    assert listed(["Bělá", "Hať"], "en") == "Bělá and Hať"
    assert [listed([], "cs"), listed(["Bělá"], "cs")] == ["", "Bělá"]

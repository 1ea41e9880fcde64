"""What people type into a card, and what they are told when it makes no sense."""

import pytest

from tests.factories.measure import typed_card
from workflow_app.kernel.errors import Refused
from workflow_app.models.content import Activity, Cost, Indicator
from workflow_app.usecases.measure_input import (
    INTENTS,
    SOURCES,
    URGENCIES,
    Frame,
    read_card,
    refuse_unfinished,
    whole_number,
)
from workflows.common import labels

FRAME = Frame(2027, 2030, {"507016": "Hlučín", "512974": "Bělá"})


def refusals(**more: object) -> list[tuple[str, str | None]]:
    with pytest.raises(Refused) as caught:
        read_card(typed_card(**more), FRAME, number="1.1.1")
    return [(reason.key, reason.field) for reason in caught.value.reasons]


def test_codes_are_those_that_papers_can_name():
    assert set(SOURCES) == set(labels.SOURCES)
    assert set(INTENTS) == set(labels.INTENTS)
    assert set(URGENCIES) == set(labels.URGENCIES)


def test_reads_rows_and_leaves_empty_ones_out():
    card = read_card(
        typed_card(
            texts={"year_from": "2027", "year_to": "2030", "intent": "develop", "urgency": "high"},
            municipalities=("512974",),
            costs=[
                {"year": "2027", "amount_czk": "1 250 000 Kč", "source": "municipality"},
                {"year": "", "amount_czk": "", "source": "region"},
            ],
            indicators=[
                {"name": "Klienti", "unit": "osoba", "baseline": "84", "target": "120", "source": ""}
            ],
            activities=[
                {"title": "", "due": "", "implementer": ""},
                {"title": "Nábor", "due": "6/2027", "implementer": ""},
            ],
        ),
        FRAME,
        number="1.1.1",
    )
    assert card.costs == (Cost(2027, 1_250_000, "municipality"),)
    assert card.indicators == (Indicator("Klienti", "osoba", "84", "120", ""),)
    assert card.activities == (Activity("1.1.1.1", "Nábor", "6/2027", ""),)
    assert (card.year_from, card.year_to, card.municipalities) == (2027, 2030, ("512974",))


def test_all_municipalities_ticked_are_the_whole_area():
    card = read_card(typed_card(municipalities=("512974", "507016")), FRAME, number="1.1.1")
    assert card.municipalities == ()


@pytest.mark.parametrize("text", ["1250000", "1 250 000", "1\u00a0250\u00a0000 Kč", "1250000,-"])
def test_reads_numbers_as_people_write_them(text: str):
    assert whole_number(text) == 1_250_000


@pytest.mark.parametrize("text", ["", "asi milion", "1,5", "-3", "1e6", "²"])
def test_does_not_guess_numbers(text: str):
    assert whole_number(text) is None


def test_tells_everything_that_is_wrong_at_its_field():
    found = refusals(
        texts={
            "title": "",
            "description": "x" * 30_000,
            "year_from": "brzy",
            "year_to": "2040",
            "intent": "magic",
        },
        municipalities=("999999",),
        costs=[
            {"year": "2026", "amount_czk": "hodně", "source": ""},
            {"year": "", "amount_czk": "5", "source": "eu"},
            {"year": "2027", "amount_czk": "9" * 14, "source": "eu"},
        ],
        indicators=[{"name": "", "unit": "osoba", "baseline": "", "target": "", "source": ""}],
        activities=[{"title": "y" * 400, "due": "", "implementer": ""}],
    )
    assert found == [
        ("text_is_too_long", "description"),
        ("choice_is_unknown", "intent"),
        ("municipality_is_of_another_area", "municipalities"),
        ("year_is_outside_the_plan", "year_from"),
        ("year_is_outside_the_plan", "year_to"),
        ("year_is_outside_the_plan", "costs-0-year"),
        ("number_is_not_whole", "costs-0-amount_czk"),
        ("cost_has_no_source", "costs-0-source"),
        ("cost_has_no_year", "costs-1-year"),
        ("amount_is_too_large", "costs-2-amount_czk"),
        ("row_has_no_name", "indicators-0-name"),
        ("text_is_too_long", "activities-0-title"),
        ("card_has_no_title", "title"),
    ]


def test_years_go_forward():
    assert refusals(texts={"year_from": "2030", "year_to": "2028"}) == [
        ("years_are_in_wrong_order", "year_to")
    ]


def test_rows_are_not_endless():
    rows = [{"year": "2027", "amount_czk": "1", "source": "eu"}] * 101
    assert refusals(costs=rows) == [("rows_are_too_many", "costs")]


def test_a_finished_card_says_what_it_does_and_who_answers_for_it():
    card = read_card(typed_card(texts={"description": "", "owner": ""}), FRAME, number="1.1.1")
    with pytest.raises(Refused) as caught:
        refuse_unfinished(card)
    assert [reason.key for reason in caught.value.reasons] == ["card_has_no_description", "card_has_no_owner"]

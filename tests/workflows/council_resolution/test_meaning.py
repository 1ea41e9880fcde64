"""A municipality's share of municipal money is divided by inhabitants, among those whom a measure concerns."""

from dataclasses import replace

from tests.workflows.sample_content import HOME_CARE
from workflow_app.models.content import Cost
from workflows.council_resolution.meaning import share_of, take_part

PEOPLE = {"507016": 9_000, "512974": 1_000}


def test_share_of_common_measures_and_of_ones_own() -> None:
    costs = (Cost(2027, 400_000, "municipality"), Cost(2027, 5_000_000, "region"))
    common = replace(HOME_CARE, municipalities=(), costs=costs)
    own = replace(common, municipalities=("512974",))
    assert share_of([common], "512974", PEOPLE) == 40_000
    assert share_of([common, own], "512974", PEOPLE) == 440_000


def test_nothing_is_shared_by_nobody() -> None:
    assert share_of([HOME_CARE], "512974", {}) == 0


def test_what_a_measure_asks_of_a_municipality_ends_with_one_full_stop() -> None:
    card = replace(HOME_CARE, number="3.2.2", title="Rodinná centra", year_from=2027, year_to=2030)
    said = take_part(replace(card, implementer="Rybníček, z. s."), "cs")
    assert said == "Podílet se na opatření 3.2.2 „Rodinná centra“ (2027–2030; realizuje: Rybníček, z. s.)."
    unknown = replace(card, implementer="", owner="", year_from=None, year_to=None)
    assert take_part(unknown, "en") == "Take part in measure 3.2.2 “Rodinná centra”."

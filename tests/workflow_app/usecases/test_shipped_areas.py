from datetime import date

import pytest
from czech_sort import bytes_key

from tests.workflow_app.usecases.area_files import shipped
from workflow_app.usecases.area_file import AreaFile, BlockSeatEntry
from workflow_app.usecases.read_area_file import read_area_file

COUNTS = {"hlucin": 15, "pisek": 49, "domazlice": 43, "krumlov": 32, "albrechtice": 9}
INHABITANTS = {"hlucin": 40_210, "pisek": 54_849, "krumlov": 41_551, "albrechtice": 7_621}
GROUPS = {"hlucin": 4, "pisek": 4, "domazlice": 3, "krumlov": 3, "albrechtice": 2}


@pytest.fixture(scope="module")
def areas() -> dict[str, AreaFile]:
    return {key: read_area_file(shipped(key)) for key in COUNTS}


@pytest.mark.parametrize("key", COUNTS)
def test_reads_without_error_or_warning(areas, key):
    assert areas[key].key == key
    odd = ["owner_without_ico"] if key == "hlucin" else []  # no source tells the IČO of its union
    assert [warning.key for warning in areas[key].warnings] == odd
    assert len(areas[key].municipalities) == COUNTS[key]
    assert sum(body.kind == "working_group" for body in areas[key].bodies) == GROUPS[key]


@pytest.mark.parametrize("key", INHABITANTS)
def test_inhabitants_add_up_to_the_known_sum(areas, key):
    assert sum(town.inhabitants for town in areas[key].municipalities) == INHABITANTS[key]


def test_domazlice_leaves_out_those_that_plan_apart(areas):
    everybody = shipped("domazlice").decode().count("- {code:")
    assert everybody == 58
    assert len(areas["domazlice"].excluded_codes) == 15
    codes = {town.code for town in areas["domazlice"].municipalities}
    assert not codes & set(areas["domazlice"].excluded_codes)


def test_taking_a_municipality_in_is_removing_one_line():
    area = read_area_file(shipped("domazlice", ('        - "553921"  # Mezholezy\n', "")))
    assert "553921" in {town.code for town in area.municipalities}


def test_the_military_area_has_no_council(areas):
    boletice = next(town for town in areas["krumlov"].municipalities if town.kind == "military_area")
    assert (boletice.name, boletice.ico, boletice.bodies) == ("Boletice", None, ())


def test_names_sort_the_czech_way_in_the_files(areas):
    for area in areas.values():
        names = [town.name for town in area.municipalities]
        assert names == sorted(names, key=bytes_key)
    names = [town.name for town in areas["krumlov"].municipalities]
    assert names.index("Chlumec") > names.index("Hořice na Šumavě")
    assert names.index("Černá v Pošumaví") < names.index("Holubov")


def test_an_e_mail_is_one_person_in_all_files(areas):
    names: dict[str, set[str]] = {}
    for area in areas.values():
        for person in area.people:
            names.setdefault(person.email, set()).add(person.name)
    assert all(len(of_email) == 1 for of_email in names.values())
    assert all(email.endswith((".example.cz", ".example.org")) for email in names)


def test_codes_and_offices_are_of_one_municipality_only(areas):
    towns = [town for area in areas.values() for town in area.municipalities]
    assert len({town.code for town in towns}) == len(towns) == sum(COUNTS.values())
    assert len({town.contact_email for town in towns}) == len(towns)


def test_hlucin_is_as_its_history_says(areas):
    area = areas["hlucin"]
    assert area.lead_code == "507016"
    routes = {route.document_kind: [stage.bodies for stage in route.stages] for route in area.routes}
    assert routes["plan"] == ["lead_assembly", "member_assemblies"]
    assert routes["monitoring_report"] == ["lead_board", "member_assemblies"]
    bodies = {body.key: body for body in area.bodies}
    union = {seat.email for seat in bodies["svazek"].seats}
    assert len(union) == 5
    assert not union & {seat.email for seat in bodies["rs"].seats}
    assert bodies["rs"].block_seats == (
        BlockSeatEntry("svazek", "member", date(2010, 1, 1), side="commissioner"),
    )
    for key in ("ps-seniori", "ps-postizeni", "ps-rodina", "ps-krize"):
        assert 6 <= len(bodies[key].seats) <= 9
        assert {"provider", "service_user", "commissioner"} <= {seat.side for seat in bodies[key].seats}


def test_mesto_albrechtice_keeps_both_words(areas):
    area = areas["albrechtice"]
    town = next(town for town in area.municipalities if town.code == area.lead_code)
    assert [body.name for body in town.bodies] == [
        "Zastupitelstvo města Město Albrechtice",
        "Rada města Město Albrechtice",
    ]

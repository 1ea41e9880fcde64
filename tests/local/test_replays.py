"""The replays of the five areas: what the sources say happened stands on the product's own pages afterwards."""

import re
from collections.abc import Callable, Iterator

import pytest

from local.replays.chronicle import areas
from local.replays.telling import timeline
from tests.databases import EMPTY, clone
from tests.factories.replayed import Past, replayed
from workflow_app.audit.verify import verify
from workflow_app.engine.catalogue import Catalogue
from workflow_app.settings import Settings

pytestmark = pytest.mark.xdist_group("replays")
FIRST_BODY = "SELECT min(id) FROM process_instance WHERE parent_id = :id AND stage = 1"

Tell = Callable[[str], Past]


@pytest.fixture(scope="module")
def past(
    urls: dict[str, str], worker_name: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tell]:
    """Give an area after its replay; each is replayed once, all of them in one database."""
    folder, told = tmp_path_factory.mktemp("replays"), {}
    with clone(urls["database"], EMPTY, f"{worker_name}_replays") as database:
        settings = Settings.from_environment(
            {
                "DATABASE_URL": database.url,
                "REDIS_URL": urls["redis"],
                "STORE_DIR": str(folder),
                "BASE_URL": "http://localhost",
                "MAIL_FROM": "plany@example.org",
            }
        )

        def tell(key: str) -> Past:
            if key not in told:
                told[key] = replayed(key, settings, catalogue, database)
            return told[key]

        yield tell
        for found in told.values():
            found.scene.parts.sessions.engine.dispose()
            found.client.application.extensions["workflow"].sessions.engine.dispose()


@pytest.mark.row("H-12")
def test_hlucin_begins_with_the_71st_meeting_of_its_board(past: Tell) -> None:
    public = past("hlucin").page("/areas/hlucin")
    assert "20. 6. 2005 – Rada města Hlučína, 71. schůze Rada města rozhodla o zahájení" in public
    assert "S0" not in public


@pytest.mark.row("H-17")
def test_every_year_the_assembly_of_the_town_has_a_report_on_each_measure(past: Tell) -> None:
    hlucin = past("hlucin")
    for year in (2006, 2007, 2008):
        words = hlucin.page(f"round/{hlucin.document(str(year))}")
        assert "Zobrazeno 1 z 1" in words
        assert f"Zastupitelstvo města Hlučína 27. 12. {year + 1} 31. 12. {year + 1} Vzato na vědomí" in words
    first = hlucin.replay.plans[0].subject_id
    plan = hlucin.page(f"/areas/hlucin/plans/{first}")
    assert "Zpráva za rok 2008 Projednána 31. 12. 2009 Zpráva za rok 2007" in plan
    assert (
        "1.1.1 Opatření – Pracovní skupina pro seniory Pracovní skupina pro seniory plněno průběžně" in plan
    )


@pytest.mark.row("H-18")
def test_the_first_plan_keeps_its_territory_of_one_town_when_others_join(past: Tell) -> None:
    hlucin = past("hlucin")
    first, second = (f"/areas/hlucin/plans/{plan.subject_id}" for plan in hlucin.replay.plans)
    assert "1 z 1 obce schválila Dřívější plán Nahradil ho novější plán" in hlucin.page(first)
    assert "15 z 15 obcí schválilo" in hlucin.page(second)


@pytest.mark.row("H-21")
def test_all_fifteen_approve_the_intent_and_join(past: Tell) -> None:
    hlucin = past("hlucin")
    assert "15 z 15 obcí schválilo" in hlucin.page(f"round/{hlucin.document('Záměr')}")
    assert "Zapojeno: 15 z 15 obcí" in hlucin.page("municipalities")
    way = hlucin.page("municipalities/512974")
    assert "v jednání 31. 12. 2008" in way
    assert "(2008; den v prameni není)" in way


@pytest.mark.row("H-22")
@pytest.mark.row("H-23")
def test_plans_are_the_unions_since_2010_and_the_first_one_stays_the_towns(past: Tell) -> None:
    hlucin = past("hlucin")
    first, second = (f"/areas/hlucin/plans/{plan.subject_id}" for plan in hlucin.replay.plans)
    assert "Pořizovatel: Město Hlučín, IČO 00300063" in hlucin.page(first)
    assert "Pořizovatel: Svazek obcí mikroregionu Hlučínsko" in hlucin.page(second)
    assert "Svazek obcí mikroregionu Hlučínsko Svazek má 15 členských obcí." in hlucin.page("/areas/hlucin")
    union = hlucin.page("union")
    assert "Pořizovatel plánů od 1. 1. 2010" in union
    assert "Ve svazku je dnes 15 obcí." in union
    assert "Bělá 512974 1. 1. 2010" in union


@pytest.mark.row("H-23")
def test_the_others_plan_since_the_first_of_january_2010(past: Tell) -> None:
    words = past("hlucin").page("municipalities")
    assert words.count("zapojena od 1. 1. 2010") == 14
    assert "Hlučín vedoucí obec zapojena od 1. 6. 2005" in words


@pytest.mark.row("H-24")
def test_members_for_the_other_municipalities_come_with_them(past: Tell) -> None:
    words = past("hlucin").page("members")
    seat = r"Milan Beran Bohuslavice členství zadavatel \S+ od 1. 1. 2010"
    assert re.search(seat, words)


@pytest.mark.row("H-25", page="/staff/<area>/members")
def test_the_steering_group_grows_by_the_five_of_the_union_on_the_first_of_january_2010(past: Tell) -> None:
    hlucin = past("hlucin")
    words = hlucin.page("members")
    title = "Rada Svazku obcí mikroregionu Hlučínsko – 5 členů z titulu funkce, od 1. 1. 2010"
    block = words[words.index(title) :]
    block = block[: block.index("Ukončit toto členství")]
    assert block.count("členství zadavatel") == 5
    members = (
        "SELECT count(DISTINCT s.user_id) FROM seat s JOIN body b ON b.id = s.body_id "
        "WHERE b.kind = 'steering_group' AND b.area_id = (SELECT id FROM area WHERE key = 'hlucin') "
        "AND s.valid_from <= :day AND (s.valid_to IS NULL OR s.valid_to >= :day)"
    )
    assert hlucin.value(members, day="2009-12-31") == 7
    assert hlucin.value(members, day="2010-01-01") == 12
    present = (
        "SELECT (r.payload ->> 'present')::int FROM transition_record r "
        "WHERE r.process_id = :id AND r.trigger = 'steering_approve'"
    )
    first, second = (
        hlucin.value(present, id=hlucin.document(title)) for title in ("Komunitní plán", "Střednědobý")
    )
    assert (first, second) == (6, 11), "one member is always absent"


@pytest.mark.row("H-26")
def test_the_plan_of_2013_goes_to_the_town_and_then_to_the_others(past: Tell) -> None:
    hlucin = past("hlucin")
    process = hlucin.document("Střednědobý plán")
    words = hlucin.page(f"round/{process}")
    assert "1. Zastupitelstvo města Hlučína splněno Souhlasí 1 z 1" in words
    assert "2. Zastupitelstva ostatních obcí splněno Souhlasí 14 z 14" in words
    opened = "SELECT min(r.at) FROM transition_record r JOIN process_instance p ON p.id = r.process_id "
    decided = opened + "WHERE p.parent_id = :id AND p.stage = 1 AND r.to_state = 'approved'"
    begun = opened + "WHERE p.parent_id = :id AND p.stage = 2"
    assert hlucin.value(decided, id=process) <= hlucin.value(begun, id=process)


@pytest.mark.row("H-27")
def test_the_report_for_2014_is_filled_in_by_the_groups_in_january_2015(past: Tell) -> None:
    hlucin = past("hlucin")
    words = hlucin.page(f"history/{hlucin.document('2014')}?show=steps")
    assert len(re.findall(r"Předložit naše údaje \d+\. 1\. 2015", words)) == 4


@pytest.mark.row("H-28")
def test_the_report_goes_to_the_board_of_the_town_and_then_to_the_municipalities(past: Tell) -> None:
    hlucin = past("hlucin")
    words = hlucin.page(f"round/{hlucin.document('2014')}")
    assert "1. Rada města Hlučína splněno" in words
    assert "2. Zastupitelstva ostatních obcí splněno Souhlasí 14 z 14" in words
    assert "Rada města Hlučína 26. 1. 2015 30. 1. 2015 Schváleno" in words


@pytest.mark.row("A-06")
def test_albrechtice_begins_by_its_assembly_in_a_month(past: Tell) -> None:
    public = past("albrechtice").page("/areas/albrechtice")
    assert "březen 2008 – Zastupitelstvo města Město Albrechtice Zastupitelstvo města vyjádřilo" in public


@pytest.mark.row("A-10")
def test_eight_municipalities_come_from_talks_to_joining(past: Tell) -> None:
    albrechtice = past("albrechtice")
    words = albrechtice.page("municipalities")
    assert words.count("zapojena od 1. 1. 2009") == 8
    way = albrechtice.page("municipalities/597325")
    states = ["zapojena 31. 12. 2008", "v jednání 30. 6. 2008", "neoslovena 30. 6. 2008"]
    places = [way.index(state) for state in states]
    assert places == sorted(places)
    assert "8 z 8 obcí schválilo" in albrechtice.page(f"round/{albrechtice.document('Podpora')}")


@pytest.mark.row("D-02")
def test_the_assembly_of_domazlice_considers_and_approves_the_project(past: Tell) -> None:
    domazlice = past("domazlice")
    body = domazlice.value(FIRST_BODY, id=domazlice.document("Projekt"))
    words = domazlice.page(f"body/{body}")
    assert "Zastupitelstvo města Domažlice" in words
    assert "21. 9. 2005" in words
    assert "projednalo/a" in words
    assert "důvodovou zprávu k návrhu projektu" in words


@pytest.mark.row("D-03")
def test_the_project_was_submitted_to_an_outside_body(past: Tell) -> None:
    public = past("domazlice").page("/areas/domazlice")
    assert "2005 – Město Domažlice Projekt byl předložen do Společného regionálního" in public


@pytest.mark.row("D-04")
def test_the_region_decides_after_the_town(past: Tell) -> None:
    domazlice = past("domazlice")
    words = domazlice.page(f"round/{domazlice.document('Projekt')}")
    town, region = "Zastupitelstvo města Domažlice", "Zastupitelstvo Plzeňského kraje"
    assert re.search(f"{town} [^A-Z]*21. 9. 2005 Schváleno", words)
    assert re.search(f"{region} [^A-Z]*7. 2. 2006 Schváleno", words)


@pytest.mark.row("D-05")
def test_the_territory_of_domazlice_is_without_kdynsko(past: Tell) -> None:
    words = past("domazlice").page("municipalities")
    assert words.count("zapojena od 1. 5. 2006") == 42
    members, elsewhere = words.split("Obce z území, které plánují jinde")
    assert "Svazek Kdyňsko komunitně plánuje samostatně 15 obcí" in elsewhere
    assert "Kdyně" not in members


@pytest.mark.row("K-24")
def test_two_groups_of_krumlov_merge_and_the_one_that_goes_on_writes_both_goals(past: Tell) -> None:
    living, ended = past("krumlov").page("groups").split("Skupiny, které skončily")
    former = "Pracovní skupina pro osoby se zdravotním postižením"
    assert f"Převzala práci skupiny: {former}, 1. 6. 2009" in living
    assert "Rada města schválila sloučení dvou pracovních skupin." in living
    assert "1a Senioři" in living
    assert "1b Osoby se zdravotním postižením" in living
    assert "do 31. 5. 2009" in ended
    assert "4 osoby" in living


@pytest.mark.row("K-24")
@pytest.mark.row("K-25")
def test_after_the_renumbering_of_2010_everybody_finds_a_measure_by_its_former_number(past: Tell) -> None:
    krumlov = past("krumlov")
    plan_id = krumlov.replay.plans[0].subject_id
    answer = krumlov.client.get(f"/areas/krumlov/plans/{plan_id}/number/4.1.1")
    assert answer.status_code == 302
    measure = krumlov.page(answer.location)
    assert "Opatření 3.1.1" in measure
    assert "dříve č. 4.1.1" in measure
    process = krumlov.document("2. komunitní plán")
    plans = "FROM version WHERE subject_kind = 'plan' AND subject_id = :id AND number = :version"
    frozen = f"SELECT content -> 'goals' -> 3 ->> 'number' {plans}"
    assert [krumlov.value(frozen, id=plan_id, version=number) for number in (1, 2)] == ["4", "3"]
    assert "Přečíslování cílů a opatření" in krumlov.page(f"text-change/{process}")


@pytest.mark.row("K-25")
def test_renumbering_is_editorial_and_the_approval_of_krumlov_stands(past: Tell) -> None:
    krumlov = past("krumlov")
    process = krumlov.document("2. komunitní plán")
    change = krumlov.page(f"text-change/{process}")
    assert "redakční: schválení platí verze 1 → verze 2" in change
    assert "Přečíslování není důvodem" in change
    public = krumlov.page(f"/areas/krumlov/plans/{krumlov.replay.plans[0].subject_id}")
    assert "verze 2" in public
    assert "Zastupitelstvo města Český Krumlov Schváleno 26. 2. 2009 – verze 1" in public


@pytest.mark.row("K-26")
def test_the_assembly_of_krumlov_approves_goals_and_measures(past: Tell) -> None:
    krumlov = past("krumlov")
    words = krumlov.page(f"round/{krumlov.document('2. komunitní plán')}")
    assert "Rozhoduje se jen o části „Cíle a opatření“" in words
    assert re.search("Zastupitelstvo města Český Krumlov [^A-Z]*26. 2. 2009 Schváleno", words)


@pytest.mark.row("P-01", page="/areas/<area>")
@pytest.mark.row("P-17")
def test_the_update_of_pisek_goes_to_the_councils_of_all_49(past: Tell) -> None:
    pisek = past("pisek")
    words = pisek.page(f"round/{pisek.document('1. aktualizace')}")
    assert "49 ze 49 obcí schválilo" in words
    alone = pisek.page(f"round/{pisek.document('2017')}")
    assert re.search("Zastupitelstvo města Písku [^A-Z]*30. 12. 2016 Schváleno", alone)
    assert "Zobrazeno 1 z 1" in alone
    public = pisek.page("/areas/pisek")
    assert "Společně plánuje 49 obcí" in public
    assert re.search("Všechny dosavadní plány .*2015–2016 Platný .*aktualizace .*ORP Písek Nahrazen", public)


@pytest.mark.parametrize("key", areas())
def test_the_timeline_names_every_source_and_the_history_holds(past: Tell, key: str) -> None:
    found = past(key)
    words = timeline(found.scene, found.replay)
    lines = sum(max(len(event.decided), 1) for event in found.replay.told.events)
    assert len(re.findall(r"^ +\[", words, flags=re.M)) == lines
    assert "den v prameni není" in words or key == "krumlov"
    with found.scene.looking() as tx:
        assert verify(tx) == []

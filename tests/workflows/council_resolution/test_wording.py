"""Wording of resolutions for a village, a market town, a town; for an assembly and a board."""

import dataclasses

import pytest

from tests.workflows.sample_papers import BELA, EXTRACT_TASK, PLAN_MATTER
from workflows.council_resolution.wording import (
    Matter,
    OfficialBody,
    document_name,
    draft_recommendation,
    draft_resolution,
    from_session,
    in_place_of_board,
    past_verb,
)

TITLE = "Střednědobý plán rozvoje sociálních služeb a souvisejících aktivit na Hlučínsku 2027–2030"
GENITIVE = TITLE.replace("Střednědobý plán", "Střednědobého plánu")
TOWN = OfficialBody(
    "assembly", "Zastupitelstvo města Hlučína", "Zastupitelstva města Hlučína", "Zastupitelstvu města Hlučína"
)
MARKET_TOWN = OfficialBody(
    "assembly",
    "Zastupitelstvo městyse Besednice",
    "Zastupitelstva městyse Besednice",
    "Zastupitelstvu městyse Besednice",
)
BOARD = OfficialBody("board", "Rada města Hlučína", "Rady města Hlučína", "Radě města Hlučína")
REPORT = dataclasses.replace(PLAN_MATTER, kind="monitoring_report", year=2027)


@pytest.mark.parametrize("body", [BELA, TOWN, MARKET_TOWN])
def test_plan_before_an_assembly(body: OfficialBody) -> None:
    assert draft_resolution(body, PLAN_MATTER, "cs", [EXTRACT_TASK]).as_text() == (
        f"{body.name} po projednání\n"
        "I. bere na vědomí důvodovou zprávu a vypořádání připomínek k "
        f"{TITLE.replace('Střednědobý plán', 'Střednědobému plánu')},\n"
        f"II. schvaluje {TITLE} dle přílohy č. 1 tohoto usnesení,\n"
        "III. ukládá obecnímu úřadu zaslat výpis z tohoto usnesení koordinátorce plánu.\n"
        "Z: starosta obce   T: do 15 dnů."
    )


def test_period_is_named_when_the_title_lacks_it() -> None:
    matter = Matter("plan", "Komunitní plán Písecka", "2027–2029")
    text = draft_resolution(TOWN, matter, "cs").as_text()
    assert "bere na vědomí důvodovou zprávu k Komunitnímu plánu Písecka," in text
    assert "schvaluje Komunitní plán Písecka na období 2027–2029 dle přílohy č. 1 tohoto usnesení." in text


def test_board_recommends_to_its_assembly() -> None:
    assert draft_recommendation(BOARD, TOWN, PLAN_MATTER, "cs").as_text() == (
        f"Rada města Hlučína\ndoporučuje Zastupitelstvu města Hlučína schválit {TITLE} dle předloženého návrhu."
    )


def test_a_part_of_the_plan_is_approved() -> None:
    matter = Matter("plan", "2. komunitní plán služeb v Krumlově", "2009–2011", part="goals_and_measures")
    text = draft_resolution(TOWN, matter, "cs").as_text()
    assert "schvaluje Cíle a opatření 2. komunitního plánu služeb v Krumlově na období 2009–2011 dle" in text
    assert "approves the goals and measures of “2. kom" in draft_resolution(TOWN, matter, "en").as_text()


def test_a_plan_too_can_be_only_noted() -> None:
    noted = draft_resolution(TOWN, dataclasses.replace(PLAN_MATTER, takes_note=True), "cs").as_text()
    assert f"II. bere na vědomí {TITLE} dle přílohy" in noted
    assert "schvaluje" not in noted


def test_where_no_board_is_elected_the_mayor_or_the_assembly_decides() -> None:
    mayor = draft_resolution(in_place_of_board(BELA, "mayor"), REPORT, "cs").as_text()
    assert mayor.startswith(
        "Starosta/starostka obce Bělá (místo rady, která se v obci nevolí, § 102 odst. 4 zákona č. 128/2000 Sb.)"
    )
    assembly = draft_resolution(in_place_of_board(BELA, "assembly"), PLAN_MATTER, "cs")
    assert assembly.opening == "Zastupitelstvo obce Bělá (místo rady, která se v obci nevolí) po projednání"
    assert in_place_of_board(BELA, None) == BELA
    assert in_place_of_board(BELA, "mayor").dative == "starostovi/starostce obce Bělá"
    english = draft_resolution(in_place_of_board(BELA, "mayor"), REPORT, "en").as_text()
    assert "in place of the board; no board is elected, § 102 (4) of act 128/2000 Sb." in english


def test_report_is_approved_or_noted() -> None:
    report = f"Monitorovací zprávu o plnění {GENITIVE} za rok 2027 dle přílohy č. 1."
    assert draft_resolution(BOARD, REPORT, "cs").as_text() == f"Rada města Hlučína\nschvaluje {report}"
    noted = draft_resolution(BELA, dataclasses.replace(REPORT, takes_note=True), "cs")
    assert noted.as_text() == f"Zastupitelstvo obce Bělá\nbere na vědomí {report}"


def test_action_plan_is_named_as_the_area_names_it() -> None:
    matter = dataclasses.replace(PLAN_MATTER, kind="action_plan", year=2028, naming="action")
    name = f"Akční plán {GENITIVE} na rok 2028"
    assert (
        draft_resolution(TOWN, matter, "cs").as_text() == f"{TOWN.name}\nschvaluje {name} dle přílohy č. 1."
    )
    recommended = draft_recommendation(BOARD, TOWN, matter, "cs").as_text()
    assert recommended.endswith(f"schválit {name} dle předloženého návrhu.")
    domazlice = dataclasses.replace(matter, naming="implementation", takes_note=True)
    noted = draft_resolution(TOWN, domazlice, "cs").as_text()
    assert f"bere na vědomí Realizační plán {GENITIVE} na rok 2028 dle přílohy č. 1." in noted
    assert "approves the Action plan of" in draft_resolution(TOWN, matter, "en").as_text()


@pytest.mark.parametrize(
    ("act", "wording"),
    [
        ("new", f"schvaluje zařazení nového opatření č. 1.1.1 „Doprava“ do {GENITIVE} dle přílohy č. 1."),
        ("change", f"schvaluje změnu opatření č. 1.1.1 „Doprava“ {GENITIVE} dle přílohy č. 1."),
        ("close", f"schvaluje vyřazení opatření č. 1.1.1 „Doprava“ z {GENITIVE} z důvodu: služba končí."),
    ],
)
def test_measure(act: str, wording: str) -> None:
    matter = dataclasses.replace(
        PLAN_MATTER,
        kind="measure",
        measure_act=act,
        measure_number="1.1.1",
        measure_title="Doprava",
        reason="služba končí",
        has_comments=False,
    )
    resolution = draft_resolution(BELA, matter, "cs")
    assert [point.numeral for point in resolution.points] == ["I.", "II."]
    assert resolution.points[1].text == wording


def test_english_keeps_the_czech_name_of_the_body() -> None:
    text = draft_resolution(BELA, PLAN_MATTER, "en").as_text()
    assert text.startswith("Zastupitelstvo obce Bělá, having considered the matter,\nI. takes note of")
    assert f"II. approves “{TITLE}” as in annex 1 to this resolution." in text


@pytest.mark.parametrize(
    ("verdict", "assembly", "board"),
    [
        ("approved", "schválilo", "schválila"),
        ("rejected", "neschválilo", "neschválila"),
        ("noted", "vzalo na vědomí", "vzala na vědomí"),
        ("postponed", "odložilo", "odložila"),
        ("recommended", "doporučilo", "doporučila"),
    ],
)
def test_verbs_agree_in_gender(verdict: str, assembly: str, board: str) -> None:
    assert (past_verb(verdict, "assembly"), past_verb(verdict, "board")) == (assembly, board)


@pytest.mark.parametrize(
    ("ordinal", "words"),
    [("12", "z 12. zasedání"), ("4.", "ze 4. zasedání"), ("7", "ze 7. zasedání"), ("71", "ze 71. zasedání"),
     ("1", "z 1. zasedání"), ("25", "z 25. zasedání"), ("100", "ze 100. zasedání"), ("", "ze zasedání"),
     ("3/2027", "ze zasedání č. 3/2027")],
)  # fmt: skip
def test_sessions(ordinal: str, words: str) -> None:
    assert from_session(ordinal, BELA) == f"{words} Zastupitelstva obce Bělá"
    assert from_session("12", BOARD) == "z 12. schůze Rady města Hlučína"


def test_names_of_documents() -> None:
    assert document_name(PLAN_MATTER, "cs") == TITLE
    assert document_name(REPORT, "cs") == f"Monitorovací zpráva o plnění {GENITIVE} za rok 2027"
    assert document_name(REPORT, "en") == f"Monitoring report on “{TITLE}” for 2027"


@pytest.mark.parametrize(
    ("numerals", "said"), [("roman", ["I.", "II."]), ("letters", ["a)", "b)"]), ("none", ["", ""])]
)
def test_points_are_numbered_as_the_body_is_used_to(numerals: str, said: list[str]) -> None:
    body = dataclasses.replace(BELA, numerals=numerals)
    points = draft_resolution(body, Matter("plan", "Plán", "2027–2030"), "cs").points
    assert [point.numeral for point in points] == said

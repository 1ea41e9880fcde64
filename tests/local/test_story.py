"""The texts of the story fit the area, the plan's structure, the approval routes and the rules of recording."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from local.story.content import BASE_YEAR, Decision, MeasureText, PlanText, read_plan, read_round, read_text
from local.story.scan import make_scan
from local.story.story import begins, first_year_told, rounds
from workflow_app.documents.upload import check_upload
from workflow_app.usecases.area_file import AreaFile
from workflow_app.usecases.measure_input import Frame, read_card, refuse_unfinished
from workflow_app.usecases.plan_outline import OUTLINE
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.usecases.save_measure_result import NEXT_STEPS, STATUSES
from workflows.council_resolution.payloads import ResolutionRecorded

AREA_FILE = Path(__file__).resolve().parents[2] / "areas" / "hlucin.yaml"
ROUNDS = {"plan": "plan", "predecessor": "plan", "change": "measure", "report": "monitoring_report"}


@pytest.fixture(scope="module")
def area() -> AreaFile:
    return read_area_file(AREA_FILE.read_bytes())


@pytest.fixture(scope="module")
def codes(area: AreaFile) -> dict[str, str]:
    return {item.name: item.code for item in area.municipalities}


def measures(plan: PlanText) -> dict[str, MeasureText]:
    return {
        f"{goal}.{priority}.{number}": measure
        for goal, item in enumerate(plan.goals, 1)
        for priority, part in enumerate(item.priorities, 1)
        for number, measure in enumerate(part.measures, 1)
    }


def members(area: AreaFile, decision: Decision, kind: str) -> int:
    bodies = next(item.bodies for item in area.municipalities if item.name == decision.municipality)
    count = next(body.member_count for body in bodies if body.kind == kind)
    assert count
    return count


@pytest.mark.parametrize("name", ["plan", "predecessor"])
def test_every_card_is_one_that_a_group_can_save_as_complete(name: str, codes: dict[str, str]) -> None:
    plan = read_plan(name, 0)
    for number, measure in measures(plan).items():
        frame = Frame(*plan.period, list(codes.values()))
        card = read_card(measure.typed(codes), frame, number=number)
        refuse_unfinished(card)
        assert card.costs
        assert card.indicators
        assert card.intent


def test_every_group_writes_one_goal_with_two_priorities(area: AreaFile) -> None:
    plan = read_plan("plan", 0)
    assert {goal.group for goal in plan.goals} == {
        body.key for body in area.bodies if body.kind == "working_group"
    }
    assert [len(goal.priorities) for goal in plan.goals] == [2, 2, 2, 2]
    assert len(measures(plan)) == 16


def test_the_plan_has_every_chapter_of_the_default_structure_with_real_text() -> None:
    plan = read_plan("plan", 0)
    assert list(plan.chapters) == [item.key for item in OUTLINE]
    assert min(len(text) for text in plan.chapters.values()) > 200
    assert set(read_plan("predecessor", 0).chapters) <= set(plan.chapters)


def test_years_move_together_and_laws_stay() -> None:
    plan = read_plan("plan", -2)
    assert plan.title.endswith("2025–2028")
    assert plan.period == (2025, 2028)
    assert plan.title == read_plan("plan", 0).title.replace("2027", "2025").replace("2030", "2028")
    assert "dubnu 2023" in plan.chapters["process"]


@pytest.mark.parametrize("change", ["taxi", "stacionar", "nocleharna"])
def test_proposed_changes_are_valid_and_change_something(change: str, codes: dict[str, str]) -> None:
    proposed = read_text("changes", 0)[change]
    plan = read_plan("plan" if change == "taxi" else "predecessor", 0)
    before = plan.measure(proposed["number"])
    assert plan.goals[int(proposed["number"][0]) - 1].group == proposed["group"]
    frame = Frame(*plan.period, list(codes.values()))
    cards = [
        read_card(item.typed(codes), frame, number=proposed["number"])
        for item in (before, before.changed(proposed["set"]))
    ]
    assert cards[0] != cards[1]
    assert proposed["reason"].strip()


@pytest.mark.parametrize(
    ("report", "plan"),
    [("first_year", "plan"), ("predecessor_last", "predecessor"), ("predecessor_now", "predecessor")],
)
def test_figures_answer_the_indicators_of_their_measures(report: str, plan: str) -> None:
    results, cards = read_text("reports", 0)[report], measures(read_plan(plan, 0))
    assert set(results) == set(cards) or report == "predecessor_now"
    for number, figures in results.items():
        assert len(figures["reached"]) == len(cards[number].data["indicators"])
        assert figures["status"] in STATUSES
        assert figures["next_step"] in NEXT_STEPS


@pytest.mark.parametrize("name", ROUNDS)
def test_every_municipality_decides_at_last_as_its_route_asks(name: str, area: AreaFile) -> None:
    decisions = read_round(name, board_first=name == "report")
    route = next(item for item in area.routes if item.document_kind == ROUNDS[name])
    last = {decision.municipality: decision for decision in decisions}
    assert set(last) == {item.name for item in area.municipalities}
    for decision in last.values():
        stage = route.stages[0] if decision is decisions[0] else route.stages[1]
        counted = "approved" if decision.editorial else decision.verdict
        assert counted in stage.counts, decision.municipality
    lead = next(item.name for item in area.municipalities if item.code == area.lead_code)
    assert decisions[0].municipality == lead


@pytest.mark.parametrize("name", ROUNDS)
def test_votes_are_ones_that_the_body_can_have_cast(name: str, area: AreaFile) -> None:
    for decision in read_round(name, board_first=name == "report"):
        kind = "board" if name == "report" and decision.municipality == "Hlučín" else "assembly"
        votes = dict(zip(("votes_for", "votes_against", "votes_abstained"), decision.votes, strict=False))
        payload = ResolutionRecorded(
            verdict=decision.verdict,
            session_on=date(2026, 9, 1),
            number=decision.number(date(2026, 9, 1)),
            members_total=members(area, decision, kind),
            changes=decision.changes,
            source=decision.source,
            **votes,
        )
        assert payload.refusals(date(2026, 9, 2)) == [], decision.municipality


def test_towns_number_their_resolutions_each_in_its_own_way() -> None:
    decisions = {item.municipality: item for item in read_round("plan")}
    styles = Counter(item.style for item in decisions.values())
    assert len(styles) == 15
    assert decisions["Závada"].number(date(2026, 9, 1)) == ""
    assert decisions["Děhylov"].number(date(2026, 9, 1)) == "UZ-21-4/26"


def test_the_plan_round_has_every_kind_of_turn() -> None:
    decisions = read_round("plan")
    assert {item.verdict for item in decisions} == {"approved", "postponed", "approved_with_changes"}
    assert [item.municipality for item in decisions if item.by == "staff" and item.source] == ["Darkovice"]
    assert {item.scan for item in decisions} == {"", "pdf", "png"}
    assert "noted" in {item.verdict for item in read_round("report")}


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_scans_are_files_that_the_product_takes(kind: str) -> None:
    data = make_scan(kind, ["Výpis z usnesení č. 26/ZM/2026/412", "Zastupitelstvo města Hlučína (19 členů)"])
    upload = check_upload(data, f"výpis.{kind}")
    assert upload.file_name == f"výpis.{kind}"


def test_nothing_in_the_demo_is_ahead_of_the_clock_whenever_it_is_told() -> None:
    for days in range(0, 1500, 7):
        today = date(2026, 11, 21) + timedelta(days=days)
        first_year = first_year_told(today)
        assert begins(first_year) >= date(2022, 12, 1), "people have no seats yet"
        for play in rounds(first_year).values():
            assert max(play.session(item) for item in play.decisions) < today
            assert play.opened < play.lead_session < play.members_opened


def test_sessions_never_fall_on_a_weekend() -> None:
    for play in rounds(BASE_YEAR).values():
        assert {play.session(item).weekday() for item in play.decisions} <= {0, 1, 2, 3}

"""Beginning a plan and a report through the browser."""

from html import escape

import pytest

from tests.browser_of_pages import PageClient
from tests.factories.people import leader
from tests.factories.plan_in_force import make_plan_in_force
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.engine.catalogue import Catalogue


@pytest.mark.row("A-05", page="/staff/<area>/new-plan")
def test_a_plan_is_begun_with_its_chapters_and_writers(desk: PageClient, office: Office) -> None:
    page = desk.get("/staff/hlucin/new-plan").text
    assert "2027–2029" in page
    for chapter in (
        "Potřeby obyvatel",
        "Sociální a související služby v území",
        "Vize a strategie rozvoje služeb",
    ):
        assert chapter in page
    group = office.value("SELECT id FROM body WHERE key = 'ps-seniori'")
    answer = desk.post_form(
        "/staff/hlucin/new-plan",
        {
            "title": "Plán",
            "period_from": "2027",
            "period_to": "2030",
            "chapter-needs": str(group),
            "chapter-annexes": "none",
        },
        follow_redirects=True,
    )
    assert "The plan is begun" in answer.text
    rows = office.one("SELECT count(*), count(body_id), count(*) FILTER (WHERE key = 'annexes') FROM chapter")
    assert tuple(rows) == (12, 1, 0)
    assert office.value("SELECT body_id FROM chapter WHERE key = 'needs'") == group


@pytest.mark.row("P-06", page="/staff/<area>/new-plan")
def test_groups_go_on_with_the_measures_of_the_plan_before(
    desk: PageClient, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        old = make_plan_in_force(tx, catalogue)
        member = leader(tx, "ps-seniori")
    wish = {"title": "Další plán", "period_from": "2031", "period_to": "2034"}
    taken = {"predecessor_id": str(old.plan_id), "copy_from_predecessor": "y"}
    assert desk.post_form("/staff/hlucin/new-plan", wish | taken).status_code == 303
    process_id = office.value("SELECT max(id) FROM process_instance WHERE process = 'plan'")
    desk.sign_in(member)
    parts = desk.get(f"/working-group/hlucin/ps-seniori/plan/{process_id}/write").text
    number, title = office.one(
        "SELECT m.number, m.title FROM measure m JOIN body b ON b.id = m.body_id"
        " WHERE m.plan_id = :plan AND b.key = 'ps-seniori'",
        plan=old.plan_id,
    )
    assert number in parts
    assert escape(title) in parts


def test_wrong_years_come_back_with_everything_typed(desk: PageClient, office: Office) -> None:
    for first, last in (("2030", "2027"), ("12", "2030"), ("rok", "2030"), ("2027", "2090"), ("", "2030")):
        answer = desk.post_form(
            "/staff/hlucin/new-plan",
            {"title": "Plán & <co>", "period_from": first, "period_to": last, "chapter-annexes": "none"},
        )
        assert answer.status_code == 422, (first, last)
        assert "Plán &amp; &lt;co&gt;" in answer.text
        assert '<option value="none" selected>' in answer.text
    assert office.value("SELECT count(*) FROM plan") == 0


def test_another_areas_group_or_plan_is_refused(desk: PageClient, office: Office) -> None:
    steering = office.value("SELECT id FROM body WHERE kind = 'assembly' LIMIT 1")
    good = {"title": "Plán", "period_from": "2027", "period_to": "2030"}
    for wrong in ({"chapter-needs": str(steering)}, {"predecessor_id": "999999"}):
        assert desk.post_form("/staff/hlucin/new-plan", {**good, **wrong}).status_code == 422
    assert office.value("SELECT count(*) FROM plan") == 0


def test_a_report_is_begun_once_a_year_with_a_row_for_each_measure(
    desk: PageClient, office: Office, catalogue: Catalogue, clock: FakeClock
) -> None:
    assert "No plan is in force" in desk.get("/staff/hlucin/new-report").text
    with office.work() as tx:
        plan = make_plan_in_force(tx, catalogue)
    future = desk.post_form("/staff/hlucin/new-report", {"plan_id": str(plan.plan_id), "year": "2027"})
    assert future.status_code == 422
    clock.advance(days=420)
    page = "/staff/hlucin/new-report"
    assert 'value="2027"' in desk.get(page).text
    first = desk.post_form(page, {"plan_id": str(plan.plan_id), "year": "2027"}, follow_redirects=True)
    assert "The report is begun" in first.text
    assert office.value("SELECT count(*) FROM measure_result WHERE status = 'not_reported'") == 4
    again = desk.post_form(page, {"plan_id": str(plan.plan_id), "year": "2027"})
    assert again.status_code == 422
    assert desk.post_form(page, {"plan_id": "999999", "year": "2027"}).status_code == 404
    assert office.value("SELECT count(*) FROM monitoring_report") == 1

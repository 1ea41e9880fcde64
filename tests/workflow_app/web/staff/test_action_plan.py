"""The yearly action plan through the browser: begun, chosen beside the last report, worked out, approved, published."""

import re
from datetime import UTC, datetime

import pytest

from tests.browser_of_pages import PageClient
from tests.factories.action_plan import (
    RunningActionPlan,
    entry_of,
    make_action_plan,
    plan_the_years,
    to_force,
)
from tests.factories.monitoring_report import make_report
from tests.factories.people import coordinator, leader
from tests.factories.plan import RunningPlan
from tests.factories.plan_in_force import make_plan_in_force
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.models.monitoring_report import MeasureResult

NEW = "/staff/hlucin/new-action-plan"


def reported_plan(office: Office) -> RunningPlan:
    """A plan in force whose seniors' measure was reported as partially fulfilled in 2027."""
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
        plan_the_years(tx, plan)
        report = make_report(tx, office.catalogue, plan, 2027)
        result = tx.session.get_one(MeasureResult, report.results[plan.groups["ps-seniori"]])
        result.status, result.comment, result.next_step = "partially_fulfilled", "V 11 obcích.", "continue"
    return plan


@pytest.mark.row("D-19", page="/staff/<area>/document/<id>/measures")
@pytest.mark.row("D-25", page="/staff/<area>/document/<id>/measures")
def test_the_year_is_chosen_beside_what_the_last_report_says(
    desk: PageClient, office: Office, clock: FakeClock
) -> None:
    plan = reported_plan(office)
    clock.advance(days=330)
    assert 'value="2028"' in desk.get(NEW).text
    good = {"plan_id": str(plan.plan_id), "year": "2028", "naming": "implementation"}
    page = desk.post_form(NEW, good, follow_redirects=True)
    assert "The action plan is begun" in page.text
    assert "Implementation plan for 2028" in page.text
    assert "partially fulfilled" in page.text
    assert desk.post_form(NEW, good).status_code == 422
    url = page.request.path
    ticked = re.findall(r'name="measures" id="[^"]*" value="(\d+)" checked', page.text)
    assert len(ticked) == 4
    mine = str(office.value("SELECT id FROM measure WHERE title LIKE '%ps-seniori%'"))
    assert mine in ticked
    saved = desk.post_form(url, {"measures": [mine], "introduction": "Navazuje."}, follow_redirects=True)
    assert "1 measure is chosen" in saved.text
    entry = re.search(r'href="([^"]*/measures/\d+)"', saved.text)
    assert entry
    detail = desk.get(entry[1]).text
    assert "V 11 obcích." in detail
    assert "6/2027" in detail  # not finished by the last report


def a_plan(office: Office) -> RunningActionPlan:
    with office.work() as tx:
        return make_action_plan(tx, office.catalogue, make_plan_in_force(tx, office.catalogue))


def test_a_measure_is_worked_out_without_javascript_and_nothing_typed_is_lost(
    desk: PageClient, office: Office
) -> None:
    made = a_plan(office)
    with office.work() as tx:
        entry_id = entry_of(tx, made, "ps-seniori").id
    url = f"/staff/hlucin/document/{made.process_id}/measures/{entry_id}"
    typed = {
        "owner": "Charita & <spol.>",
        "activities-0-number": "x",
        "activities-0-title": "Školení",
        "costs-0-amount_czk": "milion",
        "costs-0-source": "region",
    }
    more = desk.post_form(url, {**typed, "do": "add-activities"})
    assert (more.status_code, more.text.count("Charita &amp; &lt;spol.&gt;")) == (200, 1)
    assert 'name="activities-1-title"' in more.text
    wrong = desk.post_form(url, {**typed, "do": "save"})
    assert (wrong.status_code, 'value="milion"' in wrong.text) == (422, True)
    outdated = {**desk.hidden(url), **typed, "costs-0-amount_czk": "1 000", "do": "save"}
    assert desk.post(url, data=outdated).status_code == 303
    late = desk.post(url, data={**outdated, "owner": "Město"})
    assert late.status_code == 409
    assert "What is saved now" in late.text
    assert 'value="Město"' in late.text


def test_the_choice_of_an_outdated_page_is_kept_beside_the_saved_one(
    desk: PageClient, office: Office
) -> None:
    made = a_plan(office)
    url = f"/staff/hlucin/document/{made.process_id}/measures"
    hidden = desk.hidden(url)
    assert desk.post(url, data={**hidden, "measures": []}).status_code == 303
    with office.work() as tx:
        measure_id = entry_of(tx, made, "ps-seniori").measure_id
    late = desk.post(url, data={**hidden, "measures": [str(measure_id)]})
    assert late.status_code == 409
    assert late.text.count("saved: not chosen") == 1
    assert desk.post_form(url, {"measures": ["999999"]}).status_code == 404


def test_a_group_reads_its_part_and_the_public_what_the_councils_approved(
    client: PageClient, office: Office, catalogue: Catalogue
) -> None:
    made = a_plan(office)
    with office.work() as tx:
        email = leader(tx, "ps-seniori")
    public = f"/areas/hlucin/action-plans/{made.action_plan_id}"
    assert client.get(public).status_code == 404
    client.sign_in(email)
    review = client.get(f"/working-group/hlucin/ps-seniori/document/{made.process_id}")
    assert review.text.count("vaše skupina") == 1
    with office.work() as tx:
        to_force(tx, catalogue, made)
    shown = client.get(public).text
    assert "Akční plán na rok 2027" in shown
    assert "12/2026" in shown
    assert "Najmout pečovatelky" in shown
    assert public in client.get(f"/areas/hlucin/plans/{made.plan.plan_id}").text


@pytest.mark.parametrize(
    ("moment", "staff_label", "public_label"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "in force from 1 January 2027", "Schválen, platí od 1. 1. 2027"),
        (datetime(2026, 12, 31, 23, 1, tzinfo=UTC), "In force until 31 December 2027", "Platný do 31. 12. 2027"),
        (datetime(2027, 12, 31, 22, 59, tzinfo=UTC), "In force until 31 December 2027", "Platný do 31. 12. 2027"),
        (datetime(2027, 12, 31, 23, 1, tzinfo=UTC), "Was in force until 31 December 2027", "Platil do 31. 12. 2027"),
    ],
)  # fmt: skip
def test_it_holds_in_its_own_year_and_ends_by_itself(
    client: PageClient,
    office: Office,
    clock: FakeClock,
    moment: datetime,
    staff_label: str,
    public_label: str,
) -> None:
    made = a_plan(office)
    with office.work() as tx:
        email = coordinator(tx)
        to_force(tx, office.catalogue, made)
    clock.moment = moment
    for page in (f"action-plans/{made.action_plan_id}", f"plans/{made.plan.plan_id}"):
        assert public_label in client.get(f"/areas/hlucin/{page}").text.replace("\u00a0", " ")
    client.sign_in(email)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    assert staff_label in client.get(f"/staff/hlucin/document/{made.process_id}").text.replace("\u00a0", " ")


def test_a_plan_followed_early_still_holds_to_the_end_of_its_year(
    client: PageClient, office: Office, clock: FakeClock
) -> None:
    made = a_plan(office)
    with office.work() as tx:
        to_force(tx, office.catalogue, made)
    clock.moment = datetime(2027, 11, 30, 9, 0, tzinfo=UTC)
    with office.work() as tx:
        to_force(tx, office.catalogue, make_action_plan(tx, office.catalogue, made.plan, 2028))
        fire(tx, office.catalogue, made.process_id, "supersede")
    page = client.get(f"/areas/hlucin/plans/{made.plan.plan_id}").text.replace("\u00a0", " ")
    assert "Platný do 31. 12. 2027" in page
    assert "Schválen, platí od 1. 1. 2028" in page
    area = client.get("/areas/hlucin").text.replace("\u00a0", " ")
    history = area[area.index('id="history-title"') :]
    assert "Schválen, platí od 1. 1. 2028" in history
    assert "Navázal plán na další rok" in history


@pytest.mark.parametrize("state", ["in_force", "amending"])
def test_from_september_the_next_years_action_plan_is_a_task(
    desk: PageClient, office: Office, clock: FakeClock, state: str
) -> None:
    made = a_plan(office)
    with office.work() as tx:
        to_force(tx, office.catalogue, made)
    office.do(f"UPDATE process_instance SET state = '{state}' WHERE id = {made.process_id}")
    asked = "The action plan for 2028 has not been begun"
    clock.advance(days=200)
    assert asked not in desk.get("/staff/hlucin").text
    clock.advance(days=100)
    assert asked in desk.get("/staff/hlucin").text
    desk.post_form(NEW, {"plan_id": str(made.plan.plan_id), "year": "2028", "naming": "action"})
    assert asked not in desk.get("/staff/hlucin").text

"""The staff's overview through the browser: figures, tasks, documents, matrix, who may see it."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.browser_of_pages import PageClient
from tests.factories.approval import record
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.engine.catalogue import Catalogue


def test_an_area_where_nothing_runs_says_so_kindly(desk: PageClient) -> None:
    page = desk.get("/staff/hlucin").text
    assert "Nothing waits for you now" in page
    assert "No document is under way" in page
    assert "No municipality is deciding about anything now" in page


def test_documents_and_the_matrix_show_how_far_the_round_is(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela)
    page = desk.get("/staff/hlucin").text
    assert "2 of 15 municipalities approved, 13 are still to decide" in page
    assert f'href="/staff/hlucin/body/{running.bela}"' in page
    assert page.count('<th scope="row">') == 15
    assert page.index("Hať") < page.index("Hlučín</a>") < page.index("Kozmice")


def test_what_a_council_wants_changed_waits_for_the_coordinator(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, "approved_with_changes", changes="Jiný název.")
        record(tx, catalogue, running.pist, "noted")
    page = desk.get("/staff/hlucin").text
    assert "Waiting for you" in page
    assert "(2)" in page
    assert "Assembly of the Municipality of Bělá approved with changes" in page
    assert "This does not count as consent" in page


@pytest.mark.row("D-15", page="/staff/<area>")
def test_late_bodies_are_a_figure_a_task_and_a_filter(
    desk: PageClient, running: PlanBeforeMembers, clock: FakeClock, office: Office, catalogue: Catalogue
) -> None:
    assert "municipalities are late" not in desk.get("/staff/hlucin").text
    with office.work() as tx:
        record(tx, catalogue, running.bela)
    clock.advance(days=121)
    page = desk.get("/staff/hlucin?show=late").text
    assert "13 municipalities are late" in page
    assert f'href="/staff/hlucin/round/{running.plan.process_id}?outcome=late"' in page
    assert page.count('<th scope="row">') == 13
    first = page[page.index("13 municipalities are late") :]
    assert first[: first.index("Remind them")].count("Assembly of the") == 4
    assert "and 9 more bodies" in first
    assert f'href="/staff/hlucin/body/{running.bela}"' not in page


def test_what_is_late_comes_first(
    desk: PageClient, running: PlanBeforeMembers, clock: FakeClock, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, "approved_with_changes", changes="Jiný název.")
    clock.advance(days=121)
    page = desk.get("/staff/hlucin").text
    assert page.index("municipalities are late</h3>") < page.index("approved with changes</h3>")


def test_a_failed_mail_is_counted_and_waits(desk: PageClient, office: Office) -> None:
    office.do(
        "INSERT INTO notification (dedupe_key, area_id, email, language, name, subject, body, link, state, attempts,"
        " last_error, created_at) SELECT 'k', id, 'x@example.org', 'cs', 'n', 's', 'b', '/', 'failed', 1, 'no', now()"
        " FROM area WHERE key = 'hlucin'"
    )
    page = desk.get("/staff/hlucin").text
    assert "1 message did not get through" in page


@pytest.mark.parametrize(
    ("email", "status"), [("zuzana.konecna@bela.example.cz", 403), (None, 302)], ids=["mayor", "visitor"]
)
def test_others_do_not_see_it(app: Flask, office: Office, email: str | None, status: int) -> None:
    browser = app.test_client()
    if email:
        browser.sign_in(email)  # type: ignore[attr-defined]
    assert browser.get("/staff/hlucin").status_code == status


def test_an_unknown_area_is_not_found(desk: PageClient) -> None:
    assert desk.get("/staff/nowhere").status_code == 404


def test_a_plan_that_ends_without_a_successor_is_a_task(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    office.do(
        "UPDATE process_instance SET state = 'in_force', ended_at = now() WHERE id = :id",
        id=running.plan.process_id,
    )
    assert "was made until the end" not in desk.get("/staff/hlucin").text
    clock.moment += timedelta(days=4 * 365)
    page = desk.get("/staff/hlucin").text
    assert "The plan in force was made until the end of 2030" in page
    assert "The monitoring report for 2029 has not been begun" in page

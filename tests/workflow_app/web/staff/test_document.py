"""The coordinator's page of one document: buttons, reasons, files, own chapters, the picture."""

import pytest

from tests.browser_of_pages import PageClient
from tests.factories.plan import RunningPlan, make_plan
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.engine.catalogue import Catalogue


@pytest.fixture
def drafted(office: Office, catalogue: Catalogue) -> RunningPlan:
    with office.work() as tx:
        return make_plan(tx, catalogue)


def test_a_blocked_button_says_why_and_who_can_unblock_it(desk: PageClient, drafted: RunningPlan) -> None:
    page = desk.get(f"/staff/hlucin/document/{drafted.process_id}").text
    assert "Open the review in the groups" in page
    assert "not possible now" in page
    assert "It can be settled by: Pracovní skupina" in page
    assert 'aria-current="step"' in page
    assert "now here" in page
    assert "The process in words" in page


def test_steps_of_groups_are_not_offered_to_the_coordinator(desk: PageClient, drafted: RunningPlan) -> None:
    page = desk.get(f"/staff/hlucin/document/{drafted.process_id}").text
    assert "/step/submit_part" not in page
    assert "/step/withdraw" in page


def test_withdrawing_asks_for_a_reason_and_tells_the_consequence(
    desk: PageClient, drafted: RunningPlan, office: Office
) -> None:
    page = f"/staff/hlucin/document/{drafted.process_id}/step/withdraw"
    assert "This cannot be undone" in desk.get(page).text
    assert desk.post_form(page, {"reason": ""}).status_code == 422
    assert desk.post_form(page, {"reason": "Změna záměru"}).status_code == 303
    assert office.state(drafted.process_id) == "withdrawn"
    assert desk.post_form(page, {"reason": "Znovu"}, page="/staff/hlucin/new-plan").status_code in (409, 422)


def test_a_document_follows_the_law_it_was_begun_under(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    page = f"/staff/hlucin/document/{running.plan.process_id}"
    link = f"/staff/hlucin/text-change/{running.plan.process_id}"
    assert link in desk.get(page).text
    office.do("UPDATE process_instance SET version = 1 WHERE id = :id", id=running.plan.process_id)
    assert link not in desk.get(page).text


def test_returning_names_the_groups_and_ends_the_round(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    page = f"/staff/hlucin/document/{running.plan.process_id}/step/return_after_refusal"
    group = next(iter(running.plan.groups.values()))
    without = desk.post_form(page, {"reason": "Obec nesouhlasí"})
    assert without.status_code == 422
    assert "Obec nesouhlasí" in without.text
    foreign = desk.post_form(page, {"reason": "Obec nesouhlasí", "body_ids": "999999"})
    assert foreign.status_code == 422
    desk.post_form(page, {"reason": "Obec nesouhlasí", "body_ids": str(group)})
    assert office.state(running.plan.process_id) == "drafting"
    assert office.state(running.bela) == "cancelled"


def test_an_english_copy_is_asked_for_once(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    office.do(
        "INSERT INTO document (area_id, process_id, name, language, seq, file_name, media_type, size, sha256,"
        " created_at) SELECT id, :process, 'plan', 'cs', 5, 'Plán.docx', 'x', 3, :sha, now() FROM area",
        process=running.plan.process_id,
        sha="0" * 64,
    )
    page = f"/staff/hlucin/document/{running.plan.process_id}"
    assert "Make an English copy" in desk.get(page).text
    document_id = office.value("SELECT id FROM document WHERE file_name = 'Plán.docx'")
    for _again in range(2):
        answer = desk.post_form(f"{page}/english/{document_id}", {}, page=page, follow_redirects=True)
        assert "The English copy is being made" in answer.text
    wanted = (
        "SELECT count(*) FROM outbox_message WHERE topic = 'produce_document' AND payload->>'language' = 'en'"
    )
    assert office.value(wanted) == 1
    missing = desk.post_form(f"{page}/english/999999", {}, page=page)
    assert missing.status_code == 404


def test_the_coordinators_chapter_is_written_and_a_stale_page_shows_both_texts(
    desk: PageClient, drafted: RunningPlan, office: Office
) -> None:
    chapter = office.value("SELECT id FROM chapter")
    page = f"/staff/hlucin/document/{drafted.process_id}/chapter/{chapter}"
    hidden = desk.hidden(page)
    desk.post(page, data={**hidden, "text": "Nový text & <značky>.", "done": "y"})
    assert office.value("SELECT text FROM chapter") == "Nový text & <značky>."
    stale = desk.post(page, data={**hidden, "text": "Můj jiný text."})
    assert stale.status_code == 409
    assert "Můj jiný text." in stale.text
    assert "Nový text &amp; &lt;značky&gt;." in stale.text
    assert desk.get(f"/staff/hlucin/document/{drafted.process_id}/chapter/999999").status_code == 404


def test_an_unknown_document_is_not_found(desk: PageClient) -> None:
    assert desk.get("/staff/hlucin/document/999999").status_code == 404

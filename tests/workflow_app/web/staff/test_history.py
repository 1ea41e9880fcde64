"""History of a document and of one body, and the check that nobody changed it."""

from tests.browser_of_pages import PageClient
from tests.factories.approval import record
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.engine.catalogue import Catalogue


def test_every_step_names_who_for_whom_and_what_came_of_it(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, number="12/3/2026")
    page = desk.get(f"/staff/hlucin/history/{running.plan.process_id}").text
    assert "resolution no. 12/3/2026" in page
    assert "for: Assembly of the Municipality of Bělá" in page
    assert "by itself" in page
    assert "Approve and submit to the councils" in page
    one = desk.get(f"/staff/hlucin/history/{running.pist}").text
    assert "12/3/2026" not in one
    assert "Packet sent" in one


def test_kinds_are_filtered_in_the_address(desk: PageClient, running: PlanBeforeMembers) -> None:
    page = desk.get(f"/staff/hlucin/history/{running.plan.process_id}?kind=file").text
    assert "Nothing has happened here yet." in page
    assert '<option value="file" selected>' in page


def test_somebody_elses_history_is_not_found(desk: PageClient) -> None:
    assert desk.get("/staff/hlucin/history/999999").status_code == 404


def test_tampering_shows_in_the_check(desk: PageClient, running: PlanBeforeMembers, office: Office) -> None:
    assert "The history holds" in desk.get("/staff/hlucin/audit").text
    office.do("ALTER TABLE transition_record DISABLE TRIGGER USER")
    office.do(
        "UPDATE transition_record SET trigger = 'record_rejection' WHERE process_id = :id AND seq = 1",
        id=running.bela,
    )
    page = desk.get("/staff/hlucin/audit").text
    assert "The history does not hold" in page
    assert "the record was changed" in page

"""People do their part in a real browser: a mayor without scripts, staff on behalf of a council."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Site, Visitor, body_of, number_of, state_of
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import system_clock
from workflow_app.settings import Settings
from workflow_app.usecases.send_recording_link import hand_over_link
from workflows.catalogue import load_catalogue

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("site")]

SCAN = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@pytest.mark.row("H-12", page="/council/<municipality>/record-resolution/<process_id>")
def test_a_mayor_records_a_resolution_without_javascript(
    visitor: Callable[..., Visitor], site: Site, tmp_path: Path
) -> None:
    process = body_of(site, "Dobroslavice", "on_agenda")
    scan = tmp_path / "vypis z usneseni.pdf"
    scan.write_bytes(SCAN)
    mayor = visitor(360, scripts=False)
    mayor.sign_in("Lubomír Vondra")
    page = mayor.page
    mayor.go(f"/council/569895/record-resolution/{process}")
    page.locator('label[for="verdict-0"]').click()
    assert page.locator('input[name="verdict"][value="approved"]').is_checked()
    page.locator('input[name="session_on"]').fill("2026-11-18")
    page.locator('input[name="session_number"]').fill("14")
    page.locator('input[name="number"]').fill("5/14/2026")
    page.locator('input[name="votes_for"]').fill("7")
    page.locator('input[name="votes_against"]').fill("0")
    page.locator('input[name="votes_abstained"]').fill("1")
    page.locator('input[type="file"]').first.set_input_files(scan)
    page.locator("main form button[value=check]").last.click()
    assert "5/14/2026" in page.locator("main").inner_text(), "the page to check the answers shows them"
    assert state_of(site, process) == "on_agenda"
    page.locator("main form button[value=record]").first.click()
    assert state_of(site, process) == "approved"
    assert "receipt" in mayor.path()
    mayor.go(f"/council/569895/resolution/{process}")
    assert "5/14/2026" in page.locator("main").inner_text()


def test_staff_records_on_behalf_with_the_source(visitor: Callable[..., Visitor], site: Site) -> None:
    process = body_of(site, "Závada", "sent")
    staff = visitor()
    staff.sign_in("Radim Habrovec")
    page = staff.page
    staff.go(f"/staff/hlucin/body/{process}/record")
    page.locator('label[for="verdict-0"]').click()
    assert page.locator('input[name="verdict"][value="approved"]').is_checked()
    page.locator('input[name="session_on"]').fill("2026-11-19")
    page.locator("main form button[value=check]").last.click()
    page.wait_for_load_state()
    assert state_of(site, process) == "sent", "the source of the news is asked for"
    page.locator('[name="source"]').fill("telefonicky od starosty")
    page.locator("main form button[value=check]").last.click()
    page.wait_for_load_state()
    staff.look("staff-check")
    page.locator("main form button[value=record]").first.click()
    page.wait_for_load_state()
    assert state_of(site, process) == "approved"
    source = (
        f"SELECT count(*) FROM council_resolution WHERE process_id = {process} AND source LIKE 'telefonicky%'"
    )
    assert number_of(site, source) == 1


def test_a_village_records_by_a_link_on_an_old_phone(visitor: Callable[..., Visitor], site: Site) -> None:
    """The coordinator has handed the link over; whoever has it needs neither an account nor scripts."""
    process = body_of(site, "Šilheřovice", "on_agenda")
    with unit_of_work(site.database.sessions, system_clock, SYSTEM, "journey") as tx:
        link = hand_over_link(tx, load_catalogue(), Settings(), process)
    village = visitor(320, scripts=False)
    village.go(link)
    page = village.page
    assert "/council/link/" not in page.url
    page.locator("main form button").click()
    page.locator('label[for="verdict-0"]').click()
    page.locator('input[name="session_on"]').fill("2026-11-19")
    page.locator("main form button[value=check]").click()
    assert state_of(site, process) == "on_agenda"
    page.locator("main form button[value=record]").click()
    assert state_of(site, process) == "approved"
    assert village.path().endswith("/receipt")

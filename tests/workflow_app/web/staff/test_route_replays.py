"""Routes of other areas through the staff's pages: a region without an account, and a part of a plan."""

from html import unescape
from typing import Any

import pytest

from tests.browser_of_pages import PageClient
from tests.factories.council_round import OpenRound, open_round, write_route
from tests.factories.people import coordinator
from tests.workflow_app.usecases.area_files import shipped
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

ANSWERS = {"verdict": "approved", "session_on": "2026-11-30", "source": "výpis došel poštou"}


def bring(office: Office, area: str, *stages: dict[str, Any]) -> tuple[OpenRound, str]:
    """Bring an area with a plan before its first stage; the coordinator's e-mail comes with it."""
    with office.work() as tx:
        import_area(tx, read_area_file(shipped(area)))
        if stages:
            write_route(tx, area, "plan", *stages)
        return open_round(tx, office.catalogue, area), coordinator(tx, area)


def body_at(office: Office, found: OpenRound, stage: int) -> int:
    """The process of the first body of a stage, whose packet is ready."""
    which = "parent_id = :parent AND stage = :stage"
    office.do(
        f"UPDATE process_instance SET state = 'sent' WHERE {which}", parent=found.process_id, stage=stage
    )
    return int(
        office.value(
            f"SELECT min(id) FROM process_instance WHERE {which}", parent=found.process_id, stage=stage
        )
    )


def record(client: PageClient, url: str) -> None:
    """Check and record what the body approved."""
    assert client.post_form(url, {**ANSWERS, "step": "check"}).status_code == 200
    assert client.post_form(url, {**ANSWERS, "step": "record"}).status_code == 303


@pytest.mark.row("D-04", page="/staff/<area>/body/<process_id>/record")
def test_staff_record_what_the_assembly_of_the_region_approved(client: PageClient, office: Office) -> None:
    region = {"bodies": "region", "counts": ["approved"], "refusal": "stop"}
    found, email = bring(office, "domazlice", region)
    client.sign_in(email)
    body = body_at(office, found, 1)
    url = f"/staff/domazlice/body/{body}"
    assert "Zastupitelstvo Plzeňského kraje" in client.get(url).text
    record(client, f"{url}/record")
    assert (office.state(body), office.state(found.process_id)) == ("approved", "in_force")


@pytest.mark.row("K-26", page="/staff/<area>/body/<process_id>/record")
def test_the_town_approves_a_part_and_the_draft_names_it(client: PageClient, office: Office) -> None:
    found, email = bring(office, "krumlov")
    client.sign_in(email)
    body = body_at(office, found, 1)
    url = f"/staff/krumlov/body/{body}/record"
    assert "schvaluje Cíle a opatření Plánu 2027–2030" in unescape(client.get(url).text)
    round_page = client.get(f"/staff/krumlov/round/{found.process_id}").text
    assert "jen o části „Cíle a opatření“" in unescape(round_page)
    record(client, url)
    assert office.state(body) == "approved"

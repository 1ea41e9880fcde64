"""The document before the steering group: changes, statements, and who may decide."""

import re

import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.steering.conftest import MEMBER, SteeringPlan


@pytest.mark.row("P-05", page="/steering/<area>/decide/<process_id>")
def test_changes_since_the_last_version_are_marked(matter: SteeringPlan, presiding: PageClient) -> None:
    page = presiding.get(matter.decide)
    assert page.status_code == 200
    assert re.search(r"<ins>\s*doplněný</ins>", page.text)
    assert "Popis doplněný" in page.text  # in the whole text, too


def test_the_groups_statements_are_shown(matter: SteeringPlan, presiding: PageClient) -> None:
    page = presiding.get(matter.decide).text
    for key in matter.plan.groups:
        assert f"recommend_part {key}" in page


def test_the_chair_may_decide_and_a_member_learns_who_may(matter: SteeringPlan, client: PageClient) -> None:
    client.sign_in(MEMBER)
    page = client.get(matter.decide).text
    assert matter.approve not in page
    assert "Anna Vrbická" in page
    assert client.get(matter.approve).status_code == 403
    assert client.get(matter.back).status_code == 403
    client.sign_in("anna.vrbicka@hlucin.example.cz")
    page = client.get(matter.decide).text
    assert f'href="{matter.approve}"' in page
    assert f'href="{matter.back}"' in page


def test_another_areas_document_is_not_there(matter: SteeringPlan, client: PageClient) -> None:
    chair = matter.one(
        'SELECT u.email FROM "user" u JOIN membership m ON m.user_id = u.id JOIN body b ON b.id = m.body_id '
        "JOIN area a ON a.id = b.area_id WHERE a.key = 'albrechtice' AND b.kind = 'steering_group' "
        "AND m.role = 'chair' AND m.valid_to IS NULL LIMIT 1"
    ).email
    client.sign_in(chair)
    number = matter.plan.process_id
    assert client.get("/steering/albrechtice").status_code == 200
    for page in ("decide", "approve", "return", "receipt"):
        assert client.get(f"/steering/albrechtice/{page}/{number}").status_code == 404, page
    filled = {"csrf_token": client.token("/steering/albrechtice"), "meeting_on": "2026-11-30", "present": "9"}
    assert client.post(f"/steering/albrechtice/approve/{number}", data=filled).status_code == 404
    assert matter.state() == "steering_approval"


def test_a_document_that_is_still_written_has_nothing_to_read(
    matter: SteeringPlan, presiding: PageClient
) -> None:
    with matter.database.engine.begin() as connection:
        connection.execute(text("UPDATE process_instance SET version_id = NULL, state = 'drafting'"))
    assert presiding.get("/steering/hlucin").status_code == 200
    assert presiding.get(matter.decide).status_code == 404

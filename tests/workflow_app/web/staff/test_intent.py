"""Writing an intent to plan together through staff's pages, up to the municipalities asked."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.factories.intent import add_candidates, to_councils
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.user import User

FORM = {
    "title": "Záměr plánovat společně",
    "territory": "Hlučínska",
    "text": "Obec se zapojí.",
    "join_on": "1. 1. 2027",
    "cost_share_czk": "12",
    "codes": ["999001", "999002"],
}


@pytest.mark.row("H-21", page="/staff/hlucin/new-intent")
def test_an_intent_is_begun_written_and_submitted(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        add_candidates(tx)
    page = desk.get("/staff/hlucin/new-intent").text
    assert page.count('name="codes"') == 18
    assert page.count("checked") == 3
    page = desk.post_form("/staff/hlucin/new-intent", FORM, follow_redirects=True)
    assert "The intent is begun" in page.text
    assert "Submit to the steering group" in page.text
    process_id = office.value("SELECT id FROM process_instance WHERE process = 'intent'")
    url = f"/staff/hlucin/intent/{process_id}"
    page = desk.post_form(url, {**FORM, "text": "Nový text.", "codes": ["999001"]}, follow_redirects=True)
    assert "The intent is saved" in page.text
    stale = desk.post(url, data={**desk.hidden(url), **FORM, "seen": "0"})
    assert stale.status_code == 409
    assert "Obec se zapojí." in stale.text
    step = f"/staff/hlucin/document/{process_id}/step/submit_to_steering"
    page = desk.post_form(step, {}, follow_redirects=True)
    assert page.status_code == 200
    assert office.state(process_id) == "steering_approval"
    closed = desk.post_form(url, FORM, page="/staff/hlucin/new-intent")
    assert closed.status_code in (409, 422)
    assert desk.get(f"/staff/hlucin/history/{process_id}").status_code == 200
    route = "SELECT stages->0->>'bodies' FROM approval_route WHERE document_kind = 'intent'"
    assert office.value(route) == "asked_assemblies"


def test_the_round_of_an_intent_is_shown_to_staff_the_public_and_the_mayor_asked(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        process_id = to_councils(tx, office.catalogue)
        assembly = tx.session.scalars(
            select(Body).join(Municipality).where(Municipality.code == "999001")
        ).one()
        mayor = User(email="starosta@lhota.example.cz", name="Jan Lipka", fs_uniquifier="lhota")
        tx.session.add(mayor)
        tx.session.flush()
        seat = Membership(user_id=mayor.id, body_id=assembly.id, role="mayor", valid_from=date(2022, 11, 1))
        tx.session.add(seat)
    body = office.value(
        "SELECT id FROM process_instance WHERE parent_id = :id AND body_id = :body",
        id=process_id,
        body=assembly.id,
    )
    for url in (
        "/staff/hlucin",
        f"/staff/hlucin/document/{process_id}",
        f"/staff/hlucin/round/{process_id}",
        f"/staff/hlucin/body/{body}",
        f"/steering/hlucin/decide/{process_id}",
        "/staff/hlucin/municipalities/999001",
        "/areas/hlucin",
    ):
        assert desk.get(url).status_code == 200, url
    assert "Lhota 1" in desk.get(f"/staff/hlucin/round/{process_id}").text
    desk.sign_in("starosta@lhota.example.cz")
    for url in ("/council/999001", f"/council/999001/packet/{body}", f"/council/999001/text/{body}"):
        page = desk.get(url)
        assert page.status_code == 200, url
        assert "Záměr plánovat společně" in page.text
    assert "Lhota 2" in desk.get(f"/council/999001/text/{body}").text

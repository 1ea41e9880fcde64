"""Approval by the steering group: consequences before, a round after, wrong input and double clicks between."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.steering.conftest import SteeringPlan

ANSWERS = {"meeting_on": "2026-11-30", "meeting_number": "4", "present": "9", "comment": "Bez výhrad."}


def _children(matter: SteeringPlan) -> int:
    row = matter.one(
        "SELECT count(*) AS found FROM process_instance WHERE parent_id = :id", id=matter.plan.process_id
    )
    return int(row.found)


def _send(presiding: PageClient, matter: SteeringPlan, **changed: Any) -> Any:
    return presiding.post_form(matter.approve, {**ANSWERS, **changed})


@pytest.mark.row("H-26", page="/steering/<area>/approve/<process_id>")
def test_the_page_says_who_gets_what_and_until_when(matter: SteeringPlan, presiding: PageClient) -> None:
    page = presiding.get(matter.approve).text
    assert "Zastupitelstvo města Hlučína" in page
    assert "30.\u00a01.\u00a02027" in page  # the lead town has 60 days
    assert "14" in page
    assert "120" in page


@pytest.mark.row("H-06", page="/steering/<area>/approve/<process_id>")
def test_approval_opens_the_round_and_shows_a_receipt(matter: SteeringPlan, presiding: PageClient) -> None:
    answer = _send(presiding, matter, votes_for="9", votes_against="0", votes_abstained="0")
    receipt = f"/steering/hlucin/receipt/{matter.plan.process_id}"
    assert (answer.status_code, answer.location) == (303, receipt)
    assert matter.state() == "council_approval"
    assert _children(matter) == 1
    page = presiding.get(receipt).text
    assert "Bez výhrad." in page
    assert "Zastupitelstva ostatních obcí" in page


def test_a_double_click_opens_one_round(matter: SteeringPlan, presiding: PageClient) -> None:
    filled = {**presiding.hidden(matter.approve), **ANSWERS}
    first, second = presiding.post(matter.approve, data=filled), presiding.post(matter.approve, data=filled)
    assert (first.status_code, second.status_code) == (303, 409)
    assert _children(matter) == 1
    assert "Bez výhrad." in second.text  # what was typed
    assert presiding.get(matter.approve).status_code == 200


def test_wrong_input_is_explained_and_kept(matter: SteeringPlan, presiding: PageClient) -> None:
    wrong = [
        ("present", "šest"),
        ("present", "6"),  # no quorum of twelve
        ("present", "13"),
        ("present", ""),
        ("votes_for", "10"),
        ("votes_for", "4"),
        ("votes_for", "mnoho"),
        ("meeting_on", "2026-12-24"),
        ("meeting_on", "včera"),
    ]
    for field, typed in wrong:
        answer = _send(presiding, matter, **{field: typed})
        assert answer.status_code == 422, (field, typed)
        assert "data-error-summary" in answer.text, (field, typed)
        assert f'value="{typed}"' in answer.text, (field, typed)
        assert "Bez výhrad." in answer.text, (field, typed)
    assert matter.state() == "steering_approval"
    assert _children(matter) == 0


@pytest.mark.row("H-25", page="/steering/<area>/approve/<process_id>")
def test_the_quorum_counts_a_seated_body_from_its_first_day(
    matter: SteeringPlan, presiding: PageClient
) -> None:
    with matter.database.engine.begin() as connection:
        connection.execute(text("UPDATE block_seat SET valid_from = '2026-11-30'"))
    page = presiding.get(matter.approve).text.replace("\xa0", " ")
    assert (
        "Ke dni 1. 12. 2026 má řídicí skupina 12 členů (z toho 5 z titulu funkce: Rada Svazku obcí mikroregionu "
        "Hlučínsko); k usnášení jich musí být přítomno nejméně 7." in page
    )
    before = {"meeting_on": "2026-11-29", "present": "4"}
    counted = _send(presiding, matter, do="count", **before)
    assert counted.status_code == 200
    words = counted.text.replace("\xa0", " ")
    assert (
        "Ke dni 29. 11. 2026 má řídicí skupina 7 členů; k usnášení jich musí být přítomno nejméně 4." in words
    )
    assert "Bez výhrad." in words
    assert matter.state() == "steering_approval"
    refused = _send(presiding, matter, meeting_on="2026-11-30", present="6")
    assert refused.status_code == 422
    assert (
        "Přítomno bylo 6 z 12 členů, které řídicí skupina měla ke dni 30. 11. 2026."
        in refused.text.replace("\xa0", " ")
    )
    assert _send(presiding, matter, meeting_on="2026-11-29", present="8").status_code == 422
    assert _send(presiding, matter, **before).status_code == 303
    assert matter.state() == "council_approval"


def test_a_member_through_a_seated_body_comes_in_and_is_told(
    matter: SteeringPlan, client: PageClient
) -> None:
    client.sign_in("jana.kuliskova@kozmice.example.cz")
    assert client.get(matter.decide).status_code == 200
    assert client.get(matter.approve).status_code == 403
    assert "z titulu funkce: Rada Svazku obcí mikroregionu Hlučínsko" in client.get("/account").text

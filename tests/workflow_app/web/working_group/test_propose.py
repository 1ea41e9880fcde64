"""Proposing a change of the plan in force through the pages."""

import pytest
from sqlalchemy import select

from tests.factories.measure import measure_of
from tests.factories.people import leader, member
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.models.measure import MeasureChange
from workflow_app.models.process_instance import ProcessInstance

DESK = "/working-group/hlucin/ps-seniori"


@pytest.fixture
def plan(change, catalogue):
    return change(lambda tx: make_plan_in_force(tx, catalogue))


@pytest.fixture
def people(change):
    return change(lambda tx: {"leader": leader(tx, "ps-seniori"), "member": member(tx, "ps-seniori")})


def start_change(client, change, plan, group="ps-seniori"):
    measure_id = change(lambda tx: measure_of(tx, plan, group).id)
    return client.post_form(f"{DESK}/propose", {"do": "change", "measure_id": str(measure_id)})


def test_from_the_idea_to_the_group_review(client, people, plan, change):
    client.sign_in(people["member"])
    assert f"{DESK}/propose" in client.get(f"{DESK}/").text
    url = start_change(client, change, plan).location
    typed = {
        "title": "Lepší opatření",
        "description": "Popis a více",
        "owner": "Město Hlučín",
        "reason": "Přibylo klientů.",
    }
    answer = client.post_form(url, {**typed, "do": "done"})
    review = answer.location
    page = client.get(review).text
    assert "Přibylo klientů." in page
    assert "<ins>a více</ins>" in page
    process_id = int(review.rsplit("/", 1)[1])
    assert client.post_form(f"{review}/step/submit_proposal", {}).status_code == 303
    assert client.get(url).location == review
    assert (
        client.post(url, data={**typed, "csrf_token": client.token(review), "seen": "1"}).status_code == 422
    )
    assert client.get(f"{review}/step/group_recommend").status_code == 403
    client.sign_in(people["leader"])
    assert client.post_form(f"{review}/step/group_return", {"reason": ""}).status_code == 422
    assert client.post_form(f"{review}/step/group_recommend", {"comment": "Ano"}).status_code == 303
    state = change(lambda tx: tx.session.get_one(ProcessInstance, process_id).state)
    assert state == "steering_approval"


def test_a_new_measure_is_proposed(client, people, plan, change):
    client.sign_in(people["member"])
    priority = change(lambda tx: measure_of(tx, plan, "ps-seniori").priority_id)
    wish = {"do": "new", "priority_id": str(priority), "title": "Noční služba"}
    answer = client.post_form(f"{DESK}/propose", wish)
    assert answer.status_code == 303
    assert "Noční služba" in client.get(answer.location).text
    assert client.post_form(f"{DESK}/propose", {**wish, "title": ""}).status_code == 422


def test_nothing_is_started_for_what_is_not_ours(client, people, plan, change):
    client.sign_in(people["member"])
    answer = start_change(client, change, plan, "ps-rodina")
    assert answer.status_code == 422
    assert "Pracovní skupina" in answer.text
    for number in ("abc", "", "99999999999999999999", "-1", "²"):
        assert client.post_form(f"{DESK}/propose", {"do": "change", "measure_id": number}).status_code == 404
    assert change(lambda tx: tx.session.scalars(select(MeasureChange)).all()) == []


def test_another_group_does_not_see_the_proposal(client, people, plan, change):
    client.sign_in(people["member"])
    url = start_change(client, change, plan).location
    process_id = url.rsplit("/", 1)[1]
    client.sign_in(change(lambda tx: leader(tx, "ps-rodina")))
    other = DESK.replace("ps-seniori", "ps-rodina")
    assert client.get(f"{other}/proposal/{process_id}").status_code == 404
    assert client.get(f"{other}/document/{process_id}").status_code == 404
    assert client.get(f"{other}/document/{process_id}/step/withdraw").status_code == 404


def test_an_outdated_tab_sees_what_differs(client, people, plan, change):
    client.sign_in(people["member"])
    url = start_change(client, change, plan).location
    old = client.hidden(url)
    typed = {"title": "Opatření", "description": "První popis", "reason": "Proto", "do": "save"}
    assert client.post(url, data={**old, **typed}).status_code == 303
    answer = client.post(url, data={**old, **typed, "description": "Druhý popis"})
    assert answer.status_code == 409
    assert "První" in answer.text
    assert "Druhý popis" in answer.text
    rows = client.post(url, data={**old, **typed, "do": "add-indicators"})
    assert 'name="indicators-0-name"' in rows.text


def test_without_a_plan_in_force_there_is_nothing_to_propose(member_client, written):
    page = member_client.get(f"{DESK}/propose")
    assert page.status_code == 200
    assert "<form" not in page.text.split("<main")[1].split("</main>")[0]

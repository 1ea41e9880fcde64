"""The desk of a working group and submitting its part."""

from sqlalchemy import select, update

from tests.factories.people import leader
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Chapter
from workflow_app.models.user import User

DESK = "/working-group/hlucin/ps-seniori"


def finish(tx):
    tx.session.execute(update(Chapter).values(done=True, text="Text."))
    tx.session.execute(update(Measure).values(done=True))


def test_says_what_waits_and_who_will_speak(member_client, written, change):
    page = member_client.get(f"{DESK}/").text
    assert written.url("/write") in page
    name = change(leader_name)
    page = member_client.get(written.url("/write")).text
    assert "Potřeby seniorů" in page
    assert name in page  # who may submit


def leader_name(tx):
    return tx.session.scalars(select(User.name).where(User.email == leader(tx, "ps-seniori"))).one()


def test_submitting_shows_what_is_missing(leader_client, written):
    page = leader_client.get(f"{DESK}/document/{written.plan.process_id}/step/submit_part")
    assert page.status_code == 200
    assert "Potřeby seniorů" in page.text
    answer = leader_client.post_form(
        f"{DESK}/document/{written.plan.process_id}/step/submit_part",
        {"comment": ""},
        page=f"{DESK}/document/{written.plan.process_id}/step/submit_part",
    )
    assert answer.status_code == 422


def test_submitted_taken_back_and_submitted_again(leader_client, written, change):
    change(finish)
    step = f"{DESK}/document/{written.plan.process_id}/step"
    assert "<textarea" in leader_client.get(f"{step}/submit_part").text
    answer = leader_client.post_form(f"{step}/submit_part", {"comment": "Hotovo & <předáno>"})
    assert answer.status_code == 303
    receipt = leader_client.get(answer.location)
    assert receipt.status_code == 200
    page = leader_client.get(f"{DESK}/document/{written.plan.process_id}").text
    assert "Hotovo &amp; &lt;předáno&gt;" in page
    assert "step/take_part_back" in page
    assert "step/submit_part" not in page
    assert "<textarea" not in leader_client.get(written.url(f"/chapter/{written.chapter}")).text
    refused = leader_client.post_form(
        written.url(f"/chapter/{written.chapter}"), {"text": "Ještě něco", "do": "save", "seen": "0"}
    )
    assert refused.status_code == 422
    assert "Ještě něco" in refused.text
    assert leader_client.post_form(f"{step}/take_part_back", {"reason": ""}).status_code == 303
    assert "<textarea" in leader_client.get(written.url(f"/chapter/{written.chapter}")).text
    opinions = change(lambda tx: tx.session.scalars(select(GroupOpinion.withdrawn_at)).all())
    assert len(opinions) == 1
    assert opinions[0] is not None


def test_a_double_click_is_answered_politely(leader_client, written, change):
    change(finish)
    url = f"{DESK}/document/{written.plan.process_id}/step/submit_part"
    data = {**leader_client.hidden(url), "comment": ""}
    assert leader_client.post(url, data=data).status_code == 303
    assert leader_client.post(url, data=data).status_code == 409


def test_a_member_cannot_speak_for_the_group(member_client, written, change):
    change(finish)
    url = f"{DESK}/document/{written.plan.process_id}/step/submit_part"
    assert member_client.get(url).status_code == 403
    token = member_client.token(f"{DESK}/document/{written.plan.process_id}")
    assert member_client.post(url, data={"csrf_token": token, "comment": ""}).status_code == 403
    assert change(lambda tx: tx.session.scalars(select(GroupOpinion)).all()) == []


def test_steps_of_others_are_not_here(leader_client, written):
    for trigger in ("withdraw", "open_group_review", "steering_approve", "nonsense"):
        assert (
            leader_client.get(f"{DESK}/document/{written.plan.process_id}/step/{trigger}").status_code == 404
        )


def test_strangers_are_sent_to_sign_in(client, written):
    answer = client.get(f"{DESK}/")
    assert answer.status_code == 302

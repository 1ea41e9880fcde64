"""Reading the version under review, recommending and returning it, and seeing what changed."""

from sqlalchemy import select

from tests.conftest import acting
from tests.factories.people import coordinator, leader
from workflow_app.engine.fire import fire
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Chapter
from workflow_app.models.process_instance import ProcessInstance
from workflows.common.payloads import GroupStatement

DESK = "/working-group/hlucin/ps-seniori"


def open_review(written, catalogue):
    """Every group submits, the coordinator opens the review."""

    def work(tx):
        for row in tx.session.scalars(select(Chapter)):
            row.done, row.text = True, row.text or "Text."
        for row in tx.session.scalars(select(Measure)):
            row.done = True
        tx.session.flush()
        process_id = written.plan.process_id
        for key, body_id in written.plan.groups.items():
            fire(
                acting(tx, leader(tx, key)),
                catalogue,
                process_id,
                "submit_part",
                GroupStatement(),
                body_id=body_id,
            )
        fire(acting(tx, coordinator(tx)), catalogue, process_id, "open_group_review")

    return work


def test_the_version_is_read_and_recommended(leader_client, written, change, catalogue):
    change(open_review(written, catalogue))
    url = f"{DESK}/document/{written.plan.process_id}"
    assert url in leader_client.get(f"{DESK}/").text
    page = leader_client.get(url).text
    assert "Starý text." in page
    assert "Opatření ps-rodina &amp; &lt;spol.&gt;" in page
    answer = leader_client.post_form(f"{url}/step/recommend_part", {"comment": "Souhlasíme."})
    assert answer.status_code == 303
    assert leader_client.get(answer.location).status_code == 200
    assert "Souhlasíme." in leader_client.get(url).text
    said = change(
        lambda tx: tx.session.scalars(select(GroupOpinion.kind).where(GroupOpinion.comment != "")).all()
    )
    assert said == ["recommended"]


def test_returning_needs_a_reason_and_a_group(leader_client, written, change, catalogue):
    change(open_review(written, catalogue))
    url = f"{DESK}/document/{written.plan.process_id}/step/return_part"
    answer = leader_client.post_form(url, {"reason": ""})
    assert answer.status_code == 422
    foreign = leader_client.post_form(url, {"reason": "Chybí čísla.", "body_ids": ["999999"]})
    assert foreign.status_code == 422
    family = str(written.plan.groups["ps-rodina"])
    answer = leader_client.post_form(url, {"reason": "Chybí čísla.", "body_ids": [family]})
    assert answer.status_code == 303
    state = change(lambda tx: tx.session.get_one(ProcessInstance, written.plan.process_id).state)
    assert state == "drafting"
    valid = change(
        lambda tx: tx.session.scalars(
            select(GroupOpinion.body_id).where(GroupOpinion.withdrawn_at.is_(None))
        ).all()
    )
    assert written.plan.groups["ps-rodina"] not in valid
    assert written.plan.groups["ps-seniori"] in valid


def test_what_changed_since_the_last_version(leader_client, written, change, catalogue):
    change(open_review(written, catalogue))
    seniors = str(written.plan.groups["ps-seniori"])
    step = f"{DESK}/document/{written.plan.process_id}/step/return_part"
    leader_client.post_form(step, {"reason": "Doplníme.", "body_ids": [seniors]})
    leader_client.post_form(
        written.url(f"/chapter/{written.chapter}"), {"text": "Starý text a k tomu nový.", "do": "done"}
    )
    page = leader_client.get(written.url("/changes")).text
    assert "<ins>text a k tomu nový.</ins>" in page
    assert "<del>text.</del>" in page
    assert "Úvod</h3>" not in page
    assert leader_client.get(written.url("/changes?from=7")).status_code == 404
    assert leader_client.get(written.url("/changes?from=nic&to=1")).status_code == 200


def test_before_the_first_version_there_is_nothing_to_compare(leader_client, written):
    assert leader_client.get(written.url("/changes")).status_code == 200

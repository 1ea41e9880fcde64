"""Every outcome of one body's decision through the real pages: recorded, shown everywhere, and its way on."""

from typing import Any

from tests.browser_of_pages import PageClient
from tests.factories.approval import bodies, record
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import stages_of

ANSWERS = {"session_on": "2026-11-30", "number": "12/3/2026", "source": "telefonát s úřadem"}
AGAIN = "2026-12-14"
# verdict -> what is typed besides, label of the state, whether it is settled, whether an extract is made
OUTCOMES: dict[str, tuple[dict[str, str], str, bool, bool]] = {
    "approved": ({}, "Approved", True, True),
    "approved_with_changes": ({"changes": "Jiný název."}, "Approved with changes", False, True),
    "consented": ({}, "Consented", True, True),
    "recommended": ({}, "Recommended", True, True),
    "noted": ({}, "Noted", True, True),
    "rejected": ({}, "Rejected", True, True),
    "not_adopted": ({"votes_for": "4", "members_total": "9"}, "Resolution not adopted", False, False),
    "postponed": ({"next_session_on": AGAIN}, "Postponed", False, False),
    "withdrawn_from_agenda": ({"next_session_on": AGAIN}, "Withdrawn from the agenda", False, False),
    "no_quorum": ({"members_present": "4", "members_total": "9"}, "No quorum", False, False),
    "returned": ({"changes": "Doplnit náklady."}, "Returned for more work", True, True),
}


def _body(process_id: int, rest: str = "") -> str:
    return f"/staff/hlucin/body/{process_id}{rest}"


def _record(desk: PageClient, process_id: int, verdict: str, page: str = "/record", **more: str) -> Any:
    typed = {**ANSWERS, "verdict": verdict, **more}
    check = desk.post_form(_body(process_id, page), {**typed, "step": "check"})
    assert check.status_code == 200, check.text
    return desk.post_form(_body(process_id, page), {**typed, "step": "record"})


def _extracts(office: Office, process_id: int) -> int:
    orders = f"produce_document:{process_id}:%resolution_extract:cs"
    return int(office.value("SELECT count(*) FROM outbox_message WHERE dedupe_key LIKE :key", key=orders))


def test_every_outcome_is_recorded_counted_and_shown(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        members = bodies(tx, running.plan, 2)
    chosen = dict(zip(OUTCOMES, members, strict=False))
    for verdict, process_id in chosen.items():
        typed, label, is_settled, has_extract = OUTCOMES[verdict]
        assert _record(desk, process_id, verdict, **typed).status_code == 303, verdict
        assert office.state(process_id) == verdict
        ended = office.value(
            "SELECT ended_at IS NOT NULL FROM process_instance WHERE id = :id", id=process_id
        )
        assert (ended, _extracts(office, process_id)) == (is_settled, int(has_extract)), verdict
        assert label in desk.get(_body(process_id)).text, verdict
    with office.work() as tx:
        counted = next(stage for stage in stages_of(tx, running.plan.process_id) if stage.position == 2)
        assert counted.counted == sum(verdict in counted.rule.counts for verdict in OUTCOMES)
        assert counted.counted + counted.refused == sum(
            is_settled for _, _, is_settled, _ in OUTCOMES.values()
        )
    table = desk.get(f"/staff/hlucin/round/{running.plan.process_id}").text
    plan = desk.get(f"/areas/hlucin/plans/{running.plan.plan_id}").text
    for _, label, _, _ in OUTCOMES.values():
        assert label in table, label
        assert label in plan, label
    again = office.value("SELECT session_on FROM process_instance WHERE id = :id", id=chosen["postponed"])
    assert again.isoformat() == AGAIN


def test_a_body_is_given_up_only_after_its_deadline_and_may_still_answer(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    step = _body(running.bela, "/step/record_no_answer")
    early = desk.post_form(step, {"reason": "Nepíšou."})
    assert early.status_code == 422
    assert "still has time to decide" in early.text
    office.do("UPDATE process_instance SET due_at = '2026-11-01' WHERE id = :id", id=running.bela)
    assert desk.post_form(step, {"reason": ""}).status_code == 422
    assert desk.post_form(step, {"reason": "Nepíšou."}).status_code == 303
    assert office.state(running.bela) == "no_answer"
    assert "No answer" in desk.get(f"/areas/hlucin/plans/{running.plan.plan_id}").text
    assert _record(desk, running.bela, "postponed").status_code == 303
    due = office.value("SELECT due_at IS NOT NULL FROM process_instance WHERE id = :id", id=running.bela)
    assert (office.state(running.bela), due) == ("postponed", True)


def test_a_revocation_is_a_new_row_and_the_old_one_stays(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, number="1/2026")
    page = desk.get(_body(running.bela, "/revoke"))
    check = desk.post_form(_body(running.bela, "/revoke"), {**ANSWERS, "verdict": "revoked", "step": "check"})
    assert "no longer counts" in check.text
    assert "It annuls resolution no. 1/2026 of" in check.text.replace("\xa0", " ")
    assert 'value="approved"' not in page.text
    early = desk.post_form(
        _body(running.bela, "/revoke"),
        {**ANSWERS, "verdict": "revoked", "session_on": "2026-11-01", "step": "record"},
    )
    assert early.status_code == 422
    assert _record(desk, running.bela, "revoked", "/revoke").status_code == 303
    shown = desk.get(_body(running.bela)).text
    assert "Resolution revoked" in shown
    assert "1/2026" in shown
    old, new = office.one(
        "SELECT min(id), max(revokes_id) FROM council_resolution WHERE process_id = :id", id=running.bela
    )
    assert old == new
    assert desk.get(_body(running.bela, "/revoke")).status_code == 422, "nothing is left to revoke"
    assert _record(desk, running.bela, "approved", session_on="2026-12-01").status_code == 303
    assert office.state(running.bela) == "approved"


def test_a_revocation_after_the_plan_came_into_force_alerts_staff(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        for process_id in bodies(tx, running.plan, 2):
            record(tx, catalogue, process_id)
    assert office.state(running.plan.process_id) == "in_force"
    assert _record(desk, running.bela, "revoked", "/revoke").status_code == 303
    assert (office.state(running.bela), office.state(running.plan.process_id)) == ("revoked", "in_force")
    alerts = "SELECT count(*) FROM outbox_message WHERE payload->>'notice' = 'resolution_revoked'"
    assert office.value(alerts) == 1
    again = desk.post_form(
        _body(running.bela, "/record"), {**ANSWERS, "verdict": "approved", "step": "record"}
    )
    assert again.status_code == 422, "the round is over"


def test_points_are_added_and_removed_without_javascript_and_tasks_are_listed(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    url = _body(running.bela, "/record")
    typed = {**ANSWERS, "verdict": "approved"}
    one = desk.post_form(url, {**typed, "do": "add-points"})
    assert (one.status_code, one.text.count('name="points-0-text"')) == (200, 1)
    assert 'value="12/3/2026"' in one.text
    points = {
        "points-0-numeral": "I.",
        "points-0-verb": "takes_note",
        "points-0-text": "důvodovou zprávu",
        "points-1-verb": "instructs",
        "points-1-text": "zveřejnit plán",
        "points-2-text": "",
    }
    refused = desk.post_form(url, {**typed, **points, "step": "record"})
    assert refused.status_code == 422
    assert "Write who is given the task." in refused.text
    assert "zveřejnit plán" in refused.text
    day_in_words = desk.post_form(url, {**typed, **points, "points-1-due": "v lednu", "step": "record"})
    assert (day_in_words.status_code, "v lednu" in day_in_words.text) == (422, True)
    task = {"points-1-person": "starostce", "points-1-due": "30. 11. 2026"}
    check = desk.post_form(url, {**typed, **points, **task, "step": "check"})
    assert 'name="points-1-person" value="starostce"' in check.text
    assert desk.post_form(url, {**typed, **points, **task, "step": "record"}).status_code == 303
    stored = office.value("SELECT points FROM council_resolution WHERE process_id = :id", id=running.bela)
    assert [point["verb"] for point in stored] == ["takes_note", "instructs"]
    page = desk.get("/staff/hlucin/tasks-from-resolutions").text
    assert "starostce" in page
    assert "after its day" in page
    _record(desk, running.bela, "revoked", "/revoke")
    assert "starostce" not in desk.get("/staff/hlucin/tasks-from-resolutions").text


def test_the_draft_gets_the_verb_of_the_outcome(desk: PageClient, running: PlanBeforeMembers) -> None:
    page = desk.get(_body(running.bela, "/record"))
    draft = page.text.split('name="text"')[1].split(">", 1)[1].split("</textarea>")[0]
    assert "schvaluje" in draft
    typed = {**ANSWERS, "verdict": "rejected", "text": draft, "step": "check"}
    checked = desk.post_form(_body(running.bela, "/record"), typed).text
    assert "neschvaluje" in checked
    own = desk.post_form(_body(running.bela, "/record"), {**typed, "text": "Vlastní slova schvaluje."}).text
    assert "Vlastní slova schvaluje." in own


def test_per_rollam_is_refused_with_the_reason(desk: PageClient, running: PlanBeforeMembers) -> None:
    typed = {**ANSWERS, "verdict": "approved", "decided_by": "per_rollam", "step": "check"}
    answer = desk.post_form(_body(running.bela, "/record"), typed)
    assert answer.status_code == 422
    assert "cannot decide per rollam" in answer.text


def test_a_round_under_the_first_law_offers_what_that_law_knows(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    office.do("UPDATE process_instance SET version = 1 WHERE id = :id", id=running.bela)
    page = desk.get(_body(running.bela, "/record")).text
    assert 'value="postponed"' in page
    assert 'value="no_quorum"' not in page
    forced = desk.post_form(
        _body(running.bela, "/record"), {**ANSWERS, "verdict": "no_quorum", "step": "record"}
    )
    assert forced.status_code == 422

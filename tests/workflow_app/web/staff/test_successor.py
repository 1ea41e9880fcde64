"""A municipality merges or comes late while a round runs: staff puts the matter before the body that stands now."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.factories.approval import record
from tests.factories.intent import CODES, area_id, candidate
from tests.factories.people import coordinator
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.staff.conftest import BELA, HLUCIN, PIST, Office, PlanBeforeMembers
from workflow_app.audit.verify import verify
from workflow_app.engine.fire import fire
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.models.municipality import Municipality
from workflow_app.usecases.add_candidate import add_candidate
from workflow_app.usecases.change_municipality import ChangeInput, change_municipality
from workflow_app.usecases.record_membership import join_on_record
from workflows.common.joining import Decided
from workflows.common.payloads import Reason

REASON = "Obec Bělá zanikla sloučením."
LHOTA = CODES[0]


def merge(office: Office, clock: FakeClock, old: str, new: str, on: date = date(2026, 12, 5)) -> None:
    """Record the merger and let its day come."""
    with office.work() as tx:
        municipality = office.value("SELECT id FROM municipality WHERE code = :code", code=old)
        change_municipality(
            acting(tx, coordinator(tx)), area_id(tx), municipality, ChangeInput("merged", new, on)
        )
    clock.moment += timedelta(days=10)


def join_late(office: Office, clock: FakeClock, code: str = LHOTA) -> None:
    """A made-up municipality joins the area after the stage has opened."""
    with office.work() as tx:
        add_candidate(acting(tx, coordinator(tx)), area_id(tx), candidate(code))
        town = tx.session.query(Municipality.id).filter(Municipality.code == code).scalar()
        join_on_record(tx, Decided(area_id(tx), town, "", date(2026, 12, 1)), date(2026, 12, 1))
    clock.moment += timedelta(days=10)


def stage_of(office: Office, running: PlanBeforeMembers, position: int = 2) -> StageCount:
    with office.work() as tx:
        return next(item for item in stages_of(tx, running.plan.process_id) if item.position == position)


def of_municipality(office: Office, running: PlanBeforeMembers, code: str, stage: int = 2) -> list[tuple]:
    statement = """
        SELECT p.id, p.state FROM process_instance p JOIN body b ON b.id = p.body_id
        JOIN municipality m ON m.id = b.municipality_id
        WHERE p.parent_id = :parent AND p.stage = :stage AND m.code = :code
    """
    with office.work() as tx:
        found = tx.session.execute(
            text(statement), {"parent": running.plan.process_id, "stage": stage, "code": code}
        )
        return [tuple(row) for row in found]


def chain_holds(office: Office) -> bool:
    with office.work() as tx:
        return verify(tx) == []


@pytest.mark.row("H-18", page="/staff/hlucin/body/<id>/successor")
def test_the_matter_of_a_merged_municipality_is_put_before_its_successor(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    before = stage_of(office, running)
    merge(office, clock, BELA, HLUCIN)
    plan = running.plan.process_id
    page = desk.get(f"/staff/hlucin/round/{plan}").text
    assert "These councils have ended without deciding" in page
    assert "Put the matter before Hlučín" in page
    url = f"/staff/hlucin/body/{running.bela}/successor"
    assert url in page
    assert url in desk.get("/staff/hlucin/municipalities/512974").text
    assert url in desk.get("/staff/hlucin").text
    asked = desk.get(url).text
    assert "Hlučín gets a packet of its own and decides in the same stage" in asked
    page = desk.post_form(url, {"reason": REASON, "until": "30. 1. 2027"}, follow_redirects=True)
    assert page.status_code == 200, page.text
    assert "The matter is before the successor: Hlučín." in page.text
    assert "These councils have ended without deciding" not in page.text
    assert office.state(running.bela) == "not_required"
    ((new, state),) = of_municipality(office, running, HLUCIN)
    assert state == "preparing"
    after, people = stage_of(office, running), "SELECT inhabitants FROM municipality WHERE code = :code"
    hlucin, bela = office.value(people, code=HLUCIN), office.value(people, code=BELA)
    assert (after.total, after.left_out) == (before.total + 1, before.left_out + 1)
    assert after.inhabitants == before.inhabitants + hlucin
    assert after.inhabitants_left_out == before.inhabitants_left_out + bela
    due = office.value("SELECT due_at FROM process_instance WHERE id = :id", id=new)
    assert due.date() == date(2027, 1, 30)
    packet = "SELECT count(*) FROM outbox_message WHERE dedupe_key = :key"
    assert office.value(packet, key=f"produce_document:{new}:0:council_packet:cs") == 1
    told = desk.get(f"/staff/hlucin/body/{running.bela}").text
    assert "successor: Hlučín" in told
    assert REASON in told
    told = desk.get(f"/staff/hlucin/body/{new}").text
    assert "Added to the round that runs" in told
    assert "in place of: Zastupitelstvo obce Bělá" in told
    assert chain_holds(office)


def test_a_successor_that_is_in_the_stage_decides_once_for_both(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    before = stage_of(office, running)
    merge(office, clock, BELA, PIST)
    url = f"/staff/hlucin/body/{running.bela}/successor"
    assert "decides once, for both" in desk.get(url).text
    desk.post_form(url, {"reason": REASON, "until": "30. 1. 2027"})
    after = stage_of(office, running)
    assert (after.total, after.left_out) == (before.total, before.left_out + 1)
    assert [process_id for process_id, _state in of_municipality(office, running, PIST)] == [running.pist]


def test_what_the_old_council_decided_stays_and_is_not_repeated(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    with office.work() as tx:
        record(tx, office.catalogue, running.bela)
    merge(office, clock, BELA, HLUCIN)
    assert (
        "have ended without deciding" not in desk.get(f"/staff/hlucin/round/{running.plan.process_id}").text
    )
    url = f"/staff/hlucin/body/{running.bela}/successor"
    shown = desk.get(url)
    assert "Only a council that has ended without deciding" in shown.text
    data = {**desk.hidden("/staff/hlucin/municipalities/512974"), "reason": REASON, "until": "30. 1. 2027"}
    page = desk.post(url, data={**data, "seen": ""})
    assert page.status_code == 422
    assert "Its decision holds" in page.text
    assert office.state(running.bela) == "approved"
    assert of_municipality(office, running, HLUCIN) == []


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    url = f"/staff/hlucin/body/{running.bela}/successor"
    hidden = desk.hidden("/staff/hlucin/municipalities/512974")
    typed = {**hidden, "seen": "", "reason": REASON, "until": "30. 1. 2027"}
    page = desk.post(url, data=typed)
    assert page.status_code == 422
    assert "has not ended yet" in page.text
    merge(office, clock, BELA, HLUCIN)
    page = desk.post_form(url, {"reason": REASON, "until": "1. 12. 2026"})
    assert page.status_code == 422
    assert "has passed" in page.text
    assert REASON in page.text
    page = desk.post_form(url, {"reason": "", "until": "30. 1. 2027"})
    assert page.status_code == 422
    assert "Write the reason" in page.text
    page = desk.post(url, data={**desk.hidden(url), "seen": "0", "reason": REASON, "until": "30. 1. 2027"})
    assert page.status_code == 409
    assert REASON in page.text
    page = desk.post_form(url, {"reason": REASON, "until": "30. 1. 2027"})
    assert page.status_code == 303
    assert desk.post(url, data=typed).status_code == 422
    assert len(of_municipality(office, running, HLUCIN)) == 1


def test_the_last_body_waited_for_does_not_end_the_round_before_its_successor_has_decided(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    waiting = """
        SELECT array_agg(id) FROM process_instance WHERE parent_id = :id AND ended_at IS NULL AND id <> :bela
    """
    others = office.value(waiting, id=running.plan.process_id, bela=running.bela)
    with office.work() as tx:
        for process_id in others:
            record(tx, office.catalogue, process_id)
    merge(office, clock, BELA, HLUCIN)
    desk.post_form(f"/staff/hlucin/body/{running.bela}/successor", {"reason": REASON, "until": "30. 1. 2027"})
    assert office.state(running.plan.process_id) == "council_approval"
    ((new, _state),) = of_municipality(office, running, HLUCIN)
    with office.work() as tx:
        fire(tx, office.catalogue, new, "packet_ready")
        record(tx, office.catalogue, new)
    assert office.state(running.plan.process_id) == "in_force"


@pytest.mark.row("H-21", page="/staff/hlucin/round/<id>/add-body")
def test_a_municipality_that_came_late_is_added_to_the_running_stage(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    before, plan = stage_of(office, running), running.plan.process_id
    url = f"/staff/hlucin/round/{plan}/add-body"
    assert "No body is missing" in desk.get(url).text
    join_late(office, clock)
    page = desk.get(f"/staff/hlucin/round/{plan}").text
    assert "they came after the stage had begun" in page
    assert url in page
    wrong = desk.post_form(url, {"body": f"2:{LHOTA}", "reason": "", "until": "30. 1. 2027"})
    assert wrong.status_code == 422
    page = desk.post_form(
        url,
        {"body": f"2:{LHOTA}", "reason": "Přistoupila v prosinci.", "until": "30. 1. 2027"},
        follow_redirects=True,
    )
    assert "is in the round; its packet is being prepared" in page.text
    after = stage_of(office, running)
    assert (after.total, after.inhabitants) == (before.total + 1, before.inhabitants + 300)
    ((new, _state),) = of_municipality(office, running, LHOTA)
    with office.work() as tx:
        fire(tx, office.catalogue, new, "packet_ready")
    assert office.state(new) == "sent"
    assert "Přistoupila v prosinci." in desk.get(f"/staff/hlucin/history/{plan}").text
    assert chain_holds(office)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (f"2:{PIST}", "is in this stage already"),
        (f"2:{HLUCIN}", "does not belong to this stage"),
        (f"1:{LHOTA}", "is decided already"),
        ("2:999003", "has no body that decides in this stage"),
        ("9:999003", "not running"),
    ],
)
def test_who_cannot_be_added_is_said_with_the_reason(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock, choice: str, sentence: str
) -> None:
    join_late(office, clock)
    url = f"/staff/hlucin/round/{running.plan.process_id}/add-body"
    page = desk.post_form(url, {"body": choice, "reason": "Důvod zůstane.", "until": "30. 1. 2027"})
    assert page.status_code == 422
    assert sentence in page.text
    assert "Důvod zůstane." in page.text


def test_nobody_comes_into_the_round_of_a_withdrawn_document(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    join_late(office, clock)
    url, plan = f"/staff/hlucin/round/{running.plan.process_id}/add-body", running.plan.process_id
    hidden = desk.hidden(url)
    with office.work() as tx:
        fire(acting(tx, coordinator(tx)), office.catalogue, plan, "withdraw", Reason("nový zákon"))
    assert "No body is missing" in desk.get(url).text
    page = desk.post(
        url, data={**hidden, "body": f"2:{LHOTA}", "reason": "Přistoupila.", "until": "30. 1. 2027"}
    )
    assert page.status_code == 422
    assert of_municipality(office, running, LHOTA) == []


def test_where_the_route_asks_the_mayor_a_late_municipality_without_a_board_is_asked_so(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    office.do(
        """UPDATE round_stage SET rule = rule || '{"bodies": "member_boards", "without_board": "mayor"}'
           WHERE process_id = :id AND position = 2""",
        id=running.plan.process_id,
    )
    join_late(office, clock)
    url = f"/staff/hlucin/round/{running.plan.process_id}/add-body"
    desk.post_form(url, {"body": f"2:{LHOTA}", "reason": "Přistoupila.", "until": "30. 1. 2027"})
    ((new, _state),) = of_municipality(office, running, LHOTA)
    assert office.value("SELECT stands_in FROM process_instance WHERE id = :id", id=new) == "mayor"
    assert chain_holds(office)

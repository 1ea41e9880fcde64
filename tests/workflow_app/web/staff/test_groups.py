"""Working groups merge and split: people and parts move, the ended group stays in history and has no rights."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.factories.monitoring_report import make_report
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan, make_plan
from tests.factories.plan_in_force import make_plan_in_force
from tests.workflow_app.web.staff.conftest import Office
from tests.workflow_app.web.staff.merging_groups import (
    DAY,
    GROUPS,
    MERGE,
    NEW,
    SEATS,
    answers,
    body_of,
    leaders,
    merge,
    pair,
    shown,
    split_answers,
)
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.measure import Measure
from workflow_app.usecases.propose_measure_change import propose_measure_change
from workflow_app.usecases.seat_body import NewBlockSeat, seat_body


@pytest.fixture
def plan(office: Office) -> RunningPlan:
    with office.work() as tx:
        return make_plan(tx, office.catalogue)


@pytest.mark.row("K-24", page="/staff/<area>/groups/merge")
def test_goals_people_and_leaders_of_a_group_move_to_the_one_that_goes_on(
    desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    gone, stays = pair(office, plan)
    people = office.value(
        "SELECT count(DISTINCT user_id) FROM membership WHERE body_id IN (:a, :b)", a=gone, b=stays
    )
    led = len(leaders(office, gone, stays))
    ticked = {
        "leaders": leaders(office, *plan.groups.values())
    }  # as the page offers them, for any choice of groups
    preview = merge(desk, answers(office, (gone, stays), stays) | ticked)
    assert "ends the day before 1 December 2026" in preview
    assert "Plán 2027–2030: goal 1 Cíl" in preview
    said = preview[preview.index("It is led by") :]
    assert said[: said.index(".")].count(",") == led - 1
    assert office.value("SELECT count(*) FROM goal WHERE body_id = :body", body=gone) == 0
    assert office.value("SELECT count(*) FROM measure WHERE body_id = :body", body=stays) == 2
    assert office.value(SEATS, body=gone, day=DAY) == 0
    assert office.value(SEATS, body=stays, day=DAY) == people
    assert len(leaders(office, stays)) == led
    assert str(office.value("SELECT valid_to FROM body WHERE id = :body", body=gone)) == "2026-11-30"
    page = desk.get(GROUPS).text.replace("\u00a0", " ")
    assert "until 30 November 2026" in page
    assert "Took over from" in page
    with office.work() as tx:
        assert verify(tx) == []


def test_a_body_seated_as_a_whole_moves_along_once(
    desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    gone, stays = pair(office, plan)
    seated = office.value("SELECT id FROM body WHERE area_id IS NOT NULL AND key = 'svazek'")
    with office.work() as tx:
        seat_body(tx, plan.area_id, NewBlockSeat(gone, seated, date(2026, 1, 1)))
        sits_twice = seat_body(
            tx, plan.area_id, NewBlockSeat(stays, body_of(office, "koordinace"), date(2026, 1, 1))
        )
        seat_body(tx, plan.area_id, NewBlockSeat(gone, body_of(office, "koordinace"), date(2026, 1, 1)))
    merge(desk, answers(office, (gone, stays), stays))
    running = "SELECT count(*) FROM block_seat WHERE host_id = :host AND valid_to IS NULL"
    assert office.value(running, host=gone) == 0
    assert office.value(running, host=stays) == 2
    since = "SELECT valid_from FROM block_seat WHERE host_id = :host AND seated_id = :seated"
    assert str(office.value(since, host=stays, seated=seated)) == DAY
    assert office.value("SELECT valid_to FROM block_seat WHERE id = :id", id=sits_twice) is None


def test_nothing_moves_before_the_consequences_of_these_very_answers_were_shown(
    desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    gone, stays = pair(office, plan)
    data = answers(office, (gone, stays), stays)
    preview = desk.post_form(MERGE, data)
    other = {**data, "successor": str(gone), "shown": shown(preview.text), "confirm": "1"}
    assert "Merge the groups" in desk.post_form(MERGE, other).text
    assert office.value("SELECT count(*) FROM group_change") == 0


@pytest.mark.row("K-24", page="/staff/<area>/groups/merge")
def test_groups_become_a_new_one_behind_which_a_decision_stands(
    desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    groups = pair(office, plan)
    decision = {
        "kind": "groups",
        "body_name": "Rada města",
        "decided_on": "1. 6. 2026",
        "precision": "day",
        "subject": "Rada města schválila sloučení skupin.",
    }
    desk.post_form("/staff/hlucin/decisions", decision)
    number = office.value("SELECT id FROM area_decision")
    one_leader = leaders(office, groups[0])[:1]
    data = answers(office, groups, "new", decision_id=str(number), **NEW) | {"leaders": one_leader}
    merge(desk, data)
    new = body_of(office, "ps-rodiny")
    assert office.value("SELECT name_forms->>'genitive' FROM body WHERE id = :id", id=new) == (
        "Pracovní skupiny pro rodiny"
    )
    assert leaders(office, new) == one_leader
    assert office.value("SELECT count(*) FROM goal WHERE body_id = :body", body=new) == 2
    page = desk.get(GROUPS).text
    assert "Rada města: Rada města schválila sloučení skupin." in page
    form = desk.get("/staff/hlucin/new-plan").text
    assert f'value="{new}"' in form
    assert f'value="{groups[0]}"' not in form


def test_a_former_member_has_no_desk_of_the_ended_group_any_more(
    client: PageClient, desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    gone, stays = pair(office, plan)
    keys = {body: key for key, body in plan.groups.items()}
    email = office.value(
        'SELECT u.email FROM membership s JOIN "user" u ON u.id = s.user_id '
        "WHERE s.body_id = :body AND s.role = 'leader' AND s.valid_to IS NULL LIMIT 1",
        body=gone,
    )
    merge(desk, answers(office, (gone, stays), stays))
    client.sign_in(email)
    assert client.get(f"/working-group/hlucin/{keys[gone]}/").status_code == 403
    assert client.get(f"/working-group/hlucin/{keys[stays]}/").status_code == 200


def test_what_cannot_be_is_refused_with_every_reason_and_keeps_what_was_typed(
    desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    first = pair(office, plan)[0]
    page = desk.post_form(
        MERGE, {"on": "2027-01-01", "groups": [str(first)], "successor": "new", "key": "PS Š"}
    )
    assert page.status_code == 422
    for sentence in (
        "at least two working groups",
        "Choose at least one leader",
        "small letters without accents",
    ):
        assert sentence in page.text
    assert 'value="PS Š"' in page.text
    assert "2027" in page.text


def test_a_group_with_a_proposal_under_way_is_not_merged(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
        gone, stays = pair(office, plan)
        measure = office_measure(tx, gone)
        propose_measure_change(
            acting(tx, coordinator(tx)),
            office.catalogue,
            area_id=plan.area_id,
            body_id=gone,
            measure_id=measure,
        )
    page = desk.post_form(MERGE, answers(office, (gone, stays), stays))
    assert page.status_code == 422
    assert "has a proposal of the measure 1.1.1" in page.text
    assert desk.post_form(MERGE, answers(office, (stays, gone), gone)).status_code == 200


def test_an_unfinished_yearly_report_moves_along_and_is_submitted_by_the_group_that_goes_on(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
        report = make_report(tx, office.catalogue, plan)
        gone, stays = pair(office, plan)
        for group in (gone, stays):
            said = {"process_id": report.process_id, "body_id": group, "kind": "submitted", "said_at": tx.now}
            tx.session.add(GroupOpinion(**said))
    merge(desk, answers(office, (gone, stays), stays))
    rows = "SELECT count(*) FROM measure_result WHERE body_id = :body"
    assert (office.value(rows, body=gone), office.value(rows, body=stays)) == (0, 2)
    assert office.value("SELECT count(*) FROM group_opinion WHERE withdrawn_at IS NULL") == 0
    history = desk.get(f"/staff/hlucin/history/{plan.process_id}").text
    assert "working group: " in history


def office_measure(tx: Transaction, group: int) -> int:
    return tx.session.scalars(select(Measure.id).where(Measure.body_id == group)).one()


def test_a_group_under_review_is_not_merged(desk: PageClient, office: Office, plan: RunningPlan) -> None:
    groups = pair(office, plan)
    office.do("UPDATE process_instance SET state = 'group_review' WHERE id = :id", id=plan.process_id)
    page = desk.post_form(MERGE, answers(office, groups, groups[1]))
    assert page.status_code == 422
    assert "are reviewing “Plán 2027–2030” just now" in page.text
    office.do("UPDATE process_instance SET state = 'drafting' WHERE id = :id", id=plan.process_id)
    assert desk.post_form(MERGE, answers(office, groups, groups[1])).status_code == 200


@pytest.mark.row("K-24", page="/staff/<area>/groups/<group>/split")
def test_a_new_group_comes_out_of_another_with_goals_and_people(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
    key, group = next(iter(plan.groups.items()))
    page, data = split_answers(office, key, group)
    goal, member = data["goals"][0], data["leader_id"]
    assert desk.get(page).status_code == 200
    preview = desk.post_form(page, data)
    assert "there is Pracovní skupina pro rodiny as well" in preview.text
    assert desk.post_form(page, {**data, "shown": shown(preview.text), "confirm": "1"}).status_code == 303
    new = body_of(office, "ps-rodiny")
    assert office.value("SELECT body_id FROM goal WHERE id = :id", id=goal) == new
    assert leaders(office, new) == [member]
    assert office.value(SEATS, body=group, day=DAY) > 0
    assert "Came out of" in desk.get(GROUPS).text


def test_the_old_group_keeps_a_leader_and_the_new_one_gets_a_goal(
    desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    key, group = next(iter(plan.groups.items()))
    led = leaders(office, group)
    page = desk.post_form(f"{GROUPS}/{key}/split", {"on": DAY, "people": led, "leader_id": led[0], **NEW})
    assert page.status_code == 422
    assert "at least one goal" in page.text
    assert "No leader would be left" in page.text

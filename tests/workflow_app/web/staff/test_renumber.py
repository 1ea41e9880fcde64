"""New numbers of goals, priorities and measures: directly while a plan is written, else in a change of its text."""

import re

import pytest
from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.factories.action_plan import ACTIVITIES, make_action_plan
from tests.factories.people import chair, coordinator, leader
from tests.factories.plan import RunningPlan, make_plan
from tests.factories.plan_in_force import freeze, make_plan_in_force
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.audit.verify import verify
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import read_step
from workflow_app.models.action_plan_text import action_plan_text
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.numbers import renumbered
from workflow_app.models.working_text import measure_change_text
from workflow_app.usecases.propose_measure_change import propose_measure_change, propose_new_measure
from workflows.measure.documents import measure_card
from workflows.plan.documents import plan as print_plan

WHY = "Skupiny se sloučily."
NUMBERS = "SELECT string_agg(number, ' ' ORDER BY position, id) FROM measure WHERE plan_id = :plan"
VERSION = "SELECT content, sha256 FROM version WHERE subject_kind = 'plan' AND number = :number"


def form_of(page: str) -> dict[str, str]:
    """Every text field of the page of numbers, as it stands."""
    fields = re.findall(r'<input[^>]*name="((?:goal|priority|measure|goals)[^"]*)"[^>]*>', page)
    typed = {}
    for name in fields:
        found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*value="([^"]*)"', page)
        assert found
        typed[name] = found[1]
    seen = re.search(r'name="seen" value="(\d+)"', page)
    return typed | ({"seen": seen[1]} if seen else {}) | {"reason": WHY}


def shifted(typed: dict[str, str]) -> dict[str, str]:
    """Goal 1 becomes goal 5, 2 becomes 1, 3 becomes 2 and so on, with everything below."""
    to = {"1": "5", "2": "1", "3": "2", "4": "3"}
    plain = {name: value for name, value in typed.items() if name not in ("seen", "reason")}
    return typed | {name: to[value[0]] + value[1:] for name, value in plain.items()}


def text(client: PageClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.replace("\u00a0", " ")))


@pytest.mark.row("K-24", page="/staff/<area>/renumber/<id>")
def test_a_plan_being_written_gets_new_numbers_and_keeps_the_old_ones_beside_them(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        plan = make_plan(tx, office.catalogue)
        freeze(tx, plan, 1)
    page = f"/staff/hlucin/renumber/{plan.process_id}"
    assert desk.post_form(page, shifted(form_of(desk.get(page).text))).status_code == 303
    assert office.value(NUMBERS, plan=plan.plan_id) == "5.1.1 1.1.1 2.1.1 3.1.1"
    with office.work() as tx:
        moved = renumbered(tx.session, plan.plan_id, 1, None)
        assert verify(tx) == []
    assert moved["measure", "2.1.1"] == "1.1.1"
    assert moved["goal", "1"] == "5"
    with office.work() as tx:
        process, key = plan.process_id, next(iter(plan.groups))
        email = office.value(
            'SELECT u.email FROM membership s JOIN "user" u ON u.id = s.user_id '
            "WHERE s.body_id = :body AND s.role = 'leader' AND s.valid_to IS NULL LIMIT 1",
            body=plan.groups[key],
        )
    desk.sign_in(email)
    changes = text(desk, f"/working-group/hlucin/{key}/plan/{process}/changes")
    assert "newly added" not in changes
    assert "left out" not in changes.replace("words left out", "")
    assert "dříve č. 1.1.1" in text(desk, f"/working-group/hlucin/{key}/document/{process}").replace(
        "formerly No.", "dříve č."
    )


def test_numbers_that_cannot_be_are_refused_and_come_back_as_typed(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        plan = make_plan(tx, office.catalogue)
    page = f"/staff/hlucin/renumber/{plan.process_id}"
    typed = form_of(desk.get(page).text)
    first, second = [name for name in typed if name.startswith("goal-")][:2]
    answer = desk.post_form(page, typed | {second: typed[first], "reason": ""})
    assert answer.status_code == 422
    assert "The number 1 is here twice." in answer.text
    assert "continue the one above it" in answer.text
    below = next(name for name in typed if name.startswith("measure-"))
    answer = desk.post_form(page, typed | {below: "jedna"})
    assert answer.status_code == 422
    assert 'value="jedna"' in answer.text
    assert office.value(NUMBERS, plan=plan.plan_id) == "1.1.1 2.1.1 3.1.1 4.1.1"
    assert office.value("SELECT count(*) FROM former_number") == 0


def test_numbers_without_gaps_are_proposed(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        plan = make_plan(tx, office.catalogue)
    page = f"/staff/hlucin/renumber/{plan.process_id}"
    desk.post_form(page, shifted(form_of(desk.get(page).text)))
    proposal = form_of(desk.get(f"{page}?proposal=1").text)
    assert desk.post_form(page, proposal).status_code == 303
    assert office.value(NUMBERS, plan=plan.plan_id) == "1.1.1 2.1.1 3.1.1 4.1.1"


def changed_in_force(desk: PageClient, office: Office, plan: RunningPlan) -> None:
    """The numbers of a plan in force change, and the steering group classes that as editorial."""
    with office.work() as tx:
        chairs = chair(tx)
    process = plan.process_id
    page = f"/staff/hlucin/renumber/{process}"
    assert "Open a change of the text first" in desk.get(page).text
    step = "/staff/hlucin/document/{}/step/{}"
    assert desk.post_form(step.format(process, "open_text_change"), {"reason": WHY}).status_code == 303
    assert desk.post_form(page, shifted(form_of(desk.get(page).text))).status_code == 303
    change = text(desk, f"/staff/hlucin/text-change/{process}")
    assert "left out" not in change.replace("words left out", "")
    assert desk.post_form(step.format(process, "submit_text_change"), {}).status_code == 303
    assert office.value(NUMBERS, plan=plan.plan_id) == "1.1.1 2.1.1 3.1.1 4.1.1"
    desk.sign_in(chairs)
    answers = {"trigger": "class_editorial", "meeting_on": "1. 12. 2026", "reason": WHY}
    assert desk.post_form(f"/steering/hlucin/text-change/{process}", answers).status_code == 303


@pytest.mark.row("K-24", page="/staff/<area>/renumber/<id>")
@pytest.mark.row("K-25", page="/staff/<area>/renumber/<id>")
def test_renumbering_a_plan_in_force_is_an_editorial_change_and_old_numbers_still_lead_to_measures(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
    changed_in_force(desk, office, plan)
    assert office.value(NUMBERS, plan=plan.plan_id) == "5.1.1 1.1.1 2.1.1 3.1.1"
    public = f"/areas/hlucin/plans/{plan.plan_id}"
    second = office.value("SELECT id FROM measure WHERE plan_id = :p AND position = 2", p=plan.plan_id)
    last = office.value("SELECT id FROM measure WHERE plan_id = :p AND position = 4", p=plan.plan_id)
    words = text(desk, f"{public}/measures/{second}")
    assert "1.1.1" in words
    assert re.search(r"(formerly No\.|dříve č\.) 2\.1\.1", words)
    for number, measure in (("4.1.1", last), ("1.1.1", second)):
        answer = desk.get(f"{public}/number/{number}")
        assert answer.status_code == 302
        assert answer.location.endswith(f"/measures/{measure}")
    assert desk.get(f"{public}/number/9.9.9").status_code == 404
    with office.work() as tx:
        assert renumbered(tx.session, plan.plan_id, 1, 2)["measure", "4.1.1"] == "3.1.1"
        assert verify(tx) == []
    assert office.one(VERSION, number=1).content["goals"][0]["number"] == "1"


def test_a_page_that_was_overtaken_saves_nothing(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        plan = make_plan(tx, office.catalogue)
    page = f"/staff/hlucin/renumber/{plan.process_id}"
    typed = form_of(desk.get(page).text)
    office.do("DELETE FROM measure WHERE plan_id = :plan AND position = 4", plan=plan.plan_id)
    assert desk.post_form(page, shifted(typed)).status_code == 409
    assert office.value(NUMBERS, plan=plan.plan_id) == "1.1.1 2.1.1 3.1.1"


def test_open_proposals_follow_their_measure_and_their_priority(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
        staff, group = acting(tx, coordinator(tx)), plan.groups["ps-krize"]
        here = {"area_id": plan.area_id, "body_id": group}
        measure = tx.session.scalars(select(Measure).where(Measure.body_id == group)).one()
        propose_measure_change(staff, office.catalogue, **here, measure_id=measure.id)
        propose_new_measure(
            staff, office.catalogue, **here, priority_id=measure.priority_id, title="Nové opatření"
        )
    changed_in_force(desk, office, plan)
    numbers = "SELECT string_agg(number, ' ' ORDER BY id) FROM measure_change"
    assert office.value(numbers) == "5.1.1 5.1.2"


def test_activities_of_an_action_plan_and_of_a_proposal_follow_the_number_of_their_measure(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
        made = make_action_plan(tx, office.catalogue, plan)
        measure = tx.session.scalars(select(Measure).where(Measure.plan_id == plan.plan_id)).first()
        assert measure is not None
        here = {"area_id": plan.area_id, "body_id": measure.body_id, "measure_id": measure.id}
        proposal = propose_measure_change(acting(tx, coordinator(tx)), office.catalogue, **here)
    changed_in_force(desk, office, plan)
    with office.work() as tx:
        year = action_plan_text(tx.session, made.action_plan_id)
        change = measure_change_text(tx.session, read(tx, proposal).subject_id)
    cards = [*year.measures, change.after]
    assert {card.number for card in cards} == {"5.1.1", "1.1.1", "2.1.1", "3.1.1"}
    assert all(item.number.startswith(f"{card.number}.") for card in cards for item in card.activities)
    assert [item.title for item in change.after.activities] == [item["title"] for item in ACTIVITIES]


def test_printed_texts_say_what_numbers_were_before(desk: PageClient, office: Office) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
    changed_in_force(desk, office, plan)
    with office.work() as tx:
        acts, group = acting(tx, leader(tx, "ps-krize")), plan.groups["ps-krize"]
        measure = tx.session.scalars(select(Measure).where(Measure.body_id == group)).one()
        here = {"area_id": plan.area_id, "body_id": group, "measure_id": measure.id}
        proposal = propose_measure_change(acts, office.catalogue, **here)
        change = tx.session.get_one(MeasureChange, read(tx, proposal).subject_id)
        change.reason, change.card = (
            "Přibyly obce.",
            {**change.card, "description": "Popis", "owner": "Město"},
        )
        tx.session.flush()
        fire(acts, office.catalogue, proposal, "submit_proposal")
        whole = print_plan(read_step(tx, office.catalogue, plan.process_id, 0)).context["plan"]
        card = measure_card(read_step(tx, office.catalogue, proposal, 0)).context["measure"]
    goals = whole.goals
    assert [goal.formerly for goal in goals] == ["dříve č. 1", "dříve č. 2", "dříve č. 3", "dříve č. 4"]
    assert goals[1].priorities[0].formerly == "dříve č. 2.1"
    assert goals[1].priorities[0].measures[0].formerly == "dříve č. 2.1.1"
    assert (card.number, card.formerly) == ("5.1.1", "dříve č. 1.1.1")

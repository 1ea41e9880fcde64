import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.factories.action_plan import lead_assembly_decides, make_action_plan, to_steering
from tests.factories.people import chair, coordinator
from tests.factories.plan import make_plan
from tests.factories.published import end_of_period
from tests.workflow_app.web.public.conftest import Register
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.models.membership import Membership
from workflows.common.payloads import Reason, SteeringDecision

WARNING = "The period of this plan has ended"


def test_shows_the_plan_in_force_without_a_warning_while_its_period_lasts(
    visitor: PageClient, register: Register
) -> None:
    page = visitor.get("/areas/hlucin").text
    assert "Plán 2027–2030" in page
    assert WARNING not in page


@pytest.mark.row("H-30")
def test_warns_when_the_period_of_the_plan_has_ended(guest: PageClient, changing: Register) -> None:
    with changing.work() as tx:
        end_of_period(tx, changing.published.plan, 2025)
    page = guest.get("/areas/hlucin").text
    assert WARNING in page
    assert "31\xa0December\xa02025" in page


@pytest.mark.row("H-30")
def test_tells_the_history_from_recorded_decisions(visitor: PageClient, register: Register) -> None:
    page = visitor.get("/areas/hlucin").text
    history = page[page.index('id="history-title"') :]
    assert "Assembly of the Town of Hlučín" in history
    assert "15 bodies decided" in history
    in_order = [
        history.index(text) for text in ("In force", "Awaiting the steering group", "15 bodies decided")
    ]
    assert in_order == sorted(in_order)  # all steps are of today, the sessions were yesterday


def test_the_history_of_an_action_plan_begins_when_it_goes_to_the_councils(
    guest: PageClient, changing: Register, catalogue: Catalogue
) -> None:
    with changing.work() as tx:
        made = make_action_plan(tx, catalogue, changing.published.plan)
        to_steering(tx, catalogue, made)
    assert "Action plan for 2027" not in guest.get("/areas/hlucin").text
    with changing.work() as tx:
        lead_assembly_decides(tx, made.plan.area_id)
        decision = SteeringDecision(meeting_on=date(2026, 11, 30), present=9)
        fire(acting(tx, chair(tx)), catalogue, made.process_id, "steering_approve", decision)
    assert _states(guest, "Action plan for 2027") == ["Awaiting the councils"]
    page = f"/areas/hlucin/action-plans/{made.action_plan_id}"
    assert f'href="{page}"' in guest.get("/areas/hlucin").text
    assert guest.get(page).status_code == 200
    with changing.work() as tx:
        reason = Reason("Chybí čísla.")
        fire(acting(tx, coordinator(tx)), catalogue, made.process_id, "return_after_refusal", reason)
    assert _states(guest, "Action plan for 2027") == ["Being put together", "Awaiting the councils"]
    assert f'href="{page}"' not in guest.get("/areas/hlucin").text


def _states(guest: PageClient, title: str) -> list[str]:
    """The states of one document in the public history, the newest first."""
    history = guest.get("/areas/hlucin").text.split('id="history-title"')[1]
    items = [item for item in history.split("<li")[1:] if title in item]
    return [re.search(r'class="tag"[^>]*>([^<]+)<', item)[1] for item in items]


@pytest.mark.row("P-07", page="/areas/<area>")
def test_counts_members_and_never_names_those_who_use_services(
    visitor: PageClient, register: Register
) -> None:
    page = visitor.get("/areas/hlucin").text
    group = _row(page, "Working group for older people")
    for side in (
        "municipalities (commissioners): ",
        "providers of services: ",
        "representatives of service users: 2",
    ):
        assert side in group
    users = register.rows(
        "SELECT u.name FROM \"user\" u JOIN membership m ON m.user_id = u.id WHERE m.side = 'service_user'"
    )
    assert users
    assert not [name for (name,) in users if name in page]


def _row(page: str, group: str) -> str:
    row = page[page.index("groups-table") :]
    row = row[row.index(group) :]
    return row[: row.index("</tr>")]


def test_a_person_who_sits_in_a_group_for_two_sides_is_one_member(
    guest: PageClient, changing: Register
) -> None:
    before = _row(guest.get("/areas/hlucin").text, "Working group for older people")
    members = int(re.search(r">(\d+)<", before)[1])
    assert "representatives of service users: 2" in before
    with changing.work() as tx:
        group_id = changing.published.plan.groups["ps-seniori"]
        seat = tx.session.scalars(
            select(Membership).where(Membership.body_id == group_id, Membership.side == "provider")
        ).first()
        second = {"role": "member" if seat.role == "leader" else "leader", "side": "service_user"}
        tx.session.add(
            Membership(user_id=seat.user_id, body_id=group_id, valid_from=seat.valid_from, **second)
        )
    after = _row(guest.get("/areas/hlucin").text, "Working group for older people")
    assert int(re.search(r">(\d+)<", after)[1]) == members
    assert "representatives of service users: 3" in after


@pytest.mark.row("H-25", page="/areas/<area>")
def test_names_a_body_that_sits_in_a_group_as_a_whole(visitor: PageClient, register: Register) -> None:
    page = visitor.get("/areas/hlucin").text
    row = _row(page, "Steering group")
    assert ">12<" in row
    assert "5 by office: Council of the Union of Municipalities of the Hlučín Microregion" in row
    assert "Kulíšková" not in row


def test_two_plans_that_are_being_written_stand_under_one_heading(
    guest: PageClient, changing: Register, catalogue: Catalogue
) -> None:
    with changing.work() as tx:
        make_plan(tx, catalogue)
        make_plan(tx, catalogue)
    page = guest.get("/areas/hlucin").text
    assert page.count('<h2 id="next">') == 1
    assert "The next plans" in page


def test_names_contact_persons_by_what_they_are_for(visitor: PageClient, register: Register) -> None:
    page = visitor.get("/areas/hlucin").text
    assert "for municipalities and their staff" in page
    assert "mailto:radim.habrovec@hlucin.example.cz" in page


def test_shows_nothing_of_another_area(visitor: PageClient, register: Register) -> None:
    page = visitor.get("/areas/albrechtice").text
    assert "Plán 2027–2030" not in page
    assert "Nothing has been decided yet." in page
    assert "hlucin.example.cz" not in page


def test_does_not_know_an_area_that_is_not_there(visitor: PageClient, register: Register) -> None:
    assert visitor.get("/areas/atlantida").status_code == 404

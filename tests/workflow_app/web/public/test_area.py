import pytest

from tests.browser_of_pages import PageClient
from tests.factories.published import end_of_period
from tests.workflow_app.web.public.conftest import Register

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


def test_counts_members_and_never_names_those_who_use_services(
    visitor: PageClient, register: Register
) -> None:
    page = visitor.get("/areas/hlucin").text
    assert "representatives of service users: 2" in page
    users = register.rows(
        "SELECT u.name FROM \"user\" u JOIN membership m ON m.user_id = u.id WHERE m.side = 'service_user'"
    )
    assert users
    assert not [name for (name,) in users if name in page]


@pytest.mark.row("H-25", page="/areas/<area>")
def test_names_a_body_that_sits_in_a_group_as_a_whole(visitor: PageClient, register: Register) -> None:
    page = visitor.get("/areas/hlucin").text
    row = page[page.index("groups-table") :]
    row = row[row.index("Steering group") :]
    row = row[: row.index("</tr>")]
    assert ">12<" in row
    assert "5 by office: Council of the Union of Municipalities of the Hlučín Microregion" in row
    assert "Kulíšková" not in row


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

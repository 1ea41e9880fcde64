import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.factories.published import end_of_period
from tests.workflow_app.web.public.conftest import Register


@pytest.mark.row("H-08")
def test_says_which_plan_is_in_force_and_where_the_next_one_stands(
    visitor: PageClient, register: Register
) -> None:
    page = visitor.get("/").text
    assert "Plán 2027–2030" in page
    assert "until 31\xa0December\xa02030" in page
    assert "Plán 2031–2034" in page
    assert "Being written" in page


def test_an_area_without_any_plan_says_so(visitor: PageClient, register: Register) -> None:
    page = visitor.get("/").text
    assert page.count("No plan is in force yet.") == 1
    assert "Work on it has not begun yet." in page


def test_says_when_the_period_of_the_plan_has_ended(guest: PageClient, changing: Register) -> None:
    with changing.work() as tx:
        end_of_period(tx, changing.published.plan, 2025)
    assert "its period ended on 31\xa0December\xa02025" in guest.get("/").text


def test_is_friendly_when_nobody_plans_here(guest: PageClient, changing: Register) -> None:
    with changing.database.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("DELETE FROM area"))
    answer = guest.get("/")
    assert answer.status_code == 200
    assert "No area plans here yet." in answer.text

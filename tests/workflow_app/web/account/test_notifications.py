"""One's own notices: unread first, opened by a press."""

from datetime import timedelta

import pytest

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.account.account_facts import MAYOR, STAFF, letters, said, user
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.notification import Notification

PAGE = "/account/notifications"


@pytest.fixture
def notices(database: Database, clock: FakeClock) -> list[Notification]:
    """Three of the coordinator (the second read, the third with a link elsewhere) and one of a mayor."""
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        for number, (email, link) in enumerate(
            [(STAFF, "/a"), (STAFF, "/b"), (STAFF, "//evil.org"), (MAYOR, "/d")]
        ):
            person = user(database, email)
            tx.session.add(
                Notification(
                    dedupe_key=f"test:{number}",
                    user_id=person.id,
                    email=email,
                    language="cs",
                    name="test_notice",
                    subject=f"Oznámení číslo {number}",
                    body="",
                    link=link,
                    created_at=tx.now + timedelta(minutes=number),
                    read_at=tx.now if number == 1 else None,
                )
            )
    return letters(database, "test_notice")


def test_only_mine_and_the_unread_first(client: PageClient, notices: list[Notification]) -> None:
    client.sign_in(STAFF)
    text = said(client.get(PAGE).text)
    places = [text.index(f"Oznámení číslo {number}") for number in (2, 0, 1)]
    assert places == sorted(places)
    assert "Oznámení číslo 3" not in text


def test_opening_one_marks_it_and_leads_on(
    client: PageClient, database: Database, notices: list[Notification]
) -> None:
    client.sign_in(STAFF)
    assert client.post_form(f"{PAGE}/{notices[0].id}", {}, page=PAGE).location == "/a"
    assert client.post_form(f"{PAGE}/{notices[2].id}", {}, page=PAGE).location == PAGE, (
        "never to another site"
    )
    assert [one.read_at is None for one in letters(database, "test_notice")] == [False, False, False, True]


def test_somebody_elses_is_not_found_and_stays_unread(
    client: PageClient, database: Database, notices: list[Notification]
) -> None:
    client.sign_in(STAFF)
    assert client.post_form(f"{PAGE}/{notices[3].id}", {}, page=PAGE).status_code == 404
    assert letters(database, "test_notice")[3].read_at is None


def test_all_can_be_marked_at_once(
    client: PageClient, database: Database, notices: list[Notification]
) -> None:
    client.sign_in(STAFF)
    client.post_form(f"{PAGE}/read", {}, page=PAGE)
    assert [one.read_at is None for one in letters(database, "test_notice")] == [False, False, False, True]


def test_the_header_asks_for_the_number_only(client: PageClient, notices: list[Notification]) -> None:
    client.sign_in(STAFF)
    fragment = client.get(PAGE, headers={"HX-Request": "true"})
    assert fragment.text.startswith('<span class="count" aria-hidden="true">2</span>')
    assert "<html" not in fragment.text
    client.post_form(f"{PAGE}/read", {}, page=PAGE)
    assert client.get(PAGE, headers={"HX-Request": "true"}).text == ""


def test_no_notices_is_a_friendly_sentence(client: PageClient) -> None:
    client.sign_in(MAYOR)
    page = client.get(PAGE)
    assert 'class="empty"' in page.text
    assert client.get(f"{PAGE}?page=x").status_code == 200

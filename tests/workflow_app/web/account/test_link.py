"""The one-time sign-in link: asked for, e-mailed, used once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.account.account_facts import STAFF, letters, said, waiting_messages, who
from tests.workflow_app.web.account.conftest import GOOD, browser

ASK = "/account/request-link"
LETTER = "sign_in_link"


def ask(client: PageClient, email: str = STAFF, **more: str) -> None:
    answer = client.post_form(ASK, {"email": email, **more})
    assert (answer.status_code, answer.location) == (303, f"{ASK}?sent=1")


def test_the_letter_goes_through_the_outbox_and_the_link_signs_in(
    client: PageClient, database: Database
) -> None:
    ask(client, f" {STAFF.upper()}")
    (letter,) = letters(database, LETTER)
    assert waiting_messages(database) == [letter.id]
    assert (letter.email, letter.state, letter.area_id) == (STAFF, "pending", None)
    assert f"http://localhost{letter.link}" in letter.body.split("\n"), "on a line of its own"
    assert "30 minut" in letter.subject.replace("\xa0", " ")
    answer = client.post_form(letter.link, {})
    assert (answer.status_code, answer.location) == (303, "/account/home")
    assert who(client, database) == STAFF


def test_opening_the_link_spends_nothing(client: PageClient, database: Database) -> None:
    ask(client)
    link = letters(database, LETTER)[0].link
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert "Anna Šafránová" in page.text
    assert who(client, database) is None
    assert client.post_form(link, {}).status_code == 303


def test_it_works_once_only(app: Flask, client: PageClient, database: Database) -> None:
    ask(client)
    link = letters(database, LETTER)[0].link
    thief = browser(app)
    token = thief.token(link)
    assert client.post_form(link, {}).status_code == 303
    assert thief.post(link, data={"csrf_token": token}).status_code == 410
    assert thief.get(link).status_code == 410
    assert who(thief, database) is None


def test_of_two_presses_at_once_one_signs_in(app: Flask, client: PageClient, database: Database) -> None:
    ask(client)
    link = letters(database, LETTER)[0].link
    browsers = [browser(app) for _ in range(4)]
    tokens = [each.token(link) for each in browsers]
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(
            lambda pair: pair[0].post(link, data={"csrf_token": pair[1]}), zip(browsers, tokens, strict=True)
        )
    assert sorted(answer.status_code for answer in answers) == [303, 410, 410, 410]


def test_any_later_sign_in_spends_it(
    app: Flask, client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    ask(client)
    link = letters(database, LETTER)[0].link
    browser(app).post_form("/account/sign-in", {"email": STAFF, "password": GOOD})
    assert client.get(link).status_code == 410


def test_it_expires(client: PageClient, database: Database, clock: FakeClock) -> None:
    ask(client)
    link = letters(database, LETTER)[0].link
    clock.advance(minutes=29)
    assert client.get(link).status_code == 200
    clock.advance(minutes=1)
    page = client.get(link)
    assert page.status_code == 410
    assert "Platnost odkazu skončila." in said(page.text)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "x" + t, lambda _: "nonsense", lambda t: t + "."]
)
def test_a_changed_link_is_refused(
    client: PageClient, database: Database, change: Callable[[str], str]
) -> None:
    ask(client)
    start, _, token = letters(database, LETTER)[0].link.rpartition("/")
    page = client.get(f"{start}/{change(token)}")
    assert page.status_code == 410
    assert "Odkaz není celý." in said(page.text)


def test_it_is_no_invitation(client: PageClient, database: Database) -> None:
    ask(client)
    token = letters(database, LETTER)[0].link.rpartition("/")[2]
    assert client.get(f"/account/invitation/{token}").status_code == 410


def test_an_unknown_or_closed_address_gets_the_same_answer_and_no_letter(
    client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password("radim.habrovec@hlucin.example.cz", active=False)
    pages = set()
    for email in ("nobody@example.org", "radim.habrovec@hlucin.example.cz", STAFF):
        ask(client, email)
        pages.add(said(client.get(f"{ASK}?sent=1").text))
    assert len(pages) == 1
    assert [letter.email for letter in letters(database, LETTER)] == [STAFF]


def test_it_leads_where_the_person_wanted(client: PageClient, database: Database) -> None:
    ask(client, next="/account/notifications")
    assert client.post_form(letters(database, LETTER)[0].link, {}).location == "/account/notifications"


def test_what_is_no_address_is_said_and_kept(client: PageClient, database: Database) -> None:
    answer = client.post_form(ASK, {"email": "anna.safranova"})
    assert answer.status_code == 422
    assert 'value="anna.safranova"' in answer.text
    assert letters(database, LETTER) == []


def test_nobody_is_flooded_with_letters(client: PageClient, database: Database) -> None:
    for _ in range(5):
        ask(client)
    stopped = client.post_form(ASK, {"email": STAFF})
    assert stopped.status_code == 429
    assert "60 minut" in stopped.text
    assert len(letters(database, LETTER)) == 5


def test_the_letter_is_not_among_the_persons_notices(client: PageClient, database: Database) -> None:
    ask(client)
    client.post_form(letters(database, LETTER)[0].link, {})
    assert letters(database, LETTER)[0].subject not in client.get("/account/notifications").text

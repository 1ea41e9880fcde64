"""Signing in by password."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.account.account_facts import MAYOR, STAFF, said, user, who
from tests.workflow_app.web.account.conftest import GOOD, browser
from workflow_app.access import passwords

PAGE = "/account/sign-in"
WRONG = "E-mail nebo heslo nesouhlasí."


def test_right_password_signs_in_and_leads_to_the_desk(
    client: PageClient, database: Database, clock: FakeClock, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    answer = client.post_form(PAGE, {"email": f" {STAFF.upper()} ", "password": GOOD})
    assert (answer.status_code, answer.location) == (303, "/account/home")
    assert who(client, database) == STAFF
    assert user(database, STAFF).last_sign_in_at == clock()
    assert client.get("/account/home").location == "/staff/hlucin"


def test_wrong_password_unknown_address_no_password_and_closed_account_look_the_same(
    client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    set_password(MAYOR, active=False)
    tries = [(STAFF, "something else"), ("nobody@example.org", GOOD), (MAYOR, GOOD)]
    tries.append(("radim.habrovec@hlucin.example.cz", GOOD))
    texts = set()
    for email, password in tries:
        answer = client.post_form(PAGE, {"email": email, "password": password})
        assert answer.status_code == 422
        assert f'value="{email}"' in answer.text, "what was typed stays"
        assert password not in answer.text
        texts.add(said(answer.text))
    assert len(texts) == 1
    assert WRONG in texts.pop()
    assert who(client, database) is None


def test_a_hash_is_computed_also_for_nobody(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []

    class Counting:
        def __init__(self) -> None:
            self.real = passwords.HASHER

        def hash(self, password: bytes) -> str:
            return self.real.hash(password)

        def verify(self, stored: str, password: bytes) -> bool:
            checked.append(stored)
            return self.real.verify(stored, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    client.post_form(PAGE, {"email": "nobody@example.org", "password": GOOD})
    assert len(checked) == 1
    assert checked[0].startswith("$argon2id$")


def test_empty_fields_are_named(client: PageClient) -> None:
    answer = client.post_form(PAGE, {"email": "", "password": ""})
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert 'href="#password"' in answer.text


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/staff/hlucin?tab=1", "/staff/hlucin?tab=1"),
        ("//evil.example.org", "/account/home"),
        ("https://evil.example.org/", "/account/home"),
        ("/\\evil.example.org", "/account/home"),
        ("/\t/evil.example.org", "/account/home"),
        ("javascript:alert(1)", "/account/home"),
        ("", "/account/home"),
    ],
)
def test_goes_back_only_to_our_own_pages(
    client: PageClient, set_password: Callable[..., None], wanted: str, reached: str
) -> None:
    set_password(STAFF)
    answer = client.post_form(PAGE, {"email": STAFF, "password": GOOD, "next": wanted})
    assert answer.location == reached


def test_a_page_for_members_leads_here_and_back(
    client: PageClient, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    turned_away = client.get("/account/notifications")
    assert turned_away.status_code == 302
    answer = client.post_form(turned_away.location, {"email": STAFF, "password": GOOD})
    assert answer.location == "/account/notifications"


def test_the_session_of_the_visitor_does_not_survive(
    client: PageClient, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    old_token = client.token(PAGE)
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    client.post(PAGE, data={"email": STAFF, "password": GOOD, "csrf_token": old_token})
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.permanent
    assert client.post("/account/sign-out", data={"csrf_token": old_token}).status_code == 400


def test_without_a_token_nothing_happens(
    client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    assert client.post(PAGE, data={"email": STAFF, "password": GOOD}).status_code == 400
    assert who(client, database) is None


def test_outdated_hash_is_renewed(
    client: PageClient, database: Database, set_password: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_password(STAFF)
    before = user(database, STAFF).password
    stronger = passwords.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", stronger)
    client.post_form(PAGE, {"email": STAFF, "password": GOOD})
    after = user(database, STAFF).password
    assert after != before
    assert after is not None
    assert not passwords.is_outdated(after)


def test_too_many_tries_for_one_address_of_mail_are_stopped(
    app: Flask, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    client = browser(app)
    for _ in range(10):
        assert client.post_form(PAGE, {"email": STAFF, "password": "wrong"}).status_code == 422
    stopped = client.post_form(PAGE, {"email": STAFF, "password": GOOD})
    assert stopped.status_code == 429
    assert "15 minut" in stopped.text
    assert client.post_form(PAGE, {"email": MAYOR, "password": "wrong"}).status_code == 422


def test_works_while_redis_is_down(app_with: Callable[..., Flask], set_password: Callable[..., None]) -> None:
    set_password(STAFF)
    app = app_with(redis_url="redis://127.0.0.1:1/0")
    client: PageClient = app.test_client()  # type: ignore[assignment]
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert client.post_form(PAGE, {"email": STAFF, "password": GOOD}).status_code == 303


def test_signing_out_ends_it_but_keeps_the_language(client: PageClient, database: Database) -> None:
    client.sign_in(STAFF)
    client.post_form("/account/language", {"language": "en"}, page="/account")
    answer = client.post_form("/account/sign-out", {}, page="/account")
    assert answer.location == PAGE
    assert who(client, database) is None
    assert '<html lang="en"' in client.get(PAGE).text
    assert client.get("/account/sign-out").status_code == 405

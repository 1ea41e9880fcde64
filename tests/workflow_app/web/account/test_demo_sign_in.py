"""Demo people: one click each, in demo mode only."""

import re
from collections.abc import Callable

from flask import Flask

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.workflow_app.web.account.account_facts import MAYOR, STAFF, said, user, who
from tests.workflow_app.web.account.conftest import browser

PAGE, CLICK = "/account/sign-in", "/account/demo-sign-in"


def test_everybody_by_role_and_one_click_signs_in(app_with: Callable[..., Flask], database: Database) -> None:
    client = browser(app_with(demo_mode=True))
    page = client.get(PAGE).text
    for words in ("Anna Šafránová", "Pavel Zapletal", "Hana Hlaváčová", "Anna Vrbická", "Hlučín –", "Bělá –"):
        assert words in said(page)
    pressed = re.findall(r'name="person" value="(\d+)"[^>]*><span[^>]*>Pavel Zapletal<', page)
    assert set(pressed) == {str(user(database, MAYOR).id)}
    answer = client.post_form(CLICK, {"person": pressed[0]}, page=PAGE)
    assert (answer.status_code, answer.location) == (303, "/account/home")
    assert who(client, database) == MAYOR
    assert client.get("/account/home").location == "/council/507016"


def test_without_demo_mode_there_is_nothing(client: PageClient, database: Database) -> None:
    assert "Anna Šafránová" not in client.get(PAGE).text
    answer = client.post_form(CLICK, {"person": str(user(database, STAFF).id)}, page=PAGE)
    assert answer.status_code == 404
    assert who(client, database) is None


def test_nonsense_and_nobody_are_not_found(app_with: Callable[..., Flask], database: Database) -> None:
    client = browser(app_with(demo_mode=True))
    for person in ("", "anna", "-1", "0", "999999999", "9" * 40, "1 OR 1=1"):
        assert client.post_form(CLICK, {"person": person}, page=PAGE).status_code == 404
    assert who(client, database) is None


def test_closed_accounts_and_ended_seats_are_not_offered(
    app_with: Callable[..., Flask], set_password: Callable[..., None]
) -> None:
    set_password(MAYOR, active=False)
    page = said(browser(app_with(demo_mode=True)).get(PAGE).text)
    assert "Pavel Zapletal" not in page
    assert "Josef Ořechovský" not in page, "his membership ended in 2025"


def test_the_visitor_keeps_their_own_language(app_with: Callable[..., Flask], database: Database) -> None:
    client = browser(app_with(demo_mode=True))
    english = {"Accept-Language": "en"}
    token = client.get(PAGE, headers=english).text.split('name="csrf_token" value="')[1].split('"')[0]
    data = {"person": str(user(database, STAFF).id), "csrf_token": token}
    client.post(CLICK, data=data, headers=english)
    assert '<html lang="en"' in client.get("/account").text

"""Invitations: what one is invited to, a password or none, used once."""

import pytest
from flask import Flask

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.account.account_facts import MAYOR, said, user, who
from tests.workflow_app.web.account.conftest import GOOD, browser
from workflow_app.access.tokens import invitation_paths
from workflow_app.settings import DEVELOPMENT_SECRET


@pytest.fixture
def link(database: Database, clock: FakeClock) -> str:
    """The invitation of the mayor of Hlučín."""
    return invitation_paths(DEVELOPMENT_SECRET, clock())(user(database, MAYOR).fs_uniquifier)


def test_shows_bodies_and_roles_and_spends_nothing(client: PageClient, link: str) -> None:
    for _ in range(2):
        page = client.get(link)
        assert page.status_code == 200
    text = said(page.text)
    for words in ("Pavel Zapletal", "Zastupitelstvo města Hlučína", "Rada města Hlučína", "Řídicí skupina"):
        assert words in text


def test_a_password_may_be_set(app: Flask, client: PageClient, database: Database, link: str) -> None:
    answer = client.post_form(link, {"password": GOOD, "again": GOOD, "without_password": ""})
    assert (answer.status_code, answer.location) == (303, "/account/home")
    assert who(client, database) == MAYOR
    other = browser(app)
    other.post_form("/account/sign-in", {"email": MAYOR, "password": GOOD})
    assert who(other, database) == MAYOR


def test_one_may_go_on_without_a_password(client: PageClient, database: Database, link: str) -> None:
    assert client.post_form(link, {"without_password": "1"}).status_code == 303
    assert who(client, database) == MAYOR
    assert user(database, MAYOR).password is None


def test_it_works_once(app: Flask, client: PageClient, database: Database, link: str) -> None:
    thief = browser(app)
    token = thief.token(link)
    client.post_form(link, {"without_password": "1"})
    assert thief.get(link).status_code == 410
    again = thief.post(link, data={"csrf_token": token, "without_password": "1"})
    assert again.status_code == 410
    assert who(thief, database) is None


def test_it_holds_thirty_days(client: PageClient, clock: FakeClock, link: str) -> None:
    clock.advance(days=29, hours=23)
    assert client.get(link).status_code == 200
    clock.advance(hours=1)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("password", "again", "expected"),
    [
        ("kratke", "kratke", "Heslo je příliš krátké."),
        ("pavel zapletal", "pavel zapletal", "snadno uhodnout"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "snadno uhodnout"),
        (GOOD * 20, GOOD * 20, "Heslo je příliš dlouhé"),
    ],
)
def test_a_weak_password_is_explained_and_the_invitation_stays(
    client: PageClient, database: Database, link: str, password: str, again: str, expected: str
) -> None:
    answer = client.post_form(link, {"password": password, "again": again, "without_password": ""})
    assert answer.status_code == 422
    assert expected in said(answer.text)
    assert who(client, database) is None
    assert client.get(link).status_code == 200


def test_two_different_passwords_are_refused(client: PageClient, database: Database, link: str) -> None:
    answer = client.post_form(link, {"password": GOOD, "again": GOOD + "!", "without_password": ""})
    assert answer.status_code == 422
    assert 'href="#again"' in answer.text
    assert user(database, MAYOR).password is None


def test_another_installations_link_is_refused(
    client: PageClient, database: Database, clock: FakeClock
) -> None:
    forged = invitation_paths("somebody else's secret", clock())(user(database, MAYOR).fs_uniquifier)
    assert client.get(forged).status_code == 410

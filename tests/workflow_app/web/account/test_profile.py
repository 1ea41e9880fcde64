"""The profile, the choice of language, the way to the main desk."""

import pytest

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.workflow_app.web.account.account_facts import LEADER, MAYOR, STAFF, said, user


def test_shows_who_i_am_and_where_i_sit(client: PageClient) -> None:
    client.sign_in(MAYOR)
    text = said(client.get("/account").text)
    for words in ("Pavel Zapletal", MAYOR, "Zastupitelstvo města Hlučína", "15. 11. 2022"):
        assert words in text
    assert client.get("/account/").status_code == 200


def test_the_language_is_remembered_for_pages_and_mails(client: PageClient, database: Database) -> None:
    client.sign_in(STAFF)
    answer = client.post_form("/account/language", {"language": "en", "next": "/account"}, page="/account")
    assert (answer.status_code, answer.location) == (303, "/account")
    assert '<html lang="en"' in client.get("/account").text
    assert user(database, STAFF).language == "en"
    assert user(database, MAYOR).language == "cs"


def test_a_visitor_chooses_too_and_unknown_languages_are_refused(client: PageClient) -> None:
    page = "/account/sign-in"
    assert (
        client.post_form("/account/language", {"language": "en", "next": "//evil.org"}, page=page).location
        == "/"
    )
    assert '<html lang="en"' in client.get(page).text
    assert client.post_form("/account/language", {"language": "de"}, page=page).status_code == 422
    assert '<html lang="en"' in client.get(page).text


@pytest.mark.parametrize(
    ("email", "desk"),
    [
        (STAFF, "/staff/hlucin"),
        (MAYOR, "/council/507016"),
        (LEADER, "/steering/hlucin"),
        ("tomas.sipek@posta.example.org", "/working-group/hlucin/ps-seniori"),
        ("josef.orechovsky@posta.example.org", "/account"),
    ],
)
def test_home_is_the_main_desk(client: PageClient, email: str, desk: str) -> None:
    client.sign_in(email)
    assert client.get("/account/home").location.rstrip("/") == desk

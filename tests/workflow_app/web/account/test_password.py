"""Setting and changing one's password."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.workflow_app.web.account.account_facts import STAFF, letters, said, user, who
from tests.workflow_app.web.account.conftest import GOOD, browser
from workflow_app.models.edit_record import EditRecord

PAGE = "/account/password"
NEW = "pero strom husa led"


def test_a_change_ends_all_other_sign_ins(
    app: Flask, client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    other = browser(app)
    other.sign_in(STAFF)
    assert other.get("/account").status_code == 200
    client.sign_in(STAFF)
    answer = client.post_form(PAGE, {"current": GOOD, "password": NEW, "again": NEW})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert browser(app).post_form("/account/sign-in", {"email": STAFF, "password": NEW}).status_code == 303


def test_the_person_is_told_by_mail_and_the_history_knows(
    client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    client.sign_in(STAFF)
    client.post_form(PAGE, {"current": GOOD, "password": NEW, "again": NEW})
    assert [letter.email for letter in letters(database, "password_changed")] == [STAFF]
    with database.sessions() as session:
        mine = select(EditRecord).where(
            EditRecord.subject_kind == "user", EditRecord.after.has_key("has_password")
        )
        record = session.execute(mine).scalar_one()
    assert record.after == {"has_password": True, "password_changed": True}
    assert "argon2" not in str(record.before) + str(record.after)


def test_the_present_password_is_asked_for(
    client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    client.sign_in(STAFF)
    before = user(database, STAFF).password
    answer = client.post_form(PAGE, {"current": "wrong one", "password": NEW, "again": NEW})
    assert answer.status_code == 422
    assert "Současné heslo nesouhlasí." in said(answer.text)
    missing = client.post_form(PAGE, {"password": NEW, "again": NEW})
    assert missing.status_code == 422
    assert user(database, STAFF).password == before


def test_whoever_forgot_it_comes_by_a_link_and_sets_a_new_one(
    client: PageClient, database: Database, set_password: Callable[..., None]
) -> None:
    set_password(STAFF)
    client.post_form("/account/request-link", {"email": STAFF})
    client.post_form(letters(database, "sign_in_link")[0].link, {})
    assert client.post_form(PAGE, {"password": NEW, "again": NEW}).status_code == 303
    assert who(client, database) == STAFF
    asked_again = client.post_form(PAGE, {"password": GOOD, "again": GOOD})
    assert asked_again.status_code == 422, "the proof is spent with the change"


def test_a_visitor_cannot(client: PageClient) -> None:
    assert client.get(PAGE).status_code == 302
    token = client.token("/account/sign-in")
    assert client.post(PAGE, data={"csrf_token": token, "password": NEW, "again": NEW}).status_code == 401

"""A form that is sent after its session has ended loses nothing of what was typed."""

import re
from html import unescape

import pytest

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.factories.people import leader
from tests.factories.plan import make_plan
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.engine.catalogue import Catalogue

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
HERE = {"Origin": "http://localhost"}


@pytest.fixture
def office(database: Database, clock: FakeClock, catalogue: Catalogue) -> Office:
    return Office(database, clock, catalogue)


def kept(page: str) -> dict[str, str]:
    """What the page of an expired form would send again."""
    form = page.split('<form method="post" action="/working-group', 1)[-1]
    return {name: unescape(value) for name, value in HIDDEN.findall(form)}


def goal_to_write(office: Office) -> tuple[str, str]:
    """The address of a goal that the group for seniors writes, and who writes it."""
    with office.work() as tx:
        plan = make_plan(tx, office.catalogue, done=False)
        who = leader(tx, "ps-seniori")
    goal = office.value("SELECT id FROM goal WHERE body_id = :body", body=plan.groups["ps-seniori"])
    return f"/working-group/hlucin/ps-seniori/plan/{plan.process_id}/goal/{goal}", who


def test_what_was_typed_waits_for_the_sign_in_and_is_then_saved(client: PageClient, office: Office) -> None:
    url, who = goal_to_write(office)
    client.sign_in(who)
    page = client.get(url).text
    typed = client.hidden(url) | {"text": 'První řádek & "uvozovky"\r\n\r\nDruhý <odstavec>.'}
    title = re.search(r'name="title"[^>]*value="([^"]*)"', page)
    priority = re.search(r'name="(priority-\d+)"', page)
    assert title
    assert priority
    typed |= {"title": title[1], priority[1]: "Terénní služby"}
    with client.session_transaction() as cookie:
        cookie.clear()
    expired = client.post(url, data=typed, headers=HERE)
    assert expired.status_code == 400
    assert 'target="_blank"' in expired.text
    waiting = kept(expired.text)
    assert waiting["text"] == typed["text"]
    still_out = client.post(url, data=waiting, headers=HERE)
    assert still_out.status_code == 401
    assert kept(still_out.text)["text"] == typed["text"]
    client.sign_in(who)
    with client.session_transaction() as cookie:
        cookie.pop("csrf_token")
    signed_in = client.post(url, data=kept(still_out.text), headers=HERE)
    assert signed_in.status_code == 400
    assert "Odeslat znovu" in signed_in.text
    assert client.post(url, data=kept(signed_in.text), headers=HERE).status_code == 303
    saved = office.value("SELECT text FROM goal WHERE id = :id", id=int(url.rsplit("/", 1)[1]))
    assert saved == 'První řádek & "uvozovky"\n\nDruhý <odstavec>.'


def test_a_form_of_a_foreign_site_and_passwords_are_not_offered_again(
    client: PageClient, office: Office
) -> None:
    url, _who = goal_to_write(office)
    foreign = client.post(url, data={"text": "Podstrčeno"}, headers={"Origin": "https://jinde.example.cz"})
    assert foreign.status_code == 400
    assert "Podstrčeno" not in foreign.text
    secret = client.post("/account/sign-in", data={"password": "tajne-heslo"}, headers=HERE)
    assert secret.status_code == 400
    assert "tajne-heslo" not in secret.text

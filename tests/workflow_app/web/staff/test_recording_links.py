"""Staff gives links: sends, shows once, cancels, sends anew to a whole round; more time prolongs them."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.factories.approval import record
from tests.factories.link_post import ANSWERS, LinkPost, opened_at, path_in
from tests.factories.people import coordinator
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.usecases.extend_deadline import extend_deadline
from workflows.council_resolution.payloads import Extension

OFFICE = "podatelna@bela.example.cz"


def _links(process_id: int, rest: str = "") -> str:
    return f"/staff/hlucin/body/{process_id}/links{rest}"


@pytest.fixture
def post(office: Office, running: PlanBeforeMembers, app: Flask) -> LinkPost:
    settings = app.extensions["workflow"].settings
    return LinkPost(office.database, running.bela, office.clock, office.catalogue, settings)


@pytest.fixture
def visitor(app: Flask) -> PageClient:
    return app.test_client()  # type: ignore[return-value]


def _give(desk: PageClient, running: PlanBeforeMembers, post: LinkPost, email: str = OFFICE) -> str:
    assert desk.post_form(_links(running.bela), {"email": email}).status_code == 303
    return path_in(post.letter_to(email.lower()))


def test_a_new_link_ends_the_former_one_of_the_same_address(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, post: LinkPost
) -> None:
    page = desk.get(_links(running.bela)).text
    assert f'value="{OFFICE}"' in page
    first, other = _give(desk, running, post), _give(desk, running, post, "Starostka@bela.example.cz")
    second = _give(desk, running, post)
    assert visitor.get(first).status_code == 410
    assert "There is a newer link" in visitor.get(first, headers={"Accept-Language": "en"}).text
    assert visitor.get(second).status_code == visitor.get(other).status_code == 303
    page = desk.get(_links(running.bela)).text
    assert "replaced by a newer one" in page
    assert "nobody has opened it yet" in page
    visitor.post_form(opened_at(visitor, second), {})
    assert "Opened by a person" in desk.get(_links(running.bela)).text
    assert "opened 1 December 2026" in desk.get(f"/staff/hlucin/body/{running.bela}").text.replace(
        "\xa0", " "
    )


def test_a_wrong_address_comes_back_as_it_was_typed(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    for wrong in ("", "starosta", "a@b", "a@example.cz\r\nBcc: c@example.cz"):
        page = desk.post_form(_links(running.bela), {"email": wrong})
        assert page.status_code == 422, wrong
    assert 'value="a@example.cz' in page.text
    assert office.value("SELECT count(*) FROM recording_link") == 0


def test_a_link_handed_over_is_shown_once_and_can_be_cancelled(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, office: Office, post: LinkPost
) -> None:
    token = desk.token(_links(running.bela))
    page = desk.post(_links(running.bela, "/hand-over"), data={"csrf_token": token})
    shown = re.search(r"http://localhost(/council/link/[\w-]+)", page.text)
    assert shown
    assert page.headers["Cache-Control"] == "no-store"
    assert shown.group(1) not in desk.get(_links(running.bela)).text
    opened = opened_at(visitor, shown.group(1))
    form = visitor.hidden(f"{opened}/record")
    number = opened.rpartition("/")[2]
    desk.post(_links(running.bela, f"/{number}/revoke"), data={"csrf_token": token})
    assert visitor.get(opened).status_code == 410
    late = visitor.post(f"{opened}/record", data={**form, **ANSWERS, "step": "record"})
    assert late.status_code == 410
    assert office.state(running.bela) == "sent"
    assert post.events() == ["issued", "revoked", "refused"]
    assert desk.post(_links(running.pist, f"/{number}/revoke"), data={"csrf_token": token}).status_code == 404


def test_what_a_handed_over_link_records_says_who_handed_it_over(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, office: Office, post: LinkPost
) -> None:
    token = desk.token(_links(running.bela))
    page = desk.post(_links(running.bela, "/hand-over"), data={"csrf_token": token}).text
    opened = opened_at(visitor, re.search(r"/council/link/[\w-]+", page).group(0))  # type: ignore[union-attr]
    done = visitor.post_form(f"{opened}/record", {**ANSWERS, "step": "record"})
    assert done.status_code == 303
    assert not post.send(), "there is no address for a receipt"
    source = office.value("SELECT source FROM council_resolution ORDER BY id DESC LIMIT 1")
    assert source == "recording_link"
    page = desk.get(f"/staff/hlucin/body/{running.bela}").text
    assert "by a link handed over" in page
    assert "link for recording without signing in, handed over by the coordinator" in page
    closed = desk.post_form(_links(running.bela), {"email": OFFICE})
    assert closed.status_code == 422
    assert "No resolution is awaited" in closed.text


def test_new_links_go_to_all_who_have_not_decided(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, office: Office, post: LinkPost
) -> None:
    former = _give(desk, running, post)
    with office.work() as tx:
        record(tx, office.catalogue, running.pist)
    url = f"/staff/hlucin/round/{running.plan.process_id}/links"
    page = desk.get(url).text
    assert "Bělá" in page
    assert "Píšť" not in page
    done = desk.post_form(url, {}, follow_redirects=True)
    assert "13 bodies get a new link by e-mail." in done.text
    letters = post.send()
    assert len(letters) == len({path_in(letter) for letter in letters}) == 13
    assert not any("pist" in letter.to_email for letter in letters)
    assert visitor.get(former).status_code == 410


def test_more_time_for_the_body_is_more_time_for_its_link(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, office: Office, post: LinkPost
) -> None:
    link = _give(desk, running, post)
    before = office.value("SELECT valid_until FROM recording_link")
    due = office.value("SELECT due_at FROM process_instance WHERE id = :id", id=running.bela)
    with office.work() as tx:
        staff = acting(tx, coordinator(tx))
        until = date(2027, 6, 30)
        extend_deadline(staff, office.catalogue, running.bela, Extension(until, "Zasedání je později."))
    after = office.value("SELECT valid_until FROM recording_link")
    now_due = office.value("SELECT due_at FROM process_instance WHERE id = :id", id=running.bela)
    assert after - before == now_due - due > timedelta(days=30)
    office.clock.moment = before + timedelta(days=1)
    assert visitor.get(link).status_code == 303


def test_a_kept_letter_shows_the_link_until_a_mail_server_sends_it(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, office: Office, post: LinkPost
) -> None:
    _give(desk, running, post)
    office.do("UPDATE notification SET state = 'kept' WHERE name = 'recording_link'")
    page = desk.get("/staff/hlucin/deliveries").text
    shown = re.search(r"/council/link/[\w-]+", page)
    assert shown
    assert visitor.get(shown.group(0)).status_code == 303
    office.do("UPDATE notification SET state = 'sent' WHERE name = 'recording_link'")
    assert "/council/link/" not in desk.get("/staff/hlucin/deliveries").text


def test_another_secret_of_the_installation_means_another_link(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, post: LinkPost
) -> None:
    """What was delivered goes on working: only its fingerprint is looked for. A new letter gets a new link."""
    first = _give(desk, running, post)
    changed = replace(post, settings=replace(post.settings, secret_key="x" * 40))
    with post.work() as tx:
        tx.session.execute(text("UPDATE notification SET state = 'pending' WHERE name = 'recording_link'"))
    again = changed.letter_to(OFFICE)
    assert path_in(again) != first
    assert visitor.get(path_in(again)).status_code == 303


def test_once_the_body_has_decided_no_link_is_offered_and_the_history_says_who_opened_it(
    desk: PageClient, visitor: PageClient, running: PlanBeforeMembers, post: LinkPost
) -> None:
    opened = opened_at(visitor, _give(desk, running, post))
    visitor.post_form(opened, {})
    visitor.post_form(f"{opened}/record", {**ANSWERS, "step": "record"})
    page = desk.get(_links(running.bela)).text
    assert "Nothing can be recorded by a link now" in page
    assert "Send the link" not in page
    assert "Send again" not in page
    assert "Cancel the link" in page
    with desk.session_transaction() as cookie:
        cookie["language"] = "cs"
    told = desk.get(f"/staff/hlucin/body/{running.bela}").text
    assert "kdo má odkaz" in told
    assert "zdroj: odkaz pro zápis" in told

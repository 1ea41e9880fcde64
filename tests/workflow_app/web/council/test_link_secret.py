"""A recording link keeps its secret: in tables, headers and logs; it opens one matter only; scanners and guesses."""

import logging
import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from gunicorn.config import Config
from gunicorn.glogging import Logger
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.serving import WSGIRequestHandler
from werkzeug.test import EnvironBuilder

from tests.browser_of_pages import PageClient
from tests.factories.link_post import LinkPost, opened_at
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.council.conftest import BELA, BelaMatter
from workflow_app.access.recording_token import fingerprint
from workflow_app.app import create_app
from workflow_app.engine.recorded_step import read_step
from workflow_app.settings import Settings
from workflow_app.web.shared.rate_limits import limiter
from workflows.council_resolution.documents import council_packet


def test_a_scanner_of_mail_that_follows_the_link_changes_nothing_and_spends_nothing(
    app: Flask, client: PageClient, post: LinkPost, matter: BelaMatter
) -> None:
    link = post.link()
    before, scanner = post.digest(), app.test_client()
    for _ in range(3):
        page = scanner.get(link, follow_redirects=True)
        assert page.status_code == 200
        assert scanner.head(link).status_code == 303
    assert scanner.post(link).status_code == 405
    assert post.digest() == before
    assert opened_at(client, link).startswith("/council/by-link/")


def test_no_table_holds_the_secret_and_no_header_tells_it(
    client: PageClient, post: LinkPost, matter: BelaMatter
) -> None:
    link = post.link()
    token = link.rpartition("/")[2]
    assert len(token) == 43, "256 bits"
    row = matter.one("SELECT * FROM recording_link")
    assert row.token_sha256 == fingerprint(token)
    with matter.database.engine.connect() as connection:
        for table in ("recording_link", "recording_link_event", "notification", "outbox_message"):
            held = connection.execute(text(f"SELECT count(*) FROM {table} t WHERE t::text LIKE :token"),
                                      {"token": f"%{token}%"})  # fmt: skip
            assert held.scalar_one() == 0, table
    answer = client.get(link)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert token not in answer.location
    cookie = answer.headers["Set-Cookie"]
    assert token not in cookie
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", f"Path={answer.location}"))
    page = client.get(answer.location)
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("strict-origin", "no-store")
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert token not in page.text


def test_whatever_is_answered_at_the_address_with_the_secret_it_never_stands_in_a_referer(
    client: PageClient, post: LinkPost, matter: BelaMatter
) -> None:
    """Alive or dead, malformed or refused; and no page there has a form, which a browser could not send from it."""
    link = post.link()
    alive, unknown, not_taken = client.get(link), client.get(f"{link}x"), client.post(link)
    malformed = client.get(f"{link}/and/more")
    with post.work() as tx:
        tx.session.execute(text("UPDATE recording_link SET revoked_at = now()"))
    cancelled = client.get(link)
    limiter.reset()
    for _ in range(61):
        too_many = client.get("/council/link/guess")
    limiter.reset()
    answers = (alive, unknown, malformed, not_taken, cancelled, too_many)
    assert [answer.status_code for answer in answers] == [303, 404, 404, 405, 410, 429]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer", answer.status
        assert "<form" not in answer.text, answer.status
    assert "We do not know this link" in unknown.text
    assert "Tento odkaz neznáme" in unknown.text, "without a form for the language it is said in both"
    assert client.get("/areas/hlucin").headers["Referrer-Policy"] == "same-origin"


def test_a_link_opens_its_own_pages_and_nothing_else(
    app: Flask, client: PageClient, opened: str, matter: BelaMatter
) -> None:
    for address in (
        f"/council/{BELA}",
        f"/council/{BELA}/record-resolution/{matter.bela}",
        f"/council/{BELA}/packet/{matter.bela}",
        f"/staff/hlucin/body/{matter.bela}",
    ):
        assert client.get(address).status_code == 302, address
    assert client.get("/council/by-link/999").status_code == 404
    assert client.get(f"{opened}/packet/999999").status_code == 404
    assert client.get(f"{opened}/correct").status_code == 403, "this one is for recording"
    stranger = app.test_client()
    for path in ("", "/record", "/receipt"):
        assert stranger.get(opened + path).status_code == 404, "the number alone opens nothing"
    stranger.set_cookie(f"link_{opened.rpartition('/')[2]}", "1", path=opened)
    assert stranger.get(opened).status_code == 404
    assert matter.state(matter.bela) == ("sent", 1)


def test_the_events_cannot_be_rewritten(post: LinkPost, matter: BelaMatter) -> None:
    post.link()
    with pytest.raises(DBAPIError, match="never changed"), post.work() as tx:
        tx.session.execute(text("UPDATE recording_link_event SET event = 'recorded'"))


def test_too_many_openings_are_slowed_down(client: PageClient) -> None:
    limiter.reset()
    answers = {client.get("/council/link/guess").status_code for _ in range(61)}
    limiter.reset()
    assert answers == {404, 429}


def test_werkzeugs_log_of_requests_does_not_hold_the_secret(
    post: LinkPost, caplog: pytest.LogCaptureFixture
) -> None:
    link = post.link()
    logging.getLogger("werkzeug").propagate = True
    with caplog.at_level(logging.INFO, logger="werkzeug"):
        handler = WSGIRequestHandler.__new__(WSGIRequestHandler)
        handler.client_address, handler.requestline = ("127.0.0.1", 1), f"GET {link} HTTP/1.1"
        handler.log_request(303)
    assert "/council/link/…" in caplog.text
    assert link not in caplog.text


def test_gunicorns_log_of_requests_does_not_hold_the_secret(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own line in its default format, for a request that came from a page with the same address."""
    link = "/council/link/very-secret"
    config = Config()
    config.set("accesslog", "-")
    logger = Logger(config)
    environ = EnvironBuilder(link, headers={"Referer": f"http://localhost{link}"}).get_environ()
    environ.update(RAW_URI=link, SERVER_PROTOCOL="HTTP/1.1", REMOTE_ADDR="127.0.0.1")
    response = SimpleNamespace(status="303 SEE OTHER", sent=0, headers=[])
    logger.access(response, SimpleNamespace(headers=[]), environ, timedelta())
    logger.access_log.handlers.clear()
    said = capsys.readouterr().out
    assert said.count("/council/link/…") == 2
    assert "very-secret" not in said


def test_a_page_that_fails_is_logged_without_the_secret(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.logger.propagate = True
    with app.test_request_context("/council/link/very-secret"), caplog.at_level(logging.ERROR):
        error = RuntimeError("over /council/link/very-secret")
        app.log_exception((RuntimeError, error, None))
    assert "/council/link/…" in caplog.text
    assert "very-secret" not in caplog.text


def test_forms_work_over_https(post: LinkPost, settings: Settings, clock: FakeClock) -> None:
    """There a POST without a Referer of our own origin is taken for a forged one."""
    link = post.link()
    secure = replace(settings, database_url=post.database.url, base_url="https://plany.example.cz")
    made = create_app(secure, clock, poke=lambda: None)
    made.test_client_class = PageClient
    client = made.test_client()
    base = {"base_url": "https://plany.example.cz"}
    opened = client.get(link, **base).location
    assert "Secure" in client.get(link, **base).headers["Set-Cookie"]
    page = client.get(opened, **base)
    assert page.headers["Referrer-Policy"] == "strict-origin", "a browser then sends the origin alone"
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[-1]
    sent = client.post(
        opened, data={"csrf_token": token}, headers={"Referer": "https://plany.example.cz/"}, **base
    )
    made.extensions["workflow"].sessions.engine.dispose()
    assert sent.status_code == 303


def test_printed_papers_hold_no_link(post: LinkPost) -> None:
    """A letter on paper lies on desks; it names the page, never the secret."""
    post.link()
    with post.work() as tx:
        step = read_step(tx, post.catalogue, post.process_id, 0, "cs", post.settings.base_url)
        papers = repr(council_packet(step))
    assert "Bělá" in papers
    assert "/council/link/" not in papers

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.browser_of_pages import PageClient
from workflow_app.app import create_app
from workflow_app.db.session import SessionFactory, make_engine
from workflow_app.settings import Settings


@pytest.fixture
def cut_off(app: Flask) -> Iterator[PageClient]:
    """The application after its database has gone away: nothing listens on the port of the new address."""
    parts = app.extensions["workflow"]
    gone = make_engine("postgresql+psycopg://nobody@127.0.0.1:1/gone")
    app.extensions["workflow"] = replace(parts, sessions=SessionFactory(gone))
    yield app.test_client()  # type: ignore[misc]
    gone.dispose()
    app.extensions["workflow"] = parts


def test_is_well_while_the_database_answers(client: PageClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_says_that_the_database_is_gone(cut_off: PageClient) -> None:
    answer = cut_off.get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "database"})


def test_search_engines_stay_out_of_the_desks(client: PageClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /staff" in lines
    assert "Disallow: /" not in lines


def test_search_engines_find_nothing_of_a_demonstration(settings: Settings, app: Flask) -> None:
    parts = app.extensions["workflow"]
    demo = create_app(replace(parts.settings, demo_mode=True), poke=lambda: None)
    assert "Disallow: /" in demo.test_client().get("/robots.txt").text.splitlines()
    demo.extensions["workflow"].sessions.engine.dispose()

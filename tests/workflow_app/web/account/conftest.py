"""Wiring of the account pages' tests: cheap hashes, an address of one's own, people with passwords."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import update

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.fakes.clock import FakeClock
from workflow_app.access import passwords
from workflow_app.access.passwords import hash_password
from workflow_app.app import create_app
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.user import User
from workflow_app.settings import Settings
from workflow_app.web.shared.rate_limits import limiter

GOOD = "kolo mrak jelen zub"


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2 that takes a millisecond."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._hash_of_nobody.cache_clear()
    yield
    passwords._hash_of_nobody.cache_clear()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser at an address from which nobody has tried anything yet."""
    return browser(app)


@pytest.fixture
def app_with(settings: Settings, database: Database, clock: FakeClock) -> Iterator[Callable[..., Flask]]:
    """Make the application with some settings changed."""
    made: list[Flask] = []

    def make(**changed: object) -> Flask:
        app = create_app(replace(settings, database_url=database.url, **changed), clock, poke=lambda: None)
        app.test_client_class = PageClient
        made.append(app)
        return app

    yield make
    limiter._storage_dead = False  # the limiter outlives applications; one of them may have had no Redis
    for app in made:
        app.extensions["workflow"].sessions.engine.dispose()


def browser(app: Flask) -> PageClient:
    """Return another browser, at another address."""
    limiter.reset()
    client: PageClient = app.test_client()  # type: ignore[assignment]
    client.environ_base["REMOTE_ADDR"] = ".".join(str(secrets.randbelow(250) + 1) for _ in range(4))
    return client


@pytest.fixture
def set_password(database: Database, clock: FakeClock) -> Callable[..., None]:
    """Give a person a password, past the pages."""

    def give(email: str, password: str = GOOD, **values: object) -> None:
        with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
            values = {"password": hash_password(password), **values}
            tx.session.execute(update(User).where(User.email == email).values(**values))

    return give

"""A published plan, the area of another town beside it, and somebody who is not signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.databases import AREAS, HLUCIN, Database, clone
from tests.factories.published import Published, publish
from tests.fakes.clock import FakeClock
from workflow_app.app import create_app
from workflow_app.db.session import SessionFactory
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.settings import Settings
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

FILE = b"the plan in Word"


@dataclass(frozen=True)
class Register:
    """What is published, and the database that the pages read."""

    published: Published
    database: Database
    clock: FakeClock

    @contextmanager
    def work(self) -> Iterator[Transaction]:
        """One committed transaction as the system."""
        with unit_of_work(self.database.sessions, self.clock, SYSTEM, "seed") as tx:
            yield tx

    def rows(self, statement: str) -> list[Any]:
        """All rows of a statement."""
        with self.database.engine.connect() as connection:
            return list(connection.execute(text(statement)))

    def measure_id(self) -> int:
        """A measure of the plan in force."""
        where = f"plan_id = {self.published.plan.plan_id}"
        return int(self.rows(f"SELECT min(id) FROM measure WHERE {where}")[0][0])

    def pages(self) -> tuple[str, ...]:
        """Every page that the public can open."""
        plan, draft = self.published.plan.plan_id, self.published.draft.plan_id
        area = "/areas/hlucin"
        measure = f"{area}/plans/{plan}/measures/{self.measure_id()}"
        matrix = (
            f"{area}/matrix",
            f"{area}/matrix?document=all",
            f"{area}/matrix.csv",
            f"{area}/matrix.json",
        )
        return (
            "/",
            area,
            f"{area}/plans/{plan}",
            f"{area}/plans/{draft}",
            measure,
            *matrix,
            "/accessibility",
        )


@dataclass(frozen=True)
class Site:
    """A database with all of it, and the settings of an application that stands on it."""

    name: str
    published: Published
    settings: Settings


@pytest.fixture(scope="session")
def site(
    urls: dict[str, str], worker_name: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Read and copied by the tests, never changed."""
    folder = tmp_path_factory.mktemp("published")
    sha256 = FileStore(folder).put(FILE)
    name = f"{worker_name}_published"
    with clone(urls["database"], HLUCIN, name) as database:
        with unit_of_work(database.sessions, FakeClock(), SYSTEM, "seed") as tx:
            import_area(tx, read_area_file((AREAS / "albrechtice.yaml").read_bytes()))
            published = publish(tx, catalogue, sha256)
        database.engine.dispose()
        environ = {
            "DATABASE_URL": database.url,
            "REDIS_URL": urls["redis"],
            "STORE_DIR": str(folder),
            "BASE_URL": "http://localhost",
            "MAIL_FROM": "plany@example.org",
        }
        yield Site(name, published, Settings.from_environment(environ))


@pytest.fixture(scope="session")
def shown(site: Site) -> Iterator[Flask]:
    """The application for tests that only look."""
    made = create_app(site.settings, FakeClock(), poke=lambda: None)
    made.test_client_class = PageClient
    yield made
    made.extensions["workflow"].sessions.engine.dispose()


def english(app: Flask) -> PageClient:
    """Somebody who reads English and has no account."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client  # type: ignore[return-value]


@pytest.fixture
def visitor(shown: Flask) -> PageClient:
    return english(shown)


@pytest.fixture
def register(site: Site, shown: Flask, clock: FakeClock) -> Register:
    engine = shown.extensions["workflow"].sessions.engine
    return Register(
        site.published, Database(site.settings.database_url, engine, SessionFactory(engine)), clock
    )


@pytest.fixture
def database(urls: dict[str, str], worker_name: str, site: Site, shown: Flask) -> Iterator[Database]:
    """A copy for a test that changes something first."""
    shown.extensions["workflow"].sessions.engine.dispose()  # a database that is open cannot be copied
    with clone(urls["database"], site.name, f"{worker_name}_public") as database:
        yield database


@pytest.fixture
def changing(database: Database, site: Site, clock: FakeClock) -> Register:
    """The copy, to be changed before `guest` looks."""
    return Register(site.published, database, clock)


@pytest.fixture
def guest(app: Flask) -> PageClient:
    """Somebody who looks at the copy."""
    return english(app)

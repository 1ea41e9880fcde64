"""A published plan, the area of another town beside it, and somebody who is not signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.databases import AREAS, HLUCIN, Database, clone
from tests.factories.published import Published, publish
from tests.fakes.clock import FakeClock
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
        return ("/", area, f"{area}/plans/{plan}", f"{area}/plans/{draft}", measure, "/accessibility")


@pytest.fixture(scope="session")
def published_template(
    urls: dict[str, str], worker_name: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Published]]:
    """A database that is only copied."""
    sha256 = FileStore(tmp_path_factory.mktemp("published")).put(FILE)
    name = f"{worker_name}_published"
    with clone(urls["database"], HLUCIN, name) as database:
        with unit_of_work(database.sessions, FakeClock(), SYSTEM, "seed") as tx:
            import_area(tx, read_area_file((AREAS / "albrechtice.yaml").read_bytes()))
            published = publish(tx, catalogue, sha256)
        database.engine.dispose()
        yield name, published


@pytest.fixture
def database(
    urls: dict[str, str], worker_name: str, published_template: tuple[str, Published]
) -> Iterator[Database]:
    """A copy of it for one test."""
    with clone(urls["database"], published_template[0], f"{worker_name}_public") as database:
        yield database


@pytest.fixture
def register(
    database: Database, published_template: tuple[str, Published], clock: FakeClock, settings: Settings
) -> Register:
    FileStore(settings.store_dir).put(FILE)
    return Register(published_template[1], database, clock)


@pytest.fixture
def visitor(client: PageClient) -> PageClient:
    """Somebody who reads English and has no account."""
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client

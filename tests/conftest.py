"""Wiring only: servers, databases, transaction, application, client."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select

from local.servers import private_servers
from tests.browser_of_pages import PageClient
from tests.databases import EMPTY, HLUCIN, Database, clone, make_templates
from tests.fakes.clock import FakeClock
from workflow_app.app import create_app
from workflow_app.db.uow import Transaction, Work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import prague_day
from workflow_app.models.user import User
from workflow_app.queries.signed_in import load_actor
from workflow_app.settings import Settings
from workflows.catalogue import load_catalogue

STACK = pytest.StashKey[ExitStack]()
URLS = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Start one PostgreSQL and one Valkey for the whole run; the workers of xdist get their addresses."""
    given = getattr(config, "workerinput", None)
    if given:
        config.stash[URLS] = given["urls"]
    elif not config.option.collectonly:
        stack = ExitStack()
        servers = stack.enter_context(private_servers())
        make_templates(servers.database_url)
        config.stash[STACK] = stack
        config.stash[URLS] = {"database": servers.database_url, "redis": servers.redis_url}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers."""
    if STACK in config.stash:
        config.stash[STACK].close()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the addresses to a worker of xdist."""
    node.workerinput["urls"] = node.config.stash[URLS]


@pytest.fixture(scope="session")
def urls(pytestconfig: pytest.Config, worker_id: str) -> dict[str, str]:
    """Addresses of the servers: database (the server's own database) and redis (a keyspace for each process)."""
    found = pytestconfig.stash[URLS]
    keyspace = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
    return {**found, "redis": f"{found['redis'].rpartition('/')[0]}/{keyspace}"}


@pytest.fixture(scope="session")
def worker_name(worker_id: str) -> str:
    """A name that no other process of this run has."""
    return f"test_{worker_id}"


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real processes."""
    return load_catalogue()


def _transaction(database: Database, clock: FakeClock) -> Iterator[Transaction]:
    """One transaction that is rolled back at the end, whatever happened inside."""
    with database.engine.connect() as connection:
        outer = connection.begin()
        work = Work(connection, database.sessions.on)
        yield Transaction(work=work, actor=SYSTEM, now=clock(), request_id="test")
        work.close()
        outer.rollback()


@pytest.fixture(scope="session")
def _shared(urls: dict[str, str], worker_name: str) -> Iterator[Database]:
    with clone(urls["database"], HLUCIN, f"{worker_name}_shared") as database:
        yield database


@pytest.fixture(scope="session")
def _shared_empty(urls: dict[str, str], worker_name: str) -> Iterator[Database]:
    with clone(urls["database"], EMPTY, f"{worker_name}_empty") as database:
        yield database


@pytest.fixture
def tx(_shared: Database, clock: FakeClock) -> Iterator[Transaction]:
    """A transaction over the Hlučín area, as the system; rolled back after the test."""
    yield from _transaction(_shared, clock)


@pytest.fixture
def empty_tx(_shared_empty: Database, clock: FakeClock) -> Iterator[Transaction]:
    """A transaction over empty tables; rolled back after the test."""
    yield from _transaction(_shared_empty, clock)


@pytest.fixture
def database(urls: dict[str, str], worker_name: str) -> Iterator[Database]:
    """A database with the Hlučín area for one test that commits."""
    with clone(urls["database"], HLUCIN, f"{worker_name}_own") as database:
        yield database


@pytest.fixture
def settings(urls: dict[str, str], tmp_path: Path) -> Settings:
    """Settings as in development, with a database that each test replaces by its own."""
    environ = {
        "DATABASE_URL": urls["database"],
        "REDIS_URL": urls["redis"],
        "STORE_DIR": str(tmp_path / "files"),
        "BASE_URL": "http://localhost",
        "MAIL_FROM": "plany@example.org",
    }
    return Settings.from_environment(environ)


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all applications of a run; each test makes one of its own."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@pytest.fixture
def app(settings: Settings, database: Database, clock: FakeClock) -> Iterator[Flask]:
    """The web application over a database of its own; nothing pokes a worker."""
    made = create_app(replace(settings, database_url=database.url), clock, poke=lambda: None)
    made.test_client_class = PageClient
    made.jinja_env.bytecode_cache = COMPILED
    yield made
    made.extensions["workflow"].sessions.engine.dispose()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript."""
    return app.test_client()  # type: ignore[return-value]


def acting(tx: Transaction, email: str) -> Transaction:
    """Return the same transaction with the person of this e-mail acting."""
    key = tx.session.execute(select(User.fs_uniquifier).where(User.email == email)).scalar_one()
    return replace(tx, actor=load_actor(tx.connection, key, prague_day(tx.now)))

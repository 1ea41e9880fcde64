"""A plan before fourteen assemblies, and what the tests of the council's pages ask of the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.databases import HLUCIN, Database, clone
from tests.factories.approval import plan_before_members, process_of
from tests.factories.link_post import LinkPost, opened_at
from tests.factories.plan import RunningPlan
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM

BELA, PIST = "512974", "509647"
MAYOR_OF_BELA = "zuzana.konecna@bela.example.cz"


@dataclass(frozen=True)
class BelaMatter:
    """The plan before the assembly of Bělá, and before that of Píšť."""

    plan: RunningPlan
    bela: int
    pist: int
    database: Database

    def count(self, table: str, **where: Any) -> int:
        """Rows of a table with these values."""
        condition = " AND ".join(f"{name} = :{name}" for name in where) or "true"
        with self.database.engine.connect() as connection:
            return connection.execute(
                text(f"SELECT count(*) FROM {table} WHERE {condition}"), where
            ).scalar_one()

    def one(self, statement: str, **values: Any) -> Any:
        """The first row of a statement."""
        with self.database.engine.connect() as connection:
            return connection.execute(text(statement), values).one()

    def state(self, process_id: int) -> tuple[str, int]:
        """State and number of a process."""
        row = self.one("SELECT state, seq FROM process_instance WHERE id = :id", id=process_id)
        return row.state, row.seq


CARDS = {
    "2.1.1": {
        "municipalities": [BELA],
        "costs": [{"year": 2027, "amount_czk": 120_000, "source": "municipality"}],
    },
    "3.1.1": {"municipalities": [PIST]},
}


@pytest.fixture(scope="session")
def round_template(
    urls: dict[str, str], worker_name: str, catalogue: Catalogue
) -> Iterator[tuple[str, RunningPlan, int, int]]:
    """A database that is only copied: the lead town has approved a plan, the others have their packets."""
    name = f"{worker_name}_round"
    with clone(urls["database"], HLUCIN, name) as database:
        with unit_of_work(database.sessions, FakeClock(), SYSTEM, "seed") as tx:
            plan = plan_before_members(tx, catalogue, CARDS)
            bela, pist = process_of(tx, plan, BELA), process_of(tx, plan, PIST)
        database.engine.dispose()
        yield name, plan, bela, pist


@pytest.fixture
def database(
    urls: dict[str, str], worker_name: str, round_template: tuple[str, RunningPlan, int, int]
) -> Iterator[Database]:
    """A copy of it for one test."""
    with clone(urls["database"], round_template[0], f"{worker_name}_council") as database:
        yield database


@pytest.fixture
def matter(database: Database, round_template: tuple[str, RunningPlan, int, int]) -> BelaMatter:
    """The lead town has approved; every packet has been sent."""
    return BelaMatter(*round_template[1:], database)


@pytest.fixture
def mayor(client: PageClient) -> PageClient:
    """The mayor of Bělá at the office."""
    client.sign_in(MAYOR_OF_BELA)
    return client


@pytest.fixture
def post(matter: BelaMatter, clock: FakeClock, catalogue: Catalogue, app: Flask) -> LinkPost:
    """Letters about the matter of Bělá."""
    return LinkPost(matter.database, matter.bela, clock, catalogue, app.extensions["workflow"].settings)


@pytest.fixture
def opened(client: PageClient, post: LinkPost) -> str:
    """The address without a secret that the link in the mayor's letter has led a visitor to."""
    return opened_at(client, post.link())

"""The coordinator of the Hlučín area in an English browser, and a plan before fourteen assemblies."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.databases import HLUCIN as HLUCIN_TEMPLATE
from tests.databases import Database, clone
from tests.factories.approval import plan_before_members, process_of
from tests.factories.people import coordinator as coordinator_email
from tests.factories.plan import RunningPlan
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM

BELA, PIST, HLUCIN = "512974", "509647", "507016"


@dataclass(frozen=True)
class Office:
    """The coordinator's office: the database that its pages work on."""

    database: Database
    clock: FakeClock
    catalogue: Catalogue

    @contextmanager
    def work(self) -> Iterator[Transaction]:
        """One committed transaction as the system."""
        with unit_of_work(self.database.sessions, self.clock, SYSTEM, "seed") as tx:
            yield tx

    def one(self, statement: str, **values: Any) -> Any:
        """The first row of a statement."""
        with self.database.engine.connect() as connection:
            return connection.execute(text(statement), values).one()

    def value(self, statement: str, **values: Any) -> Any:
        """The first column of the first row."""
        return self.one(statement, **values)[0]

    def do(self, statement: str, **values: Any) -> None:
        """Run one statement and commit."""
        with self.database.engine.begin() as connection:
            connection.execute(text(statement), values)

    def state(self, process_id: int) -> str:
        """The state of a process."""
        return str(self.value("SELECT state FROM process_instance WHERE id = :id", id=process_id))


@dataclass(frozen=True)
class PlanBeforeMembers:
    """The plan with the processes of three bodies; the lead town has approved, packets are sent."""

    plan: RunningPlan
    lead: int
    bela: int
    pist: int


@pytest.fixture(scope="session")
def _walked(
    urls: dict[str, str], worker_name: str, catalogue: Catalogue
) -> Iterator[tuple[str, PlanBeforeMembers]]:
    """A database in which the plan has walked all the way to the members, to be cloned by each test."""
    name = f"{worker_name}_before_members"
    with clone(urls["database"], HLUCIN_TEMPLATE, name) as database:
        with unit_of_work(database.sessions, FakeClock(), SYSTEM, "seed") as tx:
            plan = plan_before_members(tx, catalogue)
            found = PlanBeforeMembers(plan, *(process_of(tx, plan, code) for code in (HLUCIN, BELA, PIST)))
        database.engine.dispose()
        yield name, found


@pytest.fixture
def database(request: pytest.FixtureRequest, urls: dict[str, str], worker_name: str) -> Iterator[Database]:
    """A database of one's own: with the plan before the members when the test asks for `running`."""
    template = HLUCIN_TEMPLATE
    if "running" in request.fixturenames:
        template = request.getfixturevalue("_walked")[0]
    with clone(urls["database"], template, f"{worker_name}_staff") as database:
        yield database


@pytest.fixture
def running(_walked: tuple[str, PlanBeforeMembers]) -> PlanBeforeMembers:
    return _walked[1]


@pytest.fixture
def office(database: Database, clock: FakeClock, catalogue: Catalogue) -> Office:
    return Office(database, clock, catalogue)


@pytest.fixture
def desk(client: PageClient, office: Office) -> PageClient:
    """The coordinator, reading English: its sentences are the ones in the source."""
    with office.work() as tx:
        email = coordinator_email(tx)
    client.sign_in(email)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client

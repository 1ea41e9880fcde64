"""A plan before the steering group in its second version, and the people who read or decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.databases import AREAS, HLUCIN, Database, clone
from tests.factories.approval import plan_before_steering, submit_and_recommend
from tests.factories.people import chair
from tests.factories.plan import RunningPlan
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.measure import Measure
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file
from workflows.common.payloads import ReturnToGroups

CHAIR = "anna.vrbicka@hlucin.example.cz"
MEMBER = "hana.hlavacova@rodinne-centrum-rybnicek.example.cz"
MAYOR = "zuzana.konecna@bela.example.cz"


@dataclass(frozen=True)
class SteeringPlan:
    """The plan before the steering group."""

    plan: RunningPlan
    database: Database

    @property
    def decide(self) -> str:
        """The address of its page."""
        return f"/steering/hlucin/decide/{self.plan.process_id}"

    @property
    def approve(self) -> str:
        """The address where it is approved."""
        return f"/steering/hlucin/approve/{self.plan.process_id}"

    @property
    def back(self) -> str:
        """The address where it is returned."""
        return f"/steering/hlucin/return/{self.plan.process_id}"

    def one(self, statement: str, **values: Any) -> Any:
        """The first row of a statement."""
        with self.database.engine.connect() as connection:
            return connection.execute(text(statement), values).one()

    def state(self) -> str:
        """Where the plan stands."""
        row = self.one("SELECT state FROM process_instance WHERE id = :id", id=self.plan.process_id)
        return str(row.state)


@pytest.fixture(scope="session")
def steering_template(
    urls: dict[str, str], worker_name: str, catalogue: Catalogue
) -> Iterator[tuple[str, RunningPlan]]:
    """A database that is only copied: a plan returned once and back again; a second area beside it."""
    name = f"{worker_name}_steering_template"
    with clone(urls["database"], HLUCIN, name) as database:
        with unit_of_work(database.sessions, FakeClock(), SYSTEM, "seed") as tx:
            import_area(tx, read_area_file((AREAS / "albrechtice.yaml").read_bytes()))
            plan = plan_before_steering(tx, catalogue)
            reason = ReturnToGroups("Chybí čísla.", tuple(plan.groups.values()))
            fire(acting(tx, chair(tx)), catalogue, plan.process_id, "steering_return", reason)
            mine = (Measure.plan_id == plan.plan_id) & (Measure.number == "1.1.1")
            measure = tx.session.scalars(select(Measure).where(mine)).one()
            measure.card = {**measure.card, "description": "Popis doplněný"}
            submit_and_recommend(tx, catalogue, plan)
        database.engine.dispose()
        yield name, plan


@pytest.fixture
def database(
    urls: dict[str, str], worker_name: str, steering_template: tuple[str, RunningPlan]
) -> Iterator[Database]:
    """A copy of it for one test."""
    with clone(urls["database"], steering_template[0], f"{worker_name}_steering") as database:
        yield database


@pytest.fixture
def matter(database: Database, steering_template: tuple[str, RunningPlan]) -> SteeringPlan:
    """The plan in its second version."""
    return SteeringPlan(steering_template[1], database)


@pytest.fixture
def presiding(client: PageClient) -> PageClient:
    """The chair at work."""
    client.sign_in(CHAIR)
    return client

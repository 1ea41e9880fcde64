"""A plan that is being written, a plan in force with its report, and people of the group for seniors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.factories.measure import measure_of
from tests.factories.people import leader, member
from tests.factories.plan import RunningPlan, make_plan
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.plan import Chapter

GROUP = "ps-seniori"
DESK = f"/working-group/hlucin/{GROUP}"


@dataclass(frozen=True)
class Written:
    """A plan that is being written: ids of the group's parts and of another group's measure, and e-mails."""

    plan: RunningPlan
    chapter: int
    measure: int
    foreign_measure: int
    leader: str
    member: str

    def url(self, rest: str) -> str:
        """Return the address of one of the group's pages about the plan."""
        return f"{DESK}/plan/{self.plan.process_id}{rest}"


@pytest.fixture
def change(database: Database, clock: FakeClock) -> Callable[[Callable[[Transaction], Any]], Any]:
    """Run a function in a transaction of its own, as the system, and return what it returns."""

    def run(work: Callable[[Transaction], Any]) -> Any:
        with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
            return work(tx)

    return run


@pytest.fixture
def written(change: Any, catalogue: Catalogue) -> Written:
    """A plan with an unfinished chapter and an unfinished measure of the group for seniors."""

    def make(tx: Transaction) -> Written:
        plan = make_plan(tx, catalogue, done=False)
        chapter = Chapter(
            plan_id=plan.plan_id,
            key="needs",
            part="analytical",
            position=2,
            title="Potřeby seniorů",
            text="Starý text.",
            body_id=plan.groups[GROUP],
            done=False,
            seq=0,
        )
        tx.session.add(chapter)
        tx.session.flush()
        return Written(
            plan=plan,
            chapter=chapter.id,
            measure=measure_of(tx, plan, GROUP).id,
            foreign_measure=measure_of(tx, plan, "ps-rodina").id,
            leader=leader(tx, GROUP),
            member=member(tx, GROUP),
        )

    return change(make)


@pytest.fixture
def row_of(change: Any) -> Callable[[Any, int], Any]:
    """Return one row as the database has it now, by its class and id."""
    return lambda table, row_id: change(
        lambda tx: tx.session.scalars(select(table).where(table.id == row_id)).one()
    )


@pytest.fixture
def member_client(client: PageClient, written: Written) -> PageClient:
    """A member of the group who does not lead it, signed in."""
    client.sign_in(written.member)
    return client


@pytest.fixture
def leader_client(client: PageClient, written: Written) -> PageClient:
    """Who leads the group, signed in."""
    client.sign_in(written.leader)
    return client

"""Two people let a municipality join at the same moment, on real PostgreSQL: one membership, one of them is told."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import select

from tests.databases import Database
from tests.factories.intent import add_candidates, area_id
from tests.fakes.clock import FakeClock
from workflow_app.audit.verify import verify
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.municipality import Municipality
from workflow_app.usecases.record_membership import join_on_record
from workflows.common.joining import Decided


def test_two_joins_at_the_same_moment_make_one_membership(database: Database, clock: FakeClock) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "seed") as tx:
        add_candidates(tx)
        area, town = (
            area_id(tx),
            tx.session.scalar(select(Municipality.id).where(Municipality.code == "999001")),
        )
    barrier = threading.Barrier(4)

    def let_in(day: int) -> bool:
        barrier.wait()
        with unit_of_work(database.sessions, clock, SYSTEM, f"join {day}") as tx:
            return join_on_record(tx, Decided(area, town or 0, "", date(2026, 12, 1)), date(2027, 1, day))

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(let_in, range(1, 5)))
    assert sorted(done) == [False, False, False, True]
    with unit_of_work(database.sessions, clock, SYSTEM, "check") as tx:
        rows = tx.session.scalars(
            select(AreaMunicipality).where(AreaMunicipality.municipality_id == town)
        ).all()
        assert [row.valid_from.day for row in rows] == [done.index(True) + 1]
        assert verify(tx) == []

"""The unit of work: what only shows cannot write, and the connection is free for the next one."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from tests.databases import Database
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import ANONYMOUS
from workflow_app.kernel.clock import prague_day
from workflow_app.queries.signed_in import load_actor

CHANGE = "UPDATE area SET name_locative = 'x'"


@pytest.mark.parametrize("is_hot", [True, False], ids=["hot", "ordinary"])
def test_postgresql_refuses_to_write_in_a_transaction_that_only_shows(
    database: Database, is_hot: bool
) -> None:
    """Also when its first statement went straight to the driver; the next one on the connection may write."""
    clock = FakeClock()
    with unit_of_work(database.sessions, clock, ANONYMOUS, "test", read_only=True) as tx:
        if is_hot:
            load_actor(tx.connection, "nobody", prague_day(tx.now))
        with pytest.raises(InternalError, match="read-only"):
            tx.connection.execute(text(CHANGE))
    with unit_of_work(database.sessions, clock, ANONYMOUS, "test") as tx:
        assert tx.connection.execute(text(CHANGE)).rowcount == 1

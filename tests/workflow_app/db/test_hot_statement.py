"""Statements that go straight to the driver: same transaction, same errors, same listeners as all others."""

from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.databases import Database
from tests.fakes.clock import FakeClock
from workflow_app.db.hot_statement import HotStatement
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.user import User
from workflow_app.web.shared.attempt import attempt

NAMES = HotStatement("SELECT name FROM \"user\" WHERE email LIKE :mask || '%'")
RENAME = HotStatement('UPDATE "user" SET name = :name WHERE id = :id')
RENAME_ALL = HotStatement('UPDATE "user" SET name = :name')
SAME_EMAIL = HotStatement('UPDATE "user" SET email = (SELECT min(email) FROM "user")')
END_ME = HotStatement("SELECT pg_terminate_backend(pg_backend_pid())")


def _person(tx: Transaction) -> User:
    return tx.session.scalars(select(User).limit(1)).one()


def test_it_sees_what_the_session_has_not_sent_yet(tx: Transaction) -> None:
    person = _person(tx)
    person.name = "Jiří Zkušební"
    assert NAMES.rows(tx.connection, {"mask": person.email}) == [("Jiří Zkušební",)]


def test_a_value_written_in_the_statement_is_sent_with_it(tx: Transaction) -> None:
    two = HotStatement(select(User.id).where(User.active).limit(2))
    assert len(two.rows(tx.connection, {})) == 2


def test_a_listener_hears_of_it(tx: Transaction) -> None:
    heard: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        heard.append(statement)

    event.listen(tx.connection, "before_cursor_execute", note)
    NAMES.rows(tx.connection, {"mask": "x"})
    event.remove(tx.connection, "before_cursor_execute", note)
    assert heard == [NAMES.sql]


def test_a_broken_rule_is_the_error_that_sqlalchemy_has_for_it_and_ends_at_its_savepoint(
    tx: Transaction,
) -> None:
    before = NAMES.rows(tx.connection, {"mask": ""})
    with pytest.raises(IntegrityError, match="uq_user_email"), tx.connection.begin_nested():
        SAME_EMAIL.run(tx.connection, {})
    assert NAMES.rows(tx.connection, {"mask": ""}) == before


def test_an_attempt_of_a_page_undoes_it(database: Database) -> None:
    with unit_of_work(database.sessions, FakeClock(), SYSTEM, "test") as tx:
        before = NAMES.rows(tx.connection, {"mask": ""})
        with pytest.raises(KeyError), attempt(tx):
            _rename_everybody_and_fail(tx)
        assert NAMES.rows(tx.connection, {"mask": ""}) == before


def _rename_everybody_and_fail(tx: Transaction) -> None:
    RENAME_ALL.run(tx.connection, {"name": "Nobody"})
    raise KeyError


def test_it_is_committed_and_rolled_back_with_its_unit_of_work(database: Database) -> None:
    def work() -> Any:
        return unit_of_work(database.sessions, FakeClock(), SYSTEM, "test")

    with work() as tx:
        person = _person(tx)
    with work() as tx:
        RENAME.run(tx.connection, {"id": person.id, "name": "Kept"})
    with work() as tx:
        RENAME.run(tx.connection, {"id": person.id, "name": "Forgotten"})
        tx.connection.rollback()
    with work() as tx:
        assert NAMES.rows(tx.connection, {"mask": person.email}) == [("Kept",)]
    _a_lost_connection_is_replaced(database)


def _a_lost_connection_is_replaced(database: Database) -> None:
    with (
        pytest.raises(OperationalError) as lost,
        unit_of_work(database.sessions, FakeClock(), SYSTEM, "test") as tx,
    ):
        END_ME.rows(tx.connection, {})
    assert lost.value.connection_invalidated
    with unit_of_work(database.sessions, FakeClock(), SYSTEM, "test") as tx:
        assert NAMES.rows(tx.connection, {"mask": ""})


def test_after_a_few_uses_the_server_has_its_plan_ready(database: Database) -> None:
    for _ in range(7):
        with unit_of_work(database.sessions, FakeClock(), SYSTEM, "test") as tx:
            NAMES.rows(tx.connection, {"mask": ""})
    with database.engine.connect() as connection:
        prepared = connection.execute(text("SELECT statement FROM pg_prepared_statements")).scalars().all()
    assert any("LIKE $1" in statement for statement in prepared)

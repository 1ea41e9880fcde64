"""A statement of the hot path: compiled once, then sent straight to the driver."""

from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import ClauseElement, Connection, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError

_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]


class HotStatement:
    """One statement that every step sends, without what SQLAlchemy does anew at each call (ADR 0011).

    It runs in the transaction of the connection that is given, listeners for statements hear of it, and errors
    are those of SQLAlchemy. Values go to the driver as they are: JSON as `psycopg.types.json.Jsonb`, and NULL is
    never equal to anything.
    """

    def __init__(self, statement: ClauseElement | str) -> None:
        """Compile `statement`; one given as text names its values `:name`."""
        clause = text(statement) if isinstance(statement, str) else statement
        compiled = clause.compile(dialect=_DIALECT)
        self.sql = str(compiled)
        self._written_in = {name: value for name, value in compiled.params.items() if value is not None}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Send it with `values` by name and return all rows. Raises sqlalchemy.exc.DBAPIError."""
        return self._send(connection, values).fetchall()

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Send it with `values` by name; it returns no rows. Raises sqlalchemy.exc.DBAPIError."""
        self._send(connection, values)

    def _send(self, connection: Connection, values: Mapping[str, Any]) -> psycopg.Cursor[tuple[Any, ...]]:
        if not connection.in_transaction():
            connection.begin()  # so that SQLAlchemy knows there is something to commit or to roll back
        given = {**self._written_in, **values} if self._written_in else values
        cursor = _cursor_of(connection)
        connection.dispatch.before_cursor_execute(connection, cursor, self.sql, given, None, False)
        try:
            return cursor.execute(self.sql, given)
        except psycopg.Error as error:
            if cursor.connection.closed:
                connection.invalidate(error)  # the pool gives a new one next time
            raise self._of_sqlalchemy(error, connection, given) from error

    def _of_sqlalchemy(
        self, error: psycopg.Error, connection: Connection, given: Mapping[str, Any]
    ) -> Exception:
        """Return the error that SQLAlchemy has for `error`."""
        return DBAPIError.instance(
            self.sql,
            given,
            error,
            psycopg.Error,
            hide_parameters=connection.engine.hide_parameters,
            connection_invalidated=connection.invalidated,
            dialect=connection.dialect,
        )


def _cursor_of(connection: Connection) -> psycopg.Cursor[tuple[Any, ...]]:
    """Return the one cursor that hot statements share on a connection to the server; rows are taken out at once."""
    pooled = connection.connection
    found = pooled.info.get("hot_cursor")
    if found is None:
        driver: psycopg.Connection = pooled.driver_connection  # type: ignore[assignment]
        found = pooled.info["hot_cursor"] = driver.cursor()
    cursor: psycopg.Cursor[tuple[Any, ...]] = found
    return cursor

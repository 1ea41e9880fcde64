"""Engine and sessions."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session

IDLE_SECONDS = 5  # a connection that rested longer is tried out before it is used


@dataclass(frozen=True, slots=True)
class SessionFactory:
    """Makes ORM sessions; nothing expires at commit, so results can be shown after it."""

    engine: Engine

    def __call__(self) -> Session:
        """Return a session with a connection of its own, for reading outside a unit of work."""
        return Session(self.engine, expire_on_commit=False)

    def on(self, connection: Connection) -> Session:
        """Return a session that works inside the transaction of `connection` and never ends it."""
        return Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only")


def make_engine(database_url: str) -> Engine:
    """Return an engine for PostgreSQL at `database_url` (postgresql+psycopg://…).

    READ COMMITTED is what root-first locking relies on: after waiting for the root, a statement sees what the
    one who held it wrote.
    """
    engine = create_engine(
        database_url, isolation_level="READ COMMITTED", connect_args={"options": "-c timezone=UTC"}
    )
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", _try_out_after_rest)
    return engine


def make_session_factory(engine: Engine) -> SessionFactory:
    """Return the factory of sessions on `engine`."""
    return SessionFactory(engine)


def _note_rest(_connection: Any, record: Any) -> None:
    record.info["rests_since"] = time.monotonic()


def _try_out_after_rest(dbapi_connection: Any, record: Any, _proxy: Any) -> None:
    """Replace a connection that the server has closed meanwhile; a busy one is not asked each time."""
    rested = time.monotonic() - record.info.get("rests_since", time.monotonic())
    if rested < IDLE_SECONDS:
        return
    try:
        dbapi_connection.execute("SELECT 1")
        dbapi_connection.rollback()
    except Exception as error:
        raise DisconnectionError("the server closed the connection") from error

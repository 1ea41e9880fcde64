"""The unit of work: the only place that commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from workflow_app.db.session import SessionFactory
from workflow_app.kernel.actor import Actor
from workflow_app.kernel.clock import Clock
from workflow_app.kernel.errors import Unstorable


class Work:
    """The connection of one transaction, and the ORM session on it once somebody asks for one.

    The engine's hot path needs no session, and making one costs more than a statement.
    """

    def __init__(self, connection: Connection, make_session: Callable[[Connection], Session]) -> None:
        self.connection = connection
        self._make_session = make_session
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The one ORM session of this transaction."""
        if self._session is None:
            self._session = self._make_session(self.connection)
        return self._session

    def flush(self) -> None:
        """Send what the session still holds."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """Let the session go."""
        if self._session is not None:
            self._session.close()


@dataclass(slots=True)
class Transaction:
    """What every use case and query gets: the work at hand, who acts, when, and for which request."""

    work: Work
    actor: Actor
    now: datetime
    request_id: str

    @property
    def session(self) -> Session:
        """The ORM session, for screens and forms."""
        return self.work.session

    @property
    def connection(self) -> Connection:
        """The connection, for statements that need no entities; what the session holds is sent first."""
        self.work.flush()
        return self.work.connection


def _no_poke() -> None:
    """Nobody waits for the outbox."""


@contextmanager
def unit_of_work(
    sessions: SessionFactory,
    clock: Clock,
    actor: Actor,
    request_id: str,
    *,
    poke: Callable[[], None] = _no_poke,
    read_only: bool = False,
) -> Iterator[Transaction]:
    """Open one transaction; commit on leaving, roll back on any exception, then tell the dispatcher.

    Raises Unstorable when a value is none that the database could hold.

    With `read_only` PostgreSQL itself refuses writes, so a page that only shows cannot change anything.
    `poke` runs after the commit and must not raise.
    """
    with sessions.engine.connect() as connection:
        if read_only:
            connection.execution_options(postgresql_readonly=True)  # said together with BEGIN
        work = Work(connection, sessions.on)
        try:
            yield Transaction(work=work, actor=actor, now=clock(), request_id=request_id)
            work.flush()
            connection.commit()
        except (DataError, psycopg.DataError) as error:
            connection.rollback()
            raise Unstorable(str(error)) from error
        except BaseException:
            connection.rollback()
            raise
        finally:
            work.close()
    if not read_only:
        poke()

"""The unit of work: the only place that commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from workflow_app.db.session import SessionFactory
from workflow_app.kernel.actor import Actor
from workflow_app.kernel.clock import Clock


@dataclass(slots=True)
class Transaction:
    """What every use case and query gets: the session, who acts, when, and for which request."""

    session: Session
    actor: Actor
    now: datetime
    request_id: str


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

    With `read_only` PostgreSQL itself refuses writes, so a page that only shows cannot change anything.
    `poke` runs after the commit and must not raise.
    """
    with sessions() as session:
        if read_only:
            session.execute(text("SET TRANSACTION READ ONLY"))
        try:
            yield Transaction(session=session, actor=actor, now=clock(), request_id=request_id)
            session.commit()
        except BaseException:
            session.rollback()
            raise
    if not read_only:
        poke()

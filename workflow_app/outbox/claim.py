"""Takes messages out of the outbox: claim a batch, work on one, mark it done, give it back or give it up.

A message is open (nobody has it), claimed (`claimed_at`: handed to the queue or worked on), done or failed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, func, select, update

from workflow_app.db.uow import Transaction
from workflow_app.models.outbox_message import OutboxMessage

_message = cast("Table", OutboxMessage.__table__)
_LONGEST_ERROR = 2000  # characters kept of what went wrong
_LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in hand. `attempts` counts this one, too."""

    id: int
    topic: str
    payload: dict[str, Any]
    request_id: str
    attempts: int


def claim_batch(tx: Transaction, limit: int) -> list[Claimed]:
    """Claim up to `limit` open messages whose time has come, the oldest first.

    The rows stay locked to the end of the transaction and rows that somebody else holds are passed over, so two
    dispatchers never take the same message; whoever hands them on does so before the commit.
    """
    due = (
        select(_message.c.id)
        .where(
            _message.c.done_at.is_(None),
            _message.c.failed_at.is_(None),
            _message.c.claimed_at.is_(None),
            _message.c.available_at <= tx.now,
        )
        .order_by(_message.c.available_at, _message.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = tx.session.execute(due).scalars().all()
    statement = (
        update(_message).where(_message.c.id.in_(ids)).values(claimed_at=tx.now).returning(*_columns())
    )
    rows = tx.session.execute(statement) if ids else ()
    return sorted((Claimed(*row) for row in rows), key=lambda message: message.id)


def _columns() -> tuple[Any, ...]:
    return (_message.c.id, _message.c.topic, _message.c.payload, _message.c.request_id, _message.c.attempts)


def take(tx: Transaction, message_id: int) -> Claimed | None:
    """Begin to work on a message: lock it, count the attempt. None when it is done or given up already.

    The attempt is counted before the work, so that one that kills its worker does not come back for ever.
    """
    open_one = select(_message.c.id).where(
        _message.c.id == message_id, _message.c.done_at.is_(None), _message.c.failed_at.is_(None)
    )
    if tx.session.execute(open_one.with_for_update()).first() is None:
        return None
    statement = (
        update(_message)
        .where(_message.c.id == message_id)
        .values(claimed_at=tx.now, attempts=_message.c.attempts + 1)
        .returning(*_columns())
    )
    return Claimed(*tx.session.execute(statement).one())


def lock_open(tx: Transaction, message_id: int) -> bool:
    """Lock a message before its result is written; False when somebody else has finished it meanwhile."""
    statement = select(_message.c.id).where(
        _message.c.id == message_id, _message.c.done_at.is_(None), _message.c.failed_at.is_(None)
    )
    return tx.session.execute(statement.with_for_update()).first() is not None


def mark_done(tx: Transaction, message_id: int) -> None:
    """The message has left; a second delivery of it does nothing."""
    statement = update(_message).where(_message.c.id == message_id)
    tx.session.execute(statement.values(done_at=tx.now, last_error=""))


def mark_failed(tx: Transaction, message_id: int, error: str, attempts: int) -> None:
    """Give the message up until somebody says "try again". One that is done meanwhile stays done."""
    statement = update(_message).where(_message.c.id == message_id, _message.c.done_at.is_(None))
    values = {"failed_at": tx.now, "attempts": attempts, "last_error": error[:_LONGEST_ERROR]}
    tx.session.execute(statement.values(values))


def release(tx: Transaction, message_id: int, error: str, available_at: datetime, attempts: int) -> None:
    """Put the message back, to be claimed again from `available_at` on."""
    statement = update(_message).where(
        _message.c.id == message_id, _message.c.done_at.is_(None), _message.c.failed_at.is_(None)
    )
    tx.session.execute(
        statement.values(
            claimed_at=None, available_at=available_at, attempts=attempts, last_error=error[:_LONGEST_ERROR]
        )
    )


def requeue(tx: Transaction, message_id: int) -> bool:
    """Open a message that was given up, as if it were new; False when it is not (or no more) given up."""
    statement = (
        update(_message)
        .where(_message.c.id == message_id, _message.c.failed_at.is_not(None))
        .values(failed_at=None, claimed_at=None, attempts=0, available_at=tx.now)
        .returning(_message.c.id)
    )
    return tx.session.execute(statement).first() is not None


def sweep(tx: Transaction, older_than: timedelta) -> Sequence[int]:
    """Put back what was claimed longer than `older_than` ago and never finished; return the ids.

    That is what a killed worker or an emptied broker leaves behind.
    """
    statement = (
        update(_message)
        .where(
            _message.c.done_at.is_(None),
            _message.c.failed_at.is_(None),
            _message.c.claimed_at < tx.now - older_than,
        )
        .values(claimed_at=None, available_at=tx.now)
        .returning(_message.c.id)
    )
    return tx.session.execute(statement).scalars().all()


def count_open(tx: Transaction) -> int:
    """Return how many messages are neither done nor given up."""
    statement = select(func.count()).where(_message.c.done_at.is_(None), _message.c.failed_at.is_(None))
    return tx.session.execute(statement).scalar_one()


def pause_after(attempts: int, first_seconds: int, chance: float) -> timedelta:
    """Return how long to wait after `attempts` tries: doubling from `first_seconds`, at most six hours.

    `chance` (0 to 1, drawn by the caller) spreads it by a quarter to both sides, so that what failed together does
    not come back together. With 30 seconds, twelve tries take about a day.
    """
    whole = min(first_seconds * 2.0 ** (attempts - 1), _LONGEST_PAUSE.total_seconds())
    return timedelta(seconds=whole * (0.75 + chance / 2))

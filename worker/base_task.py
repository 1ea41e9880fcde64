"""Load, work, record: how every message of the outbox is worked on, once, and what happens when it fails."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Permanent, Transient
from workflow_app.notifications.deliver import Mailer
from workflow_app.outbox.claim import Claimed, lock_open, mark_done, mark_failed, pause_after, release, take
from workflow_app.outbox.topics import Message, message_of

M = TypeVar("M", bound=Message)
Loaded = TypeVar("Loaded")
Result = TypeVar("Result")
log = structlog.get_logger(__name__)

# Trouble of the surroundings: the database, the disk, the network. Everything else does not pass by itself.
PASSING = (Transient, OperationalError, InterfaceError, OSError)


def _nobody() -> None:
    """Nothing was asked for, so nobody need be told."""


def _nothing_to_say(*_: object) -> None:
    """The outbox itself says what failed."""


@dataclass(frozen=True)
class Tools:
    """What every task gets: the shared parts, the mailer, and how to hand a task to the queue."""

    assembly: Assembly
    mailer: Mailer
    send: Callable[[str, tuple[Any, ...]], None]  # task name, arguments
    poke: Callable[[], None]

    def unit(self, request_id: str, *, poke: bool = False) -> AbstractContextManager[Transaction]:
        """Open one short transaction as the system; with `poke` the dispatcher is told after its commit."""
        parts, then = self.assembly, self.poke if poke else _nobody
        return unit_of_work(parts.sessions, parts.clock, SYSTEM, request_id, poke=then)


@dataclass(frozen=True)
class Steps(Generic[M, Loaded, Result]):
    """The three beats of one topic, and what is written down when the middle one fails.

    `load(tx, message)` returns None when there is nothing to do any more. `work(loaded)` runs without a
    transaction. `record(tx, message, loaded, result)` runs once. `give_back(tx, message, error, final)`.
    """

    load: Callable[[Transaction, M], Loaded | None]
    work: Callable[[Loaded], Result]
    record: Callable[[Transaction, M, Loaded, Result], object]
    give_back: Callable[[Transaction, M, Exception, bool], None] = _nothing_to_say


def work_on(tools: Tools, message_id: int, steps: Steps[M, Loaded, Result]) -> None:
    """Work on a message of the outbox. One that is done already is left alone, so a second delivery does nothing."""
    claimed: Claimed | None = None
    structlog.contextvars.bind_contextvars(message_id=message_id)
    try:
        with tools.unit("") as tx:
            claimed = take(tx, message_id)
            if claimed is None:
                return
            tx.request_id = claimed.request_id
            structlog.contextvars.bind_contextvars(request_id=claimed.request_id, topic=claimed.topic)
            message = cast("M", _message(tools, claimed))
            loaded = steps.load(tx, message)
            if loaded is None:
                mark_done(tx, message_id)
                return
        result = _work(tools, claimed, message, loaded, steps)
        with tools.unit(claimed.request_id, poke=True) as tx:
            if lock_open(tx, message_id):
                steps.record(tx, message, loaded, result)
                mark_done(tx, message_id)
    except Exception as error:
        if claimed is None:
            raise
        _settle(tools, claimed, error)


def do_at_once(tools: Tools, message_id: int, act: Callable[[Transaction, M], object]) -> None:
    """Work on a message that needs nothing but the database: one transaction does it all."""
    work_on(
        tools,
        message_id,
        Steps[M, bool, object](load=_there_is, work=bool, record=lambda tx, message, *_: act(tx, message)),
    )


def _there_is(*_: object) -> bool:
    """There is something to do."""
    return True


def _message(tools: Tools, claimed: Claimed) -> Message:
    most = tools.assembly.settings.outbox_max_attempts
    if claimed.attempts > most:
        raise Permanent(f"given up: {most} attempts ended without a word, perhaps with the worker itself")
    return message_of(claimed.topic, claimed.payload)


def _work(
    tools: Tools, claimed: Claimed, message: M, loaded: Loaded, steps: Steps[M, Loaded, Result]
) -> Result:
    """Do the work; when it fails, say so where the result would have stood, before the message itself is settled."""
    try:
        return steps.work(loaded)
    except Exception as error:
        with tools.unit(claimed.request_id) as tx:
            if lock_open(tx, claimed.id):
                steps.give_back(tx, message, error, _is_final(tools, claimed, error))
        raise


def _is_final(tools: Tools, claimed: Claimed, error: Exception) -> bool:
    return not isinstance(error, PASSING) or claimed.attempts >= tools.assembly.settings.outbox_max_attempts


def _settle(tools: Tools, claimed: Claimed, error: Exception) -> None:
    """Give the message up, or put it back for later; the pause lives in the database, not in the queue."""
    said, settings = f"{type(error).__name__}: {error}", tools.assembly.settings
    final = _is_final(tools, claimed, error)
    log.warning(
        "message failed", final=final, attempts=claimed.attempts, error=said, exc_info=not _expected(error)
    )
    with tools.unit(claimed.request_id) as tx:
        if final:
            mark_failed(tx, claimed.id, said, claimed.attempts)
        else:
            pause = pause_after(claimed.attempts, settings.outbox_retry_seconds, random.random())  # noqa: S311
            release(tx, claimed.id, said, tx.now + pause, claimed.attempts)


def _expected(error: Exception) -> bool:
    return isinstance(error, (*PASSING, Permanent))

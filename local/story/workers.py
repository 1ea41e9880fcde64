"""Who works on the outbox while the story is told: a real worker that is waited for, or this very process."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from local.process import Running
from local.story.clock import StoryClock
from local.story.scene import StoryError
from worker.app import TASKS
from worker.base_task import Tools
from worker.queues import DISPATCH_OUTBOX, FIRE_DUE_DEADLINES
from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.ids import new_request_id
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.notifications.deliver import Drawer
from workflow_app.outbox.claim import count_open

POKE_EVERY = 2.0
LOOK_EVERY = 0.15


class RealWorker:
    """A worker in another process. It is poked after every act, and again while somebody waits for it."""

    def __init__(self, parts: Assembly, poke: Callable[[], None], program: Running, patience: float) -> None:
        self._parts, self.poke, self._program, self._patience = parts, poke, program, patience

    def wait_until(self, ready: Callable[[], bool], what: str) -> None:
        """Look again and again, for `patience` seconds at most."""
        until, next_poke = time.monotonic() + self._patience, 0.0
        while not ready():
            if self._program.ended:
                raise StoryError(f"The worker has ended. The end of its log:\n{self._program.last_lines()}")
            if time.monotonic() > until:
                raise StoryError(f"Not ready within {self._patience:.0f} s: {what}. {trouble(self._parts)}")
            if time.monotonic() > next_poke:
                self.poke()
                next_poke = time.monotonic() + POKE_EVERY
            time.sleep(LOOK_EVERY)


class InThisProcess:
    """The worker's own tasks, run at once and on the story's clock, with nothing sent by e-mail."""

    def __init__(self, parts: Assembly, clock: StoryClock) -> None:
        self._parts, self._clock = parts, clock
        self._queue: deque[tuple[str, tuple[Any, ...]]] = deque()
        self._tools = Tools(parts, Drawer(), lambda *task: self._queue.append(task), lambda: None)

    def poke(self) -> None:
        """Nobody waits outside; everything is done when the story settles."""

    def wait_until(self, ready: Callable[[], bool], what: str) -> None:
        """Do everything that is to be done; whatever is not ready then never will be."""
        self.settle()
        if not ready():
            raise StoryError(f"Not ready: {what}. {trouble(self._parts)}")

    def settle(self) -> None:
        """Fire deadlines that have come on the story's clock, and empty the outbox."""
        TASKS[FIRE_DUE_DEADLINES](self._tools)
        while TASKS[DISPATCH_OUTBOX](self._tools):
            while self._queue:
                name, arguments = self._queue.popleft()
                TASKS[name](self._tools, *arguments)


def is_all_done(parts: Assembly) -> bool:
    """Tell whether no message of the outbox is open any more."""
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id(), read_only=True) as tx:
        return count_open(tx) == 0


def trouble(parts: Assembly) -> str:
    """Say what stands in the outbox: how much is open, and why something failed."""
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id(), read_only=True) as tx:
        errors = select(OutboxMessage.topic, OutboxMessage.last_error).where(OutboxMessage.last_error != "")
        said = [f"{topic}: {error}" for topic, error in tx.session.execute(errors.limit(3))]
        return f"{count_open(tx)} messages are open; trouble: {'; '.join(said) or 'none'}."

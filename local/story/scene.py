"""Where the story takes place: acts of real people, each in its own unit of work, on the story's own day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import select

from local.story.clock import StoryClock
from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.access.predicates import Scope
from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.kernel.actor import ANONYMOUS, SYSTEM
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Forbidden, WorkflowError
from workflow_app.kernel.ids import new_request_id
from workflow_app.models.user import User
from workflow_app.queries.signed_in import load_actor


class Worker(Protocol):
    """Whoever makes the documents and writes the notices: the real worker, or the same tasks in this process."""

    def poke(self) -> None:
        """Something may wait in the outbox. Must not raise."""

    def wait_until(self, ready: Callable[[], bool], what: str) -> None:
        """Come back once `ready()`; raises StoryError that names `what` when it takes too long."""


class StoryError(Exception):
    """The story can't go on; the message says where and why."""


@dataclass(frozen=True)
class Scene:
    """The parts that every act needs; the clock of `parts` is the story's `clock`."""

    parts: Assembly
    clock: StoryClock
    area_id: int
    worker: Worker

    @contextmanager
    def acting(
        self, email: str, permission: Permission | None = None, body_id: int | None = None
    ) -> Iterator[Transaction]:
        """Open a unit of work of the person with this e-mail.

        `permission` is what the page of this act demands; acts that fire a trigger are checked by the engine.
        Raises Forbidden when the person lacks it.
        """
        parts = self.parts
        with unit_of_work(
            parts.sessions, self.clock, ANONYMOUS, new_request_id(), poke=self.worker.poke
        ) as tx:
            key = tx.session.execute(select(User.fs_uniquifier).where(User.email == email)).scalar_one()
            tx.actor = load_actor(tx.connection, key, prague_day(tx.now))
            if permission and not allowed(tx.actor, permission, Scope(self.area_id, None, body_id)):
                raise Forbidden(f"{email} lacks {permission}")
            yield tx

    @contextmanager
    def looking(self) -> Iterator[Transaction]:
        """Open a read-only transaction of the system, on the story's day."""
        with unit_of_work(
            self.parts.sessions, lambda: self.clock.moment, SYSTEM, new_request_id(), read_only=True
        ) as tx:
            yield tx

    def go_to(self, day: date) -> None:
        """Move the story to the morning of `day`."""
        self.clock.go_to(day)


@dataclass(frozen=True)
class Step:
    """One line of the progress: the part of the story, what happens, and the function that lets it happen."""

    part: str
    label: str
    act: Callable[[], None]

    def take(self) -> None:
        """Let it happen. Raises StoryError that says where, when the program refuses it."""
        try:
            self.act()
        except WorkflowError as refused:
            raise StoryError(f"{self.part}, {self.label}: {type(refused).__name__}: {refused}") from refused


@dataclass
class Matter:
    """The document that a part of the story is about; filled in by the step that begins it."""

    process_id: int = 0
    subject_id: int = 0

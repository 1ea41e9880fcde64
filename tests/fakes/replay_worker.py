"""Stands in for the worker while a replay is told: packets count as made, triggers for other documents are fired."""

from collections.abc import Callable

from sqlalchemy import select

from local.story.scene import StoryError
from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.outbox.topics import FireTrigger
from workflow_app.usecases.fire_system_trigger import fire_system_trigger
from workflow_app.usecases.fire_transition import fire_transition


class PaperlessWorker:
    """Does what the worker does to the state of documents, and makes no file and no mail."""

    def __init__(self, parts: Assembly) -> None:
        self._parts = parts

    def poke(self) -> None:
        """Everything is done when somebody waits."""

    def wait_until(self, ready: Callable[[], bool], what: str) -> None:
        self.settle()
        if not ready():
            raise StoryError(f"Not ready: {what}")

    def settle(self) -> None:
        """Let waiting packets be ready and fire what other documents have asked for."""
        with unit_of_work(self._parts.sessions, self._parts.clock, SYSTEM, "replay") as tx:
            waiting = select(ProcessInstance.id).where(ProcessInstance.state == "preparing")
            for process_id in tx.session.scalars(waiting.order_by(ProcessInstance.id)).all():
                fire_transition(tx, self._parts.catalogue, process_id, "packet_ready", {})
            self._fire(tx)

    def _fire(self, tx: Transaction) -> None:
        asked = select(OutboxMessage).where(
            OutboxMessage.topic == "fire_trigger", OutboxMessage.done_at.is_(None)
        )
        for message in tx.session.scalars(asked).all():
            fire_system_trigger(tx, self._parts.catalogue, FireTrigger(**message.payload))
            message.done_at = tx.now

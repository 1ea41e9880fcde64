"""What a guard, an effect, a document or a notice may see and do."""

from dataclasses import dataclass
from typing import Any

from workflow_app.db.uow import Transaction
from workflow_app.engine.definition import Definition
from workflow_app.engine.process_row import ProcessRow
from workflow_app.outbox.topics import Message


@dataclass(slots=True)
class Context:
    """One step of one process.

    `payload` is None when buttons are only being offered, so guards must not need it.
    Effects append to `messages` what must leave the database after the commit.
    """

    tx: Transaction
    definition: Definition
    process: ProcessRow
    payload: Any
    body_id: int | None
    messages: list[Message]

    @property
    def cause(self) -> str:
        """The name of the record that this step will leave: "process:seq"."""
        return f"{self.process.id}:{self.process.seq + 1}"

"""One step as the history tells it, beside the process as it stands now: what documents and notices are made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.engine.lock import read
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.errors import NotFound
from workflow_app.models.transition_record import TransitionRecord


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """What a document function (`fn(step) -> Paper | PaperSet`) or a notice function (`fn(step) -> Notice`) gets.

    `payload` is the record's plain JSON. `process` is as it stands now, so it may have gone on since. `language`
    is the one of the document; a notice speaks to people of both languages and does not look at it.
    """

    tx: Transaction
    definition: Definition
    process: ProcessRow
    seq: int
    trigger: str
    from_state: str
    to_state: str
    automatic: bool
    actor_id: int | None
    body_id: int | None  # the body acted for
    payload: dict[str, Any]
    at: datetime
    language: str
    base_url: str = ""  # of the installation, without a slash at its end; printed letters lead there
    part: str = ""  # of the text, when a document of it is wanted; "" for the whole

    @property
    def is_current(self) -> bool:
        """The process still stands where this step took it, so what the step asks of people is still wanted."""
        return self.process.state == self.to_state


def read_step(
    tx: Transaction, catalogue: Catalogue, process_id: int, seq: int, language: str = "cs", base_url: str = ""
) -> RecordedStep:
    """Return step `seq` of a process. Raises NotFound when there is no such process or step."""
    process = read(tx, process_id)
    record = (
        tx.session.execute(
            select(
                TransitionRecord.seq,
                TransitionRecord.trigger,
                TransitionRecord.from_state,
                TransitionRecord.to_state,
                TransitionRecord.automatic,
                TransitionRecord.actor_id,
                TransitionRecord.body_id,
                TransitionRecord.payload,
                TransitionRecord.at,
            ).where(TransitionRecord.process_id == process_id, TransitionRecord.seq == seq)
        )
        .mappings()
        .first()
    )
    if record is None:
        raise NotFound(f"step {seq} of process {process_id}")
    law = catalogue.definition(process.process, process.version)
    return RecordedStep(
        tx=tx, definition=law, process=process, language=language, base_url=base_url, **record
    )

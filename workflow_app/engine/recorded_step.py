"""One step as the history tells it, beside the process as it stands now: what documents and notices are made of."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.engine.lock import read, read_all
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.together import Together
from workflow_app.kernel.errors import NotFound
from workflow_app.models.process_instance import ProcessInstance
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
    together: Together = field(default_factory=Together, compare=False, repr=False)

    @property
    def is_current(self) -> bool:
        """The process still stands where this step took it, so what the step asks of people is still wanted."""
        return self.process.state == self.to_state


def read_step(
    tx: Transaction, catalogue: Catalogue, process_id: int, seq: int, language: str = "cs", base_url: str = ""
) -> RecordedStep:
    """Return step `seq` of a process. Raises NotFound when there is no such process or step."""
    process = read(tx, process_id)
    here = (TransitionRecord.process_id == process_id) & (TransitionRecord.seq == seq)
    record = tx.session.execute(select(*_RECORD).where(here)).mappings().first()
    if record is None:
        raise NotFound(f"step {seq} of process {process_id}")
    together = Together(frozenset({process.body_id} if process.body_id else ()))
    return _step(tx, catalogue, process, record, language, base_url, together)


def newest_steps(
    tx: Transaction,
    catalogue: Catalogue,
    process_ids: Collection[int],
    language: str = "cs",
    base_url: str = "",
) -> dict[int, RecordedStep]:
    """Return the newest step of each process, all of them together; two statements whatever their number."""
    processes = read_all(tx, process_ids)
    record, process = TransitionRecord, ProcessInstance
    statement = (
        select(record.process_id, *_RECORD)
        .join(process, (process.id == record.process_id) & (process.seq == record.seq))
        .where(process.id.in_(process_ids))
    )
    together = Together(frozenset(row.body_id for row in processes.values() if row.body_id))
    found = {}
    for row in tx.session.execute(statement).mappings():
        its_own = {name: value for name, value in row.items() if name != "process_id"}
        newest = processes[row["process_id"]]
        found[newest.id] = _step(tx, catalogue, newest, its_own, language, base_url, together)
    return found


_RECORD = tuple(
    getattr(TransitionRecord, name)
    for name in (
        "seq",
        "trigger",
        "from_state",
        "to_state",
        "automatic",
        "actor_id",
        "body_id",
        "payload",
        "at",
    )
)


def _step(
    tx: Transaction,
    catalogue: Catalogue,
    process: ProcessRow,
    record: RowMapping | dict[str, Any],
    language: str,
    base_url: str,
    together: Together,
) -> RecordedStep:
    return RecordedStep(
        tx=tx,
        definition=catalogue.definition(process.process, process.version),
        process=process,
        language=language,
        base_url=base_url,
        together=together,
        **record,
    )

"""Makes one Word document or one packet: load what it says, fill and keep it, record it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert

from workflow_app.db.uow import Transaction
from workflow_app.documents.packet import make_packet
from workflow_app.documents.paper import Enclosure, Paper, PaperSet
from workflow_app.documents.render import render
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock, read
from workflow_app.engine.recorded_step import RecordedStep, read_step
from workflow_app.models.document import Document
from workflow_app.outbox.topics import ProduceDocument

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP_FILE = "application/zip"
# A process that asks for documents at its start waits for them when its first state has this system transition.
READY = "packet_ready"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed, and what its row will say. `created` becomes the document's own date."""

    message: ProduceDocument
    area_id: int
    version_id: int | None
    created: datetime
    papers: tuple[Paper, ...]
    packet_name: str | None  # of the ZIP that holds the papers; None: it is one single paper


@dataclass(frozen=True, slots=True)
class Produced:
    """A file that is in the store."""

    sha256: str
    size: int
    file_name: str
    media_type: str


def load(tx: Transaction, catalogue: Catalogue, message: ProduceDocument, base_url: str) -> Order | None:
    """Return what is to be printed; None when the document exists already.

    `base_url` is the address of the installation, for the links in letters.
    Raises NotFound for an unknown process or step, KeyError for a document the process has not.
    """
    if tx.session.execute(select(Document.id).where(*_same(message))).first() is not None:
        return None
    step = read_step(tx, catalogue, message.process_id, message.seq, message.language, base_url)
    made = catalogue.parts[step.process.process].documents[message.name](step)
    papers = made.papers if isinstance(made, PaperSet) else (made,)
    return Order(
        message=message,
        area_id=step.process.area_id,
        version_id=step.process.version_id,
        created=step.at,
        papers=tuple(_resolved(catalogue, step, paper) for paper in papers),
        packet_name=made.file_name if isinstance(made, PaperSet) else None,
    )


def _resolved(catalogue: Catalogue, step: RecordedStep, paper: Paper | Enclosure) -> Paper:
    """Return the paper itself; for an enclosure the paper that its own process makes of its latest step."""
    if isinstance(paper, Paper):
        return paper
    seq = read(step.tx, paper.process_id).seq
    other = read_step(step.tx, catalogue, paper.process_id, seq, step.language, step.base_url)
    made: Paper = catalogue.parts[other.process.process].documents[paper.name](other)
    return replace(made, file_name=paper.file_name)


def work(order: Order, store: FileStore) -> Produced:
    """Fill the templates and keep the file. Takes no transaction: a plan may take seconds."""
    if order.packet_name:
        data = make_packet({paper.file_name: _filled(paper, order) for paper in order.papers})
        return Produced(store.put(data), len(data), order.packet_name, ZIP_FILE)
    (paper,) = order.papers
    data = _filled(paper, order)
    return Produced(store.put(data), len(data), paper.file_name, WORD_FILE)


def _filled(paper: Paper, order: Order) -> bytes:
    language = order.message.language
    return render(paper.template_file(language), paper.context, language, order.created)


def record(tx: Transaction, catalogue: Catalogue, order: Order, produced: Produced) -> None:
    """Write the document's row, once, and let a process go on that has waited for it.

    A process whose definition asks for documents at its start and whose state may be left by the system transition
    `packet_ready` is fired on once all of them exist, in all languages of the definition. Its family is locked
    before the count, so that the last two do not overlook each other.
    """
    message = order.message
    row = insert(Document).values(
        area_id=order.area_id,
        process_id=message.process_id,
        name=message.name,
        language=message.language,
        seq=message.seq,
        file_name=produced.file_name,
        media_type=produced.media_type,
        size=produced.size,
        sha256=produced.sha256,
        version_id=order.version_id,
        created_at=tx.now,
    )
    tx.session.execute(row.on_conflict_do_nothing())
    if message.seq == 0:
        _go_on_when_ready(tx, catalogue, message.process_id)


def _go_on_when_ready(tx: Transaction, catalogue: Catalogue, process_id: int) -> None:
    process = lock(tx, process_id, None).process
    law = catalogue.definition(process.process, process.version)
    waits = any(item.trigger == READY and item.automatic == "system" for item in law.leaving(process.state))
    wanted = len(law.start_documents) * len(law.languages)
    if waits and wanted and _made_at_start(tx, process_id, law.start_documents) == wanted:
        fire(tx, catalogue, process_id, READY, caused_by=f"{process_id}:0")


def _made_at_start(tx: Transaction, process_id: int, names: tuple[str, ...]) -> int:
    statement = select(func.count()).where(
        Document.process_id == process_id, Document.seq == 0, Document.name.in_(names)
    )
    return tx.session.execute(statement).scalar_one()


def _same(message: ProduceDocument) -> tuple[ColumnElement[bool], ...]:
    return (
        Document.process_id == message.process_id,
        Document.name == message.name,
        Document.language == message.language,
        Document.seq == message.seq,
    )

"""Makes one Word document or one packet: load what it says, fill and keep it, record it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from workflow_app.db.uow import Transaction
from workflow_app.documents.packet import make_packet
from workflow_app.documents.paper import Paper, PaperSet
from workflow_app.documents.render import render
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflow_app.engine.recorded_step import read_step
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
    papers: Paper | PaperSet


@dataclass(frozen=True, slots=True)
class Produced:
    """A file that is in the store."""

    sha256: str
    size: int
    file_name: str
    media_type: str


def load(tx: Transaction, catalogue: Catalogue, message: ProduceDocument) -> Order | None:
    """Return what is to be printed; None when the document exists already.

    Raises NotFound for an unknown process or step, KeyError for a document the process has not.
    """
    if tx.session.execute(select(Document.id).where(*_same(message))).first() is not None:
        return None
    step = read_step(tx, catalogue, message.process_id, message.seq, message.language)
    papers = catalogue.parts[step.process.process].documents[message.name](step)
    return Order(message, step.process.area_id, step.process.version_id, step.at, papers)


def work(order: Order, store: FileStore) -> Produced:
    """Fill the templates and keep the file. Takes no transaction: a plan may take seconds."""
    language, papers = order.message.language, order.papers
    if isinstance(papers, PaperSet):
        data = make_packet({paper.file_name: _filled(paper, order) for paper in papers.papers})
        return Produced(store.put(data), len(data), papers.file_name, ZIP_FILE)
    data = render(papers.template_file(language), papers.context, language, order.created)
    return Produced(store.put(data), len(data), papers.file_name, WORD_FILE)


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


def _same(message: ProduceDocument) -> tuple[object, ...]:
    return (
        Document.process_id == message.process_id,
        Document.name == message.name,
        Document.language == message.language,
        Document.seq == message.seq,
    )

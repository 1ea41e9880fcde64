"""Makes one Word document or one packet: load what it says, fill and keep it, record it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from workflow_app.db.uow import Transaction
from workflow_app.documents.paper import Paper
from workflow_app.documents.render import render
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.papers import papers_of
from workflow_app.engine.recorded_step import read_step
from workflow_app.models.document import Document
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.usecases import produce_packet
from workflow_app.usecases.produce_packet import MadePacket, PacketOrder
from workflow_app.usecases.start_documents import go_on_when_ready

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Order:
    """One paper to be printed, and what its row will say. `created` becomes the document's own date."""

    message: ProduceDocument
    area_id: int
    version_id: int | None
    created: datetime
    paper: Paper


@dataclass(frozen=True, slots=True)
class Produced:
    """A document that is in the store."""

    sha256: str
    size: int


def load(
    tx: Transaction, catalogue: Catalogue, message: ProduceDocument, base_url: str
) -> Order | PacketOrder | None:
    """Return what is to be printed; None when the document exists already.

    `base_url` is the address of the installation, for the links in letters. A packet that staff has asked for
    between steps is dated by their wish. Raises NotFound for an unknown process or step, KeyError for a document
    the process has not.
    """
    step = read_step(tx, catalogue, message.process_id, message.seq, message.language, base_url)
    if message.asked:
        step = replace(step, at=datetime.fromisoformat(message.asked))
    made = papers_of(catalogue, step, message.name)
    if not isinstance(made, Paper):
        return produce_packet.load(tx, step, message, made)
    if _is_there(tx, message):
        return None
    return Order(message, step.process.area_id, step.process.version_id, step.at, made)


def work(order: Order | PacketOrder, store: FileStore) -> Produced | MadePacket:
    """Fill the templates and keep the files. Takes no transaction: a plan may take seconds."""
    if isinstance(order, PacketOrder):
        return produce_packet.work(order, store)
    paper, language = order.paper, order.message.language
    data = render(paper.template_file(language), paper.context, language, order.created)
    return Produced(store.put(data), len(data))


def record(
    tx: Transaction, catalogue: Catalogue, order: Order | PacketOrder, made: Produced | MadePacket
) -> None:
    """Write the rows, once, and let a process go on that has waited for its documents."""
    if isinstance(order, PacketOrder) and isinstance(made, MadePacket):
        produce_packet.record(tx, order, made)
    elif isinstance(order, Order) and isinstance(made, Produced):
        _record(tx, order, made)
    go_on_when_ready(tx, catalogue, order.message.process_id)


def _record(tx: Transaction, order: Order, produced: Produced) -> None:
    message = order.message
    row = insert(Document).values(
        area_id=order.area_id,
        process_id=message.process_id,
        name=message.name,
        language=message.language,
        seq=message.seq,
        file_name=order.paper.file_name,
        media_type=WORD_FILE,
        size=produced.size,
        sha256=produced.sha256,
        version_id=order.version_id,
        created_at=tx.now,
    )
    tx.session.execute(row.on_conflict_do_nothing())


def _is_there(tx: Transaction, message: ProduceDocument) -> bool:
    statement = select(Document.id).where(
        Document.process_id == message.process_id,
        Document.name == message.name,
        Document.language == message.language,
        Document.seq == message.seq,
        Document.packet == "",
    )
    return tx.session.execute(statement).first() is not None

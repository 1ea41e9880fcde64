"""Asks for a Word document in another language than the one that is made by itself."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.kernel.languages import LANGUAGES
from workflow_app.models.document import Document
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.outbox.write import put


def request_document(
    tx: Transaction, catalogue: Catalogue, area_id: int, document_id: int, language: str
) -> None:
    """Have the same document made in `language`, from the same step of the process; the worker does it.

    Asking twice makes one. Raises NotFound (also for another area's document), Refused when there is one.
    """
    row = tx.session.execute(
        select(Document.process_id, Document.name, Document.seq)
        .join(ProcessInstance, ProcessInstance.id == Document.process_id)
        .where(Document.id == document_id, ProcessInstance.area_id == area_id)
    ).first()
    if row is None or language not in LANGUAGES:
        raise NotFound(f"document {document_id} in {language}")
    if row.name not in catalogue.parts[read(tx, row.process_id).process].documents:
        raise NotFound(f"document {row.name}")
    there = select(Document.id).where(
        Document.process_id == row.process_id,
        Document.name == row.name,
        Document.seq == row.seq,
        Document.language == language,
    )
    if tx.session.execute(there).first() is not None:
        raise Refused(Refusal("document_is_there_already"))
    put(tx, [ProduceDocument(row.process_id, row.seq, row.name, language)], area_id)

"""Lets a process go on that has waited for the documents it asked for at its start."""

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflow_app.models.document import Document

# A process that asks for documents at its start waits for them when its first state has this system transition.
READY = "packet_ready"


def go_on_when_ready(tx: Transaction, catalogue: Catalogue, process_id: int) -> None:
    """Fire `packet_ready` once all documents of the start exist, in all languages of the definition.

    The family is locked before the count, so that the last two documents do not overlook each other.
    """
    process = lock(tx, process_id, None).process
    law = catalogue.definition(process.process, process.version)
    waits = any(item.trigger == READY and item.automatic == "system" for item in law.leaving(process.state))
    wanted = len(law.start_documents) * len(law.languages)
    if waits and wanted and _made(tx, process_id, law.start_documents) == wanted:
        fire(tx, catalogue, process_id, READY, caused_by=f"{process_id}:0")


def _made(tx: Transaction, process_id: int, names: tuple[str, ...]) -> int:
    """Count what exists by name and language: a packet may be there because a later step has asked for it first."""
    kinds = (
        select(Document.name, Document.language)
        .where(Document.process_id == process_id, Document.packet == "", Document.name.in_(names))
        .distinct()
        .subquery()
    )
    return tx.session.execute(select(func.count()).select_from(kinds)).scalar_one()

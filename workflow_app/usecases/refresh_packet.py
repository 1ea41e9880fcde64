"""Has packets put together again from the data as they are now; the worker makes only what has changed."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import lock
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.document import GENERATED, UPLOADED, Document
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.outbox.write import put
from workflow_app.usecases.kept_files import newest_files
from workflow_app.usecases.packet_of_body import PACKET, open_packet


def refresh_packet(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> None:
    """Ask for one body's packet. Raises NotFound, Refused when the body has decided."""
    ask_for_packet(tx, catalogue, open_packet(tx, catalogue, area_id, process_id))


def refresh_round(tx: Transaction, catalogue: Catalogue, area_id: int, parent_id: int) -> int:
    """Ask for the packets of all bodies of a document that have not decided yet; return how many these are.

    Raises NotFound for another area's document, Refused when all have decided.
    """
    if lock(tx, parent_id, None).process.area_id != area_id:
        raise NotFound(f"round of {parent_id}")
    children = select(ProcessInstance.id).where(
        ProcessInstance.parent_id == parent_id, ProcessInstance.ended_at.is_(None)
    )
    asked = 0
    for process_id in tx.session.execute(children.order_by(ProcessInstance.id)).scalars().all():
        try:
            refresh_packet(tx, catalogue, area_id, process_id)
            asked += 1
        except Refused:  # this body has decided
            continue
    if not asked:
        raise Refused(Refusal("packet_is_settled"))
    return asked


def take_generated_again(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int, name: str, language: str
) -> None:
    """Give up a file that was edited by hand: the worker generates it again. What was uploaded stays in the list.

    Raises NotFound for an unknown file, Refused when it is a generated one already, or the body has decided.
    """
    process = open_packet(tx, catalogue, area_id, process_id)
    file = newest_files(tx, process_id, language, PACKET).get(name)
    if file is None:
        raise NotFound(f"{name} of packet {process_id}")
    if file.origin != UPLOADED:
        raise Refused(Refusal("packet_file_is_generated"))
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="document",
        subject_id=file.id,
        before={"origin": UPLOADED, "sha256": file.sha256},
        after={"origin": GENERATED},
    )
    wish = ProduceDocument(process.id, process.seq, PACKET, language, tx.now.isoformat(), file.id)
    put(tx, [wish], area_id)


def ask_for_packet(tx: Transaction, catalogue: Catalogue, process: ProcessRow) -> None:
    """Ask the worker for the packet in all languages it exists in, or should."""
    law = catalogue.definition(process.process, process.version)
    there = select(Document.language).where(Document.process_id == process.id, Document.name == PACKET)
    languages = {*law.languages, *tx.session.execute(there.distinct()).scalars()}
    asked = tx.now.isoformat()
    wishes = [
        ProduceDocument(process.id, process.seq, PACKET, language, asked) for language in sorted(languages)
    ]
    put(tx, wishes, process.area_id)

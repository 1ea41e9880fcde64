"""Makes one Word document or packet."""

from worker.base_task import Steps, Tools, work_on
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.usecases import produce_document as usecase
from workflow_app.usecases.produce_document import Order, Produced
from workflow_app.usecases.produce_packet import MadePacket, PacketOrder


def produce_document(tools: Tools, message_id: int) -> None:
    """Load, fill and keep, record; see usecases/produce_document.py."""
    parts = tools.assembly
    steps = Steps[ProduceDocument, Order | PacketOrder, Produced | MadePacket](
        load=lambda tx, message: usecase.load(tx, parts.catalogue, message, parts.settings.base_url),
        work=lambda order: usecase.work(order, parts.store),
        record=lambda tx, _, order, produced: usecase.record(tx, parts.catalogue, order, produced),
    )
    work_on(tools, message_id, steps)

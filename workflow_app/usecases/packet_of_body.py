"""What every change of a body's packet needs: the body's process, locked, of this area, and not decided yet."""

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import lock
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.errors import NotFound, Refusal, Refused

PACKET = "council_packet"


def open_packet(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> ProcessRow:
    """Lock the body's process and return it.

    Raises NotFound, also for another area's process; Refused when the body has decided: what it decided on stays.
    """
    process = lock(tx, process_id, None).process
    law = catalogue.definition(process.process, process.version)
    if process.area_id != area_id or PACKET not in law.start_documents:
        raise NotFound(f"packet of process {process_id}")
    if law.is_answered(process.state):
        raise Refused(Refusal("packet_is_settled"))
    return process

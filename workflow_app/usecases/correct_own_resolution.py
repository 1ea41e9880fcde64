"""A municipality mends the data of its own resolution while the round is open; another verdict is for staff."""

from dataclasses import replace

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.context import Context
from workflow_app.engine.lock import lock, read
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.errors import Refusal, Refused, Stale
from workflow_app.usecases.correct_resolution import correct_resolution, current_resolution
from workflow_app.usecases.record_resolution import KeptScan
from workflows.council_resolution.guards import round_is_open
from workflows.council_resolution.payloads import ResolutionRecorded


def correct_own_resolution(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    payload: ResolutionRecorded,
    reason: str,
    *,
    corrects: int,
    scan: KeptScan | None = None,
    seen: int | None = None,
) -> None:
    """Correct number, session, votes, text or scan; the verdict and the source of `payload` are not looked at.

    `corrects` is the id of the row that the page showed: a page that somebody has overtaken is Stale. Raises
    Refused (the round is over, staff has judged the record already, nothing changed), Stale, NotFound.
    """
    process = lock(tx, process_id, seen).process
    found = _refusals(tx, catalogue, process)
    if found:
        raise Refused(*found)
    recorded = current_resolution(tx, process_id)
    if recorded.id != corrects:
        raise Stale(f"resolution {corrects} has been corrected by {recorded.id}")
    payload = replace(payload, verdict=recorded.verdict, source=recorded.source)
    correct_resolution(tx, catalogue, process_id, payload, reason, scan=scan)


def correction_refusals(tx: Transaction, catalogue: Catalogue, process_id: int) -> list[Refusal]:
    """Return why the municipality cannot correct its record by itself now; nothing when it can.

    Raises NotFound when nothing has been recorded.
    """
    return _refusals(tx, catalogue, read(tx, process_id))


def _refusals(tx: Transaction, catalogue: Catalogue, process: ProcessRow) -> list[Refusal]:
    if process.state != current_resolution(tx, process.id).verdict:
        return [Refusal("record_no_longer_holds")]
    law = catalogue.definition(process.process, process.version)
    refusal = round_is_open(Context(tx, law, process, None, None, []))
    return [refusal] if refusal else []

"""What whoever holds a recording link does with it: begins, records, corrects. Every use is in the history."""

from dataclasses import replace

from workflow_app.access.held_link import link_of_id
from workflow_app.access.recording_token import masked
from workflow_app.audit.recording_link import append_link_event
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import lock
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.actor import HeldLink
from workflow_app.kernel.errors import Forbidden
from workflow_app.settings import Settings
from workflow_app.usecases.correct_own_resolution import correct_own_resolution
from workflow_app.usecases.issue_recording_link import CORRECT, RECORD
from workflow_app.usecases.record_resolution import KeptScan, record_resolution
from workflow_app.usecases.write_link_letter import RECEIPT, write_link_letter
from workflows.council_resolution.payloads import ResolutionRecorded
from workflows.council_resolution.sources import by_link


def note_opened(tx: Transaction) -> None:
    """Write down that a person pressed the button on the page of the link: no scanner of mail does.

    Raises UselessLink.
    """
    append_link_event(tx, _held(tx).link_id, "opened")


def note_refused(tx: Transaction, link_id: int, why: str) -> None:
    """Write down that somebody tried to record by a link that opens nothing (any more)."""
    append_link_event(tx, link_id, "refused", reason=why)


def record_by_link(
    tx: Transaction,
    catalogue: Catalogue,
    settings: Settings,
    payload: ResolutionRecorded,
    *,
    scan: KeptScan | None = None,
    seen: int | None = None,
) -> None:
    """Record the resolution of the link's body; the address that the link was sent to gets a receipt.

    Raises UselessLink (also when it was revoked a moment ago), Refused with every reason, Stale.
    """
    link, process = _locked(tx, RECORD, seen)
    known_from = replace(payload, source=by_link(masked(link.sent_to or "")))
    record_resolution(tx, catalogue, link.process_id, known_from, scan=scan, seen=seen)
    step = process.seq + 1  # whatever followed by itself has a later number
    append_link_event(tx, link.link_id, "recorded", seq=step)
    if link.sent_to:
        write_link_letter(
            tx,
            catalogue,
            link.process_id,
            step,
            name=RECEIPT,
            kind=CORRECT,
            email=link.sent_to,
            base_url=settings.base_url,
        )


def correct_by_link(
    tx: Transaction,
    catalogue: Catalogue,
    payload: ResolutionRecorded,
    reason: str,
    *,
    corrects: int,
    scan: KeptScan | None = None,
    seen: int | None = None,
) -> None:
    """Correct the data of what the link's body recorded; see correct_own_resolution for what is refused.

    Raises UselessLink, Refused, Stale, NotFound.
    """
    link, process = _locked(tx, CORRECT, seen)
    correct_own_resolution(
        tx, catalogue, link.process_id, payload, reason, corrects=corrects, scan=scan, seen=seen
    )
    now = lock(tx, link.process_id, None).process.seq
    append_link_event(tx, link.link_id, "corrected", seq=now if now != process.seq else None)


def _locked(tx: Transaction, kind: str, seen: int | None) -> tuple[HeldLink, ProcessRow]:
    """Lock the process, then the link: whoever revokes it comes before or after, never in between."""
    process = lock(tx, _held(tx).process_id, seen).process
    link = link_of_id(tx, _held(tx).link_id, locked=True)
    if link.kind != kind:
        raise Forbidden(f"link {link.link_id} is not for this")
    return link, process


def _held(tx: Transaction) -> HeldLink:
    if tx.actor.link is None:
        raise Forbidden("nobody came by a link")
    return tx.actor.link

"""Records what a council resolved: keeps the scan, then fires the trigger that the verdict means."""

from dataclasses import dataclass, fields, replace
from typing import Any

from workflow_app.db.uow import Transaction
from workflow_app.documents.store import FileStore
from workflow_app.documents.upload import LIMIT_BYTES, check_upload
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.version import Version
from workflows.council_resolution.counts import deciding_body, vote_refusals
from workflows.council_resolution.payloads import REVOKED, ResolutionRecorded, RevocationRecorded


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A scan of an extract that was checked and stored: its fingerprint, safe name and media type."""

    sha256: str
    file_name: str
    media_type: str


def keep_scan(store: FileStore, data: bytes, file_name: str, limit_bytes: int = LIMIT_BYTES) -> KeptScan:
    """Check an uploaded file by its content and keep it. Raises Refused (field "file").

    A file that is kept and never recorded does no harm: nothing points at it.
    """
    upload = check_upload(data, file_name, limit_bytes)
    return KeptScan(store.put(data), upload.file_name, upload.media_type)


def with_scan(payload: ResolutionRecorded, scan: KeptScan | None) -> ResolutionRecorded:
    """Return the payload with the scan that belongs to it."""
    if scan is None:
        return payload
    return replace(payload, scan_sha256=scan.sha256, scan_name=scan.file_name, scan_type=scan.media_type)


def record_resolution(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    payload: ResolutionRecorded,
    *,
    scan: KeptScan | None = None,
    seen: int | None = None,
) -> ProcessRow:
    """Record the resolution of the body whose process this is and return the process as it is afterwards.

    The last body's record puts the whole document in force, in this very transaction. The verdict `revoked` annuls
    what is recorded, also after the round has ended.
    Raises Refused with every reason (each names its field), Stale, Forbidden, NotFound.
    """
    if not payload.trigger:
        raise Refused(Refusal("verdict_is_missing", field="verdict"))
    if payload.verdict == REVOKED:
        payload = RevocationRecorded(**recorded_fields(payload))
    return fire(tx, catalogue, process_id, payload.trigger, with_scan(payload, scan), seen=seen)


def recorded_fields(payload: ResolutionRecorded) -> dict[str, Any]:
    """Return the fields of a resolution by name, points and days as they are."""
    return {item.name: getattr(payload, item.name) for item in fields(ResolutionRecorded)}


def resolution_refusals(tx: Transaction, process_id: int, payload: ResolutionRecorded) -> list[Refusal]:
    """Return why the body whose process this is cannot have resolved so, before anything is recorded."""
    body_id = read(tx, process_id).body_id
    found = payload.refusals(prague_day(tx.now))
    return found if body_id is None else [*found, *vote_refusals(payload, deciding_body(tx, body_id))]


def resolution_doubts(tx: Transaction, process_id: int, payload: ResolutionRecorded) -> list[Refusal]:
    """Return what is hardly meant so, though it can be recorded: a session before the text was there at all."""
    version = tx.session.get(Version, read(tx, process_id).version_id)
    if version is None or payload.session_on >= prague_day(version.created_at):
        return []
    days = {"day": payload.session_on.isoformat(), "until": prague_day(version.created_at).isoformat()}
    return [Refusal("session_before_the_text", days, field="session_on")]

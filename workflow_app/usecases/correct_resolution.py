"""Corrects a recorded resolution: data by a new row, a verdict by reopening and recording anew."""

import json
from typing import Any

from sqlalchemy import insert, update

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.canonical import canonical_json
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.record_resolution import KeptScan, record_resolution, recorded_fields, with_scan
from workflows.common.payloads import Reason
from workflows.council_resolution.payloads import RecordCorrected, ResolutionRecorded
from workflows.council_resolution.recorded import newest_resolution

_FIXED = ("area_id", "process_id", "body_id", "version_id", "version_sha256")
CORRECTION = "correct_record"  # the step of a body's process, since the second law


def correct_resolution(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    payload: ResolutionRecorded,
    reason: str,
    *,
    scan: KeptScan | None = None,
    seen: int | None = None,
) -> None:
    """Correct the newest resolution of a body's process; the old row stays and the new one points at it.

    The same verdict with other data is a new row, written by a step of the process (rounds under the first law
    have no such step: there it is an edit). Another verdict means that the body's process is reopened and recorded
    anew in the same transaction, so that the counts of the round are never wrong in between.
    A scan is kept unless another is given. Raises Refused (a reason is needed, something must change), Stale, NotFound.
    """
    process = lock(tx, process_id, seen).process
    old = current_resolution(tx, process_id)
    _refuse(Reason(reason).refusals(prague_day(tx.now)))
    payload = with_scan(payload, scan or _scan_of(old))
    if payload.verdict != old.verdict:
        fire(tx, catalogue, process_id, "reopen", Reason(reason))
        record_resolution(tx, catalogue, process_id, payload)
        return
    before = _before(old, payload)
    if _is_step(catalogue, process):
        corrected = RecordCorrected(**recorded_fields(payload), reason=reason, corrects=old.id, before=before)
        fire(tx, catalogue, process_id, CORRECTION, corrected)
        return
    _refuse(payload.refusals(prague_day(tx.now)))
    _write_correction(tx, process, old, payload, reason, before)


def _is_step(catalogue: Catalogue, process: ProcessRow) -> bool:
    law = catalogue.definition(process.process, process.version)
    return any(item.trigger == CORRECTION for item in law.transitions)


def _columns(payload: ResolutionRecorded) -> dict[str, Any]:
    """Return the fields as the columns of the same name hold them."""
    points = [json.loads(canonical_json(point)) for point in payload.points]
    return {**recorded_fields(payload), "points": points}


def _before(old: CouncilResolution, payload: ResolutionRecorded) -> dict[str, Any]:
    """Return what stands in the fields that `payload` changes, as plain JSON."""
    return {
        name: _plain(getattr(old, name))
        for name, value in _columns(payload).items()
        if getattr(old, name) != value
    }


def current_resolution(tx: Transaction, process_id: int) -> CouncilResolution:
    """Return the newest row of a body's process. Raises NotFound when nothing has been recorded."""
    found = newest_resolution(tx, process_id)
    if found is None:
        raise NotFound(f"resolution of process {process_id}")
    return found


def _refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise Refused(*refusals)


def _scan_of(old: CouncilResolution) -> KeptScan | None:
    if old.scan_sha256 is None:
        return None
    return KeptScan(old.scan_sha256, old.scan_name or "", old.scan_type or "")


def _write_correction(
    tx: Transaction,
    process: ProcessRow,
    old: CouncilResolution,
    payload: ResolutionRecorded,
    reason: str,
    before: dict[str, Any],
) -> None:
    """Correct a record of a round under the first law: a new row, told by an edit."""
    columns = _columns(payload)
    if not before:
        raise Refused(Refusal("nothing_was_corrected"))
    tx.session.execute(
        insert(CouncilResolution).values(
            **{name: getattr(old, name) for name in _FIXED},
            **columns,
            recorded_at=tx.now,
            recorded_by_id=tx.actor.user_id,
            corrects_id=old.id,
            reason=reason,
        )
    )
    tx.session.execute(
        update(ProcessInstance).where(ProcessInstance.id == process.id).values(session_on=payload.session_on)
    )
    append_edit(
        tx,
        area_id=process.area_id,
        subject_kind="council_resolution",
        subject_id=old.id,
        before=before,
        after={name: _plain(columns[name]) for name in before},
        reason=reason,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value

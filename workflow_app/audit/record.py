"""Appends to the history: a transition, or an edit outside transitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from workflow_app.audit.chain import EDIT_FIELDS, GENESIS, TRANSITION_FIELDS, link
from workflow_app.db.uow import Transaction
from workflow_app.models.edit_record import EditRecord


@dataclass(frozen=True, slots=True)
class Step:
    """What one transition did, as the history tells it. `payload` is already plain JSON data."""

    process_id: int
    seq: int
    version: int
    trigger: str
    from_state: str
    to_state: str
    automatic: bool
    body_id: int | None
    payload: Mapping[str, Any]
    caused_by: str


def transition_row(tx: Transaction, step: Step, prev_hash: str) -> dict[str, Any]:
    """Return the row of transition_record for `step`, chained to `prev_hash`; the caller writes it."""
    row: dict[str, Any] = {
        "process_id": step.process_id,
        "seq": step.seq,
        "version": step.version,
        "trigger": step.trigger,
        "from_state": step.from_state,
        "to_state": step.to_state,
        "automatic": step.automatic,
        "actor_id": tx.actor.user_id,
        "body_id": step.body_id,
        "payload": dict(step.payload),
        "caused_by": step.caused_by,
        "request_id": tx.request_id,
        "at": tx.now,
        "prev_hash": prev_hash,
    }
    row["hash"] = link(prev_hash, TRANSITION_FIELDS, row)
    return row


def append_edit(
    tx: Transaction,
    *,
    area_id: int | None,
    subject_kind: str,
    subject_id: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str = "",
) -> None:
    """Append one edit of `subject_kind` (a table's name) with the fields that changed, before and after.

    The caller holds the lock of the subject's row, so that two edits cannot take the same number.
    `before` and `after` hold plain JSON values without floats.
    """
    last = tx.session.execute(
        select(EditRecord.seq, EditRecord.hash)
        .where(EditRecord.subject_kind == subject_kind, EditRecord.subject_id == subject_id)
        .order_by(EditRecord.seq.desc())
        .limit(1)
    ).first()
    prev_hash = last.hash if last else GENESIS
    row: dict[str, Any] = {
        "area_id": area_id,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "seq": last.seq + 1 if last else 0,
        "actor_id": tx.actor.user_id,
        "before": dict(before),
        "after": dict(after),
        "reason": reason,
        "request_id": tx.request_id,
        "at": tx.now,
        "prev_hash": prev_hash,
    }
    row["hash"] = link(prev_hash, EDIT_FIELDS, row)
    tx.session.execute(insert(EditRecord), [row])

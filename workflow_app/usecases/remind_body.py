"""Reminds one council now, on the coordinator's wish, with the same letter as the calendar's reminder."""

from dataclasses import replace

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM

TRIGGER = "remind"


def remind_body(tx: Transaction, catalogue: Catalogue, process_id: int, *, seen: int | None = None) -> None:
    """Send the reminder to everybody who can record the body's resolution.

    Reminding is a step of the system; who wished it stands beside it as an edit, so the history names
    a person. The caller has checked the permission. Raises Refused when nothing is awaited, Stale.
    """
    process = fire(replace(tx, actor=SYSTEM), catalogue, process_id, TRIGGER, seen=seen)
    append_edit(
        tx,
        area_id=process.area_id,
        subject_kind="process_instance",
        subject_id=process.id,
        before={},
        after={"reminded_by_hand_at_step": process.seq},
    )

"""Saves the card and the reason of a proposal that is being written."""

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.measure import MeasureChange
from workflow_app.models.working_text import card_of
from workflow_app.usecases.measure_input import LONGEST_TEXT, Frame, TypedCard, read_card, stored
from workflow_app.usecases.writing import lock_part, open_for_writing


def save_measure_change(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    typed: TypedCard,
    frame: Frame,
    reason: str,
    seen: int | None,
) -> None:
    """Save the proposed card and why it is proposed. Raises NotFound, Refused with all that is wrong, Stale."""
    change_id = open_for_writing(tx, catalogue, "measure", area_id, process_id, None)
    change = lock_part(tx, MeasureChange, change_id, body_id, seen)
    if len(reason) > LONGEST_TEXT:
        limits = {"limit": LONGEST_TEXT, "length": len(reason)}
        raise Refused(Refusal("text_is_too_long", limits, field="reason"))
    card = read_card(typed, frame, number=change.number)
    before = {"title": change.title, "card": stored(card_of(change, "")), "reason": change.reason}
    after = {"title": card.title, "card": stored(card), "reason": reason.replace("\r\n", "\n")}
    if before == after:
        return
    append_edit(
        tx, area_id=area_id, subject_kind="measure_change", subject_id=change_id, before=before, after=after
    )
    change.title, change.card, change.reason = card.title, stored(card), str(after["reason"])
    change.seq += 1
    change.saved_at, change.saved_by_id = tx.now, tx.actor.user_id
    tx.session.flush()

"""Saves the card of one measure of a plan that is being written."""

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.models.measure import Measure
from workflow_app.models.working_text import card_of
from workflow_app.usecases.measure_input import Frame, TypedCard, read_card, refuse_unfinished, stored
from workflow_app.usecases.writing import lock_part, open_for_writing


def save_measure(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    measure_id: int,
    typed: TypedCard,
    frame: Frame,
    done: bool,
    seen: int | None,
) -> None:
    """Save the card as typed for the group `body_id`; `done` says that nothing is missing.

    An unfinished card may be saved at any time, a done one must say what it does and who answers for it.
    Raises NotFound, Refused with everything that is wrong, Stale.
    """
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    measure = lock_part(tx, Measure, measure_id, body_id, seen, plan_id=plan_id)
    card = read_card(typed, frame, number=measure.number)
    if done:
        refuse_unfinished(card)
    before = {"title": measure.title, "card": stored(card_of(measure, "")), "done": measure.done}
    after = {"title": card.title, "card": stored(card), "done": done}
    if before == after:
        return
    append_edit(
        tx, area_id=area_id, subject_kind="measure", subject_id=measure_id, before=before, after=after
    )
    measure.title, measure.card, measure.done = card.title, stored(card), done
    measure.seq += 1
    measure.saved_at, measure.saved_by_id = tx.now, tx.actor.user_id
    tx.session.flush()

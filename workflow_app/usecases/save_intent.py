"""Saves the text of an intent that is being written, and whom it asks."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.models.intent import Intent
from workflow_app.usecases.intent_input import IntentInput, ask_municipalities, asked_codes, facts_of
from workflow_app.usecases.writing import open_for_writing


def save_intent(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int, said: IntentInput, seen: int | None
) -> None:
    """Save an intent of the area; `seen` is the number of the text that the page showed.

    Raises NotFound, Refused with every reason (also when it is not being written now), Stale.
    """
    intent_id = open_for_writing(tx, catalogue, "intent", area_id, process_id, None)
    intent = tx.session.execute(
        select(Intent)
        .where(Intent.id == intent_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()
    if seen != intent.seq:
        raise Stale(f"intent {intent_id} is at {intent.seq}, the page saw {seen}")
    before = facts_of(intent, asked_codes(tx, intent_id))
    refusals = [*said.refusals(), *ask_municipalities(tx, area_id, intent_id, said.codes)]
    if refusals:
        raise Refused(*refusals)
    said.put_into(intent)
    after = facts_of(intent, asked_codes(tx, intent_id))
    changed = {name for name in after if after[name] != before[name]}
    if not changed:
        return
    intent.seq += 1
    intent.saved_at, intent.saved_by_id = tx.now, tx.actor.user_id
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="intent",
        subject_id=intent_id,
        before={name: before[name] for name in sorted(changed)},
        after={name: after[name] for name in sorted(changed)},
    )

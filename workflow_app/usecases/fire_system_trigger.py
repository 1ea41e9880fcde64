"""Fires a trigger of another family as the system, as some step has asked for."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.outbox.topics import FireTrigger


def fire_system_trigger(tx: Transaction, catalogue: Catalogue, message: FireTrigger) -> bool:
    """Fire it; False when the same cause has fired it before. The actor of `tx` is the system.

    Raises NotFound, Refused (with every reason).
    """
    done = select(TransitionRecord.id).where(
        TransitionRecord.process_id == message.process_id,
        TransitionRecord.trigger == message.trigger,
        TransitionRecord.caused_by == message.caused_by,
    )
    if tx.session.execute(done).first() is not None:
        return False
    fire(tx, catalogue, message.process_id, message.trigger, caused_by=message.caused_by)
    return True

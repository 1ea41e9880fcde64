"""Fires what deadlines and reminders mean, one process at a time."""

from datetime import timedelta

from sqlalchemy import update

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import Due, next_wake, record_by, trigger_of
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflow_app.models.process_instance import ProcessInstance

AFTER_TROUBLE = timedelta(hours=1)


def fire_due(tx: Transaction, catalogue: Catalogue, due: Due) -> bool:
    """Fire the trigger that the moment of `due` means; False when somebody else has, or nothing is to be done.

    The family is locked first and the moment looked at again, so two schedulers at once fire it once.
    """
    process = lock(tx, due.process_id, None).process
    if process.wake_at != due.wake_at or process.state != due.state:
        return False
    law = catalogue.definition(process.process, process.version)
    state = law.states[process.state]
    recorded_by = record_by(state, process.session_on, process.body_kind, process.record_days)
    trigger = trigger_of(state, due, tx.now, recorded_by)
    if trigger is None or trigger not in {item.trigger for item in law.leaving(process.state)}:
        _wake_at(tx, due, next_wake(state, process.due_at, tx.now, recorded_by))
        return False
    fire(tx, catalogue, process.id, trigger)
    return True


def postpone(tx: Transaction, due: Due) -> None:
    """Look at a process that could not be fired again in an hour, so that it does not keep the others waiting."""
    process = lock(tx, due.process_id, None).process
    if process.wake_at == due.wake_at:
        _wake_at(tx, due, tx.now + AFTER_TROUBLE)


def _wake_at(tx: Transaction, due: Due, moment: object) -> None:
    statement = update(ProcessInstance).where(ProcessInstance.id == due.process_id)
    tx.session.execute(statement.values(wake_at=moment).execution_options(synchronize_session=False))

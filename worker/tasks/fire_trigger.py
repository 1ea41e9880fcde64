"""Fires a trigger of another family."""

from worker.base_task import Tools, do_at_once
from workflow_app.db.uow import Transaction
from workflow_app.outbox.topics import FireTrigger
from workflow_app.usecases.fire_system_trigger import fire_system_trigger


def fire_trigger(tools: Tools, message_id: int) -> None:
    """Fire it as the system; see usecases/fire_system_trigger.py."""

    def act(tx: Transaction, message: FireTrigger) -> bool:
        return fire_system_trigger(tx, tools.assembly.catalogue, message)

    do_at_once(tools, message_id, act)

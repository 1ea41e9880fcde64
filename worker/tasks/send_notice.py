"""Sends one notification by e-mail."""

from worker.base_task import Steps, Tools, work_on
from workflow_app.notifications.deliver import Delivery, Letter
from workflow_app.outbox.topics import SendNotice
from workflow_app.usecases import send_notice as usecase


def send_notice(tools: Tools, message_id: int) -> None:
    """Mark it as being sent, send it, mark it as sent; see usecases/send_notice.py."""
    steps = Steps[SendNotice, Letter, Delivery](
        load=lambda tx, message: usecase.load(tx, message, tools.assembly.settings),
        work=tools.mailer.deliver,
        record=lambda tx, message, _, delivery: usecase.record(tx, message, delivery),
        give_back=usecase.give_back,
    )
    work_on(tools, message_id, steps)

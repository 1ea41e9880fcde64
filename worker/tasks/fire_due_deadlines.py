"""Fires deadlines and reminders that have come, those of agendas that close among them."""

import structlog

from worker.base_task import Tools
from workflow_app.engine.deadlines import Due, due_processes
from workflow_app.kernel.ids import new_request_id
from workflow_app.usecases.fire_due_deadlines import fire_due, postpone
from workflow_app.usecases.remind_of_agenda import bodies_with_closing_agenda, remind_of_agenda

BATCH = 500
log = structlog.get_logger(__name__)


def fire_due_deadlines(tools: Tools) -> int:
    """Fire what is due, each process in its own transaction; return how many. One that fails stops no other."""
    with tools.unit(new_request_id()) as tx:
        due, closing = due_processes(tx, BATCH), bodies_with_closing_agenda(tx)
    return sum(_fire(tools, item) for item in due) + sum(_remind(tools, process_id) for process_id in closing)


def _remind(tools: Tools, process_id: int) -> bool:
    request_id = new_request_id()
    try:
        with tools.unit(request_id, poke=True) as tx:
            return remind_of_agenda(tx, tools.assembly.catalogue, process_id)
    except Exception:
        log.exception("reminder of an agenda failed", process_id=process_id, request_id=request_id)
        return False


def _fire(tools: Tools, due: Due) -> bool:
    request_id = new_request_id()
    try:
        with tools.unit(request_id, poke=True) as tx:
            return fire_due(tx, tools.assembly.catalogue, due)
    except Exception:
        log.exception("deadline failed", process_id=due.process_id, request_id=request_id)
        with tools.unit(request_id) as tx:
            postpone(tx, due)
        return False

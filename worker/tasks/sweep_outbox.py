"""Puts back what a dead worker or an emptied broker left lying."""

from datetime import timedelta

import structlog

from worker.base_task import Tools
from workflow_app.kernel.ids import new_request_id
from workflow_app.outbox.claim import sweep

# Longer than the broker takes to deliver again (worker.app: visibility_timeout), so the two do not compete.
LEFT_LYING = timedelta(minutes=20)
log = structlog.get_logger(__name__)


def sweep_outbox(tools: Tools, older_than: timedelta = LEFT_LYING) -> int:
    """Open every message that was claimed long ago and never finished; return how many."""
    with tools.unit(new_request_id(), poke=True) as tx:
        found = sweep(tx, older_than)
    if found:
        log.warning("messages were left lying", messages=list(found))
    return len(found)

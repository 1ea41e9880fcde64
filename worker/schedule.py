"""What happens by the clock; exactly one beat runs it."""

from typing import Any

from worker.queues import DISPATCH_OUTBOX, FIRE_DUE_DEADLINES, QUEUE_OF_TASK, SWEEP_OUTBOX

DISPATCH_SECONDS = 5  # a poke after each commit is quicker; this is for when it got lost
SWEEP_SECONDS = 600
DEADLINES_SECONDS = 3600


def _every(seconds: int, task: str) -> dict[str, Any]:
    """An entry that is dropped when no worker took it before the next one comes."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds, "queue": QUEUE_OF_TASK[task]}}


BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "dispatch what waits in the outbox": _every(DISPATCH_SECONDS, DISPATCH_OUTBOX),
    "put back what was left lying": _every(SWEEP_SECONDS, SWEEP_OUTBOX),
    "fire deadlines and reminders": _every(DEADLINES_SECONDS, FIRE_DUE_DEADLINES),
}

"""Claims due messages and hands them to the queue."""

from worker.base_task import Tools
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Permanent
from workflow_app.kernel.ids import new_request_id
from workflow_app.outbox.claim import Claimed, claim_batch, mark_failed
from workflow_app.outbox.topics import message_of

BATCH = 100


def dispatch_outbox(tools: Tools) -> int:
    """Hand everything that is due to the queue; return how many messages.

    They are handed over before the claim is committed: a crash in between hands them over twice, which does no
    harm, but never not at all. A broker that is down raises and leaves every message open.
    """
    handed = 0
    while count := _dispatch_batch(tools):
        handed += count
        if count < BATCH:
            break
    return handed


def _dispatch_batch(tools: Tools) -> int:
    with tools.unit(new_request_id()) as tx:
        batch = claim_batch(tx, BATCH)
        for message in batch:
            _hand_over(tools, tx, message)
    return len(batch)


def _hand_over(tools: Tools, tx: Transaction, message: Claimed) -> None:
    try:
        message_of(message.topic, message.payload)
    except Permanent as unknown:
        mark_failed(tx, message.id, str(unknown), message.attempts)
    else:
        tools.send(message.topic, (message.id,))

"""Queue names, and which task goes where."""

from collections.abc import Mapping

from workflow_app.outbox.topics import (
    DISPATCH_QUEUE,
    DISPATCH_TASK,
    Announce,
    FireTrigger,
    ProduceDocument,
    SendNotice,
)

CONTROL = DISPATCH_QUEUE
MAIL = "mail"
DOCUMENTS = "documents"

# In the order in which a worker looks into them: a packet for sixty municipalities must not hold up an e-mail.
QUEUES = (CONTROL, MAIL, DOCUMENTS)

DISPATCH_OUTBOX = DISPATCH_TASK
SWEEP_OUTBOX = "sweep_outbox"
FIRE_DUE_DEADLINES = "fire_due_deadlines"

# A message of the outbox is worked on by the task that is called like its topic.
QUEUE_OF_TASK: Mapping[str, str] = {
    DISPATCH_OUTBOX: CONTROL,
    SWEEP_OUTBOX: CONTROL,
    FIRE_DUE_DEADLINES: CONTROL,
    FireTrigger.topic: CONTROL,
    Announce.topic: MAIL,
    SendNotice.topic: MAIL,
    ProduceDocument.topic: DOCUMENTS,
}

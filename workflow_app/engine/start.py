"""Begins a process on a subject."""

from datetime import datetime

from sqlalchemy import insert, update

from workflow_app.audit.chain import GENESIS
from workflow_app.audit.record import Step, transition_row
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import due_for, next_wake
from workflow_app.engine.seal import seal
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.outbox.topics import Announce, Message, ProduceDocument
from workflow_app.outbox.write import put


def start(
    tx: Transaction,
    catalogue: Catalogue,
    process: str,
    *,
    area_id: int,
    subject_id: int,
    body_id: int | None = None,
    due_at: datetime | None = None,
) -> int:
    """Begin the newest version of `process` on the subject of the same kind and return the process id.

    The caller has checked the permission: what is begun is a row of the caller's own making.
    """
    law = catalogue.latest(process)
    seal(tx, law)
    state = law.states[law.initial]
    due = due_for(state, tx.now, due_at)
    process_id: int = tx.session.execute(
        insert(ProcessInstance)
        .values(
            process=law.process,
            version=law.version,
            area_id=area_id,
            subject_kind=law.process,
            subject_id=subject_id,
            state=law.initial,
            seq=0,
            body_id=body_id,
            due_at=due,
            wake_at=next_wake(state, due, tx.now),
            started_at=tx.now,
            changed_at=tx.now,
            head_hash="",
        )
        .returning(ProcessInstance.id)
    ).scalar_one()
    step = Step(process_id, 0, law.version, "start", "", law.initial, False, body_id, {}, "")
    row = transition_row(tx, step, GENESIS)
    tx.session.execute(insert(TransitionRecord), [row])
    tx.session.execute(
        update(ProcessInstance).where(ProcessInstance.id == process_id).values(head_hash=row["hash"])
    )
    messages: list[Message] = [Announce(process_id, 0, name) for name in law.start_notices]
    messages += [
        ProduceDocument(process_id, 0, name, language)
        for name in law.start_documents
        for language in law.languages
    ]
    put(tx, messages, area_id)
    return process_id

"""Whether a group may write in a document now, and why not."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import Refusal
from workflow_app.models.group_opinion import GroupOpinion


def closed_because(tx: Transaction, catalogue: Catalogue, process_id: int, body_id: int) -> Refusal | None:
    """Return why `body_id` cannot write in the document of a process now; None when it can.

    A text is written in the first state of its process only, the one that every return leads to, and until the
    group has submitted its part.
    """
    closed = text_is_closed(tx, catalogue, process_id)
    if closed is None and has_submitted(tx, process_id, body_id):
        return Refusal("part_is_submitted_already")
    return closed


def text_is_closed(tx: Transaction, catalogue: Catalogue, process_id: int) -> Refusal | None:
    """Return why nobody can write in the document of a process now; None in the first state of the process."""
    process = read(tx, process_id)
    law = catalogue.definition(process.process, process.version)
    if process.state == law.initial:
        return None
    label = law.states[process.state].label
    return Refusal("text_is_closed", {"state_cs": label.cs, "state_en": label.en})


def has_submitted(tx: Transaction, process_id: int, body_id: int) -> bool:
    """Tell whether the group's part stands as submitted."""
    statement = select(GroupOpinion.id).where(
        GroupOpinion.process_id == process_id,
        GroupOpinion.body_id == body_id,
        GroupOpinion.kind == "submitted",
        GroupOpinion.withdrawn_at.is_(None),
    )
    return tx.session.execute(statement).first() is not None

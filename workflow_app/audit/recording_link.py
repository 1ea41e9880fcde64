"""Appends to the history of a recording link: issued, opened, used, refused, revoked."""

from sqlalchemy import insert

from workflow_app.db.uow import Transaction
from workflow_app.models.recording_link import RecordingLinkEvent


def append_link_event(
    tx: Transaction, link_id: int, event: str, *, seq: int | None = None, reason: str = ""
) -> None:
    """Append one event; `seq` is the step of the body's process that it was, `reason` why it was refused.

    Nothing is kept of the machine it came from: an address of a network is personal data.
    """
    tx.session.execute(
        insert(RecordingLinkEvent).values(
            link_id=link_id,
            event=event,
            at=tx.now,
            actor_id=tx.actor.user_id,
            seq=seq,
            reason=reason,
            request_id=tx.request_id,
        )
    )

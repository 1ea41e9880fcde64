"""Staff revokes a recording link: from now on it opens nothing."""

from sqlalchemy import select

from workflow_app.audit.recording_link import append_link_event
from workflow_app.db.uow import Transaction
from workflow_app.engine.lock import lock
from workflow_app.kernel.errors import NotFound
from workflow_app.models.recording_link import RecordingLink


def revoke_link(tx: Transaction, process_id: int, link_id: int) -> bool:
    """Revoke a link of this body's process; False when it was revoked before.

    The caller has checked whose process it is. A recording that has begun is waited for. Raises NotFound.
    """
    lock(tx, process_id, None)
    statement = select(RecordingLink).where(
        RecordingLink.id == link_id, RecordingLink.process_id == process_id
    )
    link = tx.session.execute(statement.with_for_update()).scalar()
    if link is None:
        raise NotFound(f"link {link_id} of process {process_id}")
    if link.revoked_at is not None:
        return False
    link.revoked_at = tx.now
    append_link_event(tx, link.id, "revoked")
    return True

"""Marks a person's own notices as read."""

from collections.abc import Sequence

from sqlalchemy import update

from workflow_app.db.uow import Transaction
from workflow_app.models.notification import Notification


def read_notices(tx: Transaction, notification_ids: Sequence[int] | None = None) -> int:
    """Mark those of `notification_ids` that are the actor's own as read, or all of them when None.

    Returns how many were unread. Somebody else's are passed over.
    """
    if tx.actor.user_id is None:
        return 0
    statement = update(Notification).where(
        Notification.user_id == tx.actor.user_id, Notification.read_at.is_(None)
    )
    if notification_ids is not None:
        statement = statement.where(Notification.id.in_(notification_ids))
    marked = tx.session.execute(
        statement.values(read_at=tx.now)
        .returning(Notification.id)
        .execution_options(synchronize_session=False)
    )
    return len(marked.scalars().all())

"""People have read their older notices, so that the number beside the bell speaks of what is new."""

from collections import defaultdict
from datetime import date, datetime, time

from sqlalchemy import select

from local.story.scene import Scene
from workflow_app.kernel.clock import PRAGUE
from workflow_app.models.notification import Notification
from workflow_app.models.user import User
from workflow_app.usecases.read_notice import read_notices


def read_what_came_before(scene: Scene, day: date) -> None:
    """Everybody reads, on `day`, the notices that came before it."""
    scene.go_to(day)
    morning = datetime.combine(day, time(0), PRAGUE)
    statement = (
        select(User.email, Notification.id)
        .join(Notification, Notification.user_id == User.id)
        .where(Notification.created_at < morning, Notification.read_at.is_(None))
    )
    unread: dict[str, list[int]] = defaultdict(list)
    with scene.looking() as tx:
        for email, notification_id in tx.session.execute(statement):
            unread[email].append(notification_id)
    for email, notification_ids in unread.items():
        with scene.acting(email) as tx:
            read_notices(tx, notification_ids)

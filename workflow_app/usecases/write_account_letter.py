"""Writes an e-mail about a person's own access, to be sent by the worker."""

from sqlalchemy import update

from workflow_app.db.uow import Transaction
from workflow_app.kernel.languages import Text
from workflow_app.models.notification import Notification
from workflow_app.models.user import User
from workflow_app.notifications.compose import compose
from workflow_app.notifications.notice import TEXTS, Recipient
from workflow_app.usecases.announce import notification_row, write_notifications

_WHY = Text("Tento e-mail se týká vašeho přístupu.", "This e-mail is about your access.")


def write_account_letter(
    tx: Transaction, user: User, name: str, link: str, base_url: str, context: dict[str, Text | str | int]
) -> None:
    """Write the letter `name` to `user`; `link` is a path, `context` fills the text beside `link` and `name`.

    It belongs to no area, so no staff page shows it; of one that failed they see the fact
    (queries/failed_account_letters.py). It never counts as unread: it is about e-mail only.
    """
    recipient = Recipient(user.id, user.email, user.name, user.language, _WHY, link)
    composed = compose([TEXTS], name, user.language, {**context, "name": user.name, "link": base_url + link})
    key = f"{name}:{user.id}:{tx.request_id}"
    row = notification_row(tx, recipient, composed, dedupe_key=key, name=name)
    write_notifications(tx, [{**row, "area_id": None, "process_id": None}], None)
    read = update(Notification).where(Notification.dedupe_key == key).values(read_at=tx.now)
    tx.session.execute(read.execution_options(synchronize_session=False))

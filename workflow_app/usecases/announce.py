"""Expands one notice about one step into a notification for each person it concerns."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from workflow_app.db.uow import Transaction
from workflow_app.documents.typography import typeset
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.recorded_step import RecordedStep, read_step
from workflow_app.models.notification import Notification
from workflow_app.notifications.compose import Composed, compose
from workflow_app.notifications.notice import Notice, Recipient
from workflow_app.outbox.topics import Announce, SendNotice
from workflow_app.outbox.write import put


def announce(tx: Transaction, catalogue: Catalogue, message: Announce, base_url: str) -> int:
    """Write one notification a recipient, each with a wish to send it by e-mail; return how many are new.

    A person gets a notice once, whatever the roles, and nobody is told of one's own act. What was announced before
    is left as it is. `base_url` is the address of the installation, without a slash at its end.
    Raises NotFound for an unknown process or step, KeyError for a notice the process has not.
    """
    step = read_step(tx, catalogue, message.process_id, message.seq)
    notice: Notice = catalogue.parts[step.process.process].notices[message.notice](step)
    recipients = once_each(notice.recipients, step.actor_id)
    rows = [notice_row(step, message.notice, notice, recipient, base_url) for recipient in recipients]
    return write_notifications(tx, rows, step.process.area_id)


def write_notifications(tx: Transaction, rows: list[dict[str, Any]], area_id: int | None) -> int:
    """Write notifications and a wish to send for each that is new; return how many are."""
    if not rows:
        return 0
    statement = (
        insert(Notification)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(Notification.id)
    )
    new = tx.session.execute(statement).scalars().all()
    put(tx, [SendNotice(notification_id) for notification_id in new], area_id)
    return len(new)


def notification_row(
    tx: Transaction, recipient: Recipient, composed: Composed, *, dedupe_key: str, name: str
) -> dict[str, Any]:
    """Return the row of a notification that is still to be sent; hard spaces are put where print needs them."""
    return {
        "dedupe_key": dedupe_key,
        "user_id": recipient.user_id,
        "email": recipient.email,
        "language": recipient.language,
        "name": name,
        "subject": typeset(composed.subject, recipient.language),
        "body": typeset(composed.body, recipient.language),
        "link": recipient.link,
        "link_kind": recipient.link_kind,
        "state": "pending",
        "attempts": 0,
        "last_error": "",
        "created_at": tx.now,
    }


def notice_row(
    step: RecordedStep, name: str, notice: Notice, recipient: Recipient, base_url: str, again: str = ""
) -> dict[str, Any]:
    """Return the row of one recipient's notification; `again` tells apart letters that a person asked for."""
    context = {
        **notice.context,
        "why": recipient.why,
        "link": base_url + recipient.link,
        "by_link": recipient.link_kind,
    }
    composed = compose(notice.texts, name, recipient.language, context)
    key = f"notice:{step.process.id}:{step.seq}:{name}:{recipient.key}{again}"
    row = notification_row(step.tx, recipient, composed, dedupe_key=key, name=name)
    return {**row, "area_id": step.process.area_id, "process_id": step.process.id}


def once_each(recipients: Iterable[Recipient], actor_id: int | None) -> list[Recipient]:
    """Return each recipient once, without who did it: the first mention counts, so the main reason comes first."""
    first: dict[str, Recipient] = {}
    for recipient in recipients:
        if recipient.user_id is None or recipient.user_id != actor_id:
            first.setdefault(recipient.key, recipient)
    return list(first.values())

"""Issues a recording link for one body: a new one, or the one that its address has already."""

from datetime import datetime, timedelta

from sqlalchemy import select

from workflow_app.access.recording_token import fingerprint, link_path, new_nonce, token_of
from workflow_app.audit.recording_link import append_link_event
from workflow_app.db.uow import Transaction
from workflow_app.engine.deadlines import end_of_day
from workflow_app.engine.lock import lock
from workflow_app.kernel.clock import prague_day
from workflow_app.models.recording_link import RecordingLink
from workflow_app.settings import Settings

RECORD, CORRECT = "record", "correct"


def issue_link(
    tx: Transaction, settings: Settings, process_id: int, kind: str, sent_to: str
) -> RecordingLink:
    """Make a new link for this address; the one that it had before is replaced and opens nothing any more.

    `kind` is record or correct, `sent_to` an e-mail address, "" when it is handed over in another way.
    Raises NotFound for an unknown process.
    """
    due_at = lock(tx, process_id, None).process.due_at  # everything about links of a body queues up here
    return _issue(tx, settings, _current(tx, process_id, kind, sent_to), due_at, process_id, kind, sent_to)


def link_for(tx: Transaction, settings: Settings, process_id: int, kind: str, sent_to: str) -> RecordingLink:
    """Return the link that this address has, good for longer if the deadline has moved; a new one if it has none.

    So a letter that is sent again, or a reminder, holds the same link, and the older letters go on working.
    """
    due_at = lock(tx, process_id, None).process.due_at
    link = _current(tx, process_id, kind, sent_to)
    if link is None or not _is_good(link, settings, tx.now):
        return _issue(tx, settings, link, due_at, process_id, kind, sent_to)
    link.valid_until = max(link.valid_until, _until(tx, settings, due_at))
    return link


def path_of(settings: Settings, link: RecordingLink) -> str:
    """Return the path that holds the link's secret."""
    return link_path(settings.secret_key, link.nonce)


def _current(tx: Transaction, process_id: int, kind: str, sent_to: str) -> RecordingLink | None:
    statement = select(RecordingLink).where(
        RecordingLink.process_id == process_id,
        RecordingLink.kind == kind,
        RecordingLink.sent_to == sent_to.strip().lower(),
        RecordingLink.revoked_at.is_(None),
    )
    return tx.session.execute(statement.with_for_update()).scalar()


def _is_good(link: RecordingLink, settings: Settings, now: datetime) -> bool:
    """False when it has expired, and when the installation's secret has changed since it was made."""
    made_again = fingerprint(token_of(settings.secret_key, link.nonce))
    return now < link.valid_until and made_again == link.token_sha256


def _issue(
    tx: Transaction,
    settings: Settings,
    former: RecordingLink | None,
    due_at: datetime | None,
    process_id: int,
    kind: str,
    sent_to: str,
) -> RecordingLink:
    if former is not None:
        former.revoked_at = tx.now
        tx.session.flush()
    nonce = new_nonce()
    link = RecordingLink(
        process_id=process_id,
        kind=kind,
        nonce=nonce,
        token_sha256=fingerprint(token_of(settings.secret_key, nonce)),
        sent_to=sent_to.strip().lower(),
        created_at=tx.now,
        created_by_id=tx.actor.user_id,
        valid_until=_until(tx, settings, due_at),
    )
    tx.session.add(link)
    tx.session.flush()
    if former is not None:
        former.replaced_by_id = link.id
    append_link_event(tx, link.id, "issued")
    return link


def _until(tx: Transaction, settings: Settings, due_at: datetime | None) -> datetime:
    """The deadline, or today when it has passed or there is none, and the days of grace."""
    latest = max(due_at or tx.now, tx.now)
    return end_of_day(prague_day(latest) + timedelta(days=settings.recording_link_grace_days))

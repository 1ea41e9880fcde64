"""Finds the recording link that somebody brings, and says why it opens nothing (any more)."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from workflow_app.access.recording_token import fingerprint
from workflow_app.db.uow import Transaction
from workflow_app.kernel.actor import HeldLink
from workflow_app.kernel.errors import UselessLink
from workflow_app.models.recording_link import RecordingLink


def link_of_token(tx: Transaction, token: str) -> HeldLink:
    """Return the link whose token this is. Raises UselessLink."""
    return _usable(tx, RecordingLink.token_sha256 == fingerprint(token), locked=False)


def link_of_id(tx: Transaction, link_id: int, *, locked: bool = False) -> HeldLink:
    """Return the link with this id, which proves nothing by itself. Raises UselessLink.

    `locked`: nobody can revoke it before this transaction ends; the caller has locked the process before.
    """
    return _usable(tx, RecordingLink.id == link_id, locked=locked)


def _usable(tx: Transaction, which: ColumnElement[bool], *, locked: bool) -> HeldLink:
    statement = select(RecordingLink).where(which).execution_options(populate_existing=True)
    row = tx.session.execute(statement.with_for_update() if locked else statement).scalar()
    if row is None:
        raise UselessLink("unknown")
    why = _why_useless(row, tx.now)
    if why:
        raise UselessLink(why, row.id)
    return HeldLink(row.id, row.process_id, row.kind, row.sent_to)


def _why_useless(row: RecordingLink, now: datetime) -> str:
    if row.revoked_at is not None:
        return "replaced" if row.replaced_by_id else "revoked"
    return "expired" if now >= row.valid_until else ""

"""Notices: the list of one person, and staff's list of what was sent, kept or failed in their area."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from workflow_app.db.uow import Transaction
from workflow_app.models.area import Area
from workflow_app.models.notification import Notification
from workflow_app.models.recording_link import RecordingLink
from workflow_app.models.user import User

STATES = ("pending", "sending", "sent", "kept", "failed", "uncertain")
# The link in these signs a person in: once it is on its way, only the person may read it.
PERSONAL_LINKS = ("invitation", "sign_in_link")
READABLE_LINK_STATES = ("kept", "failed")


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One line of a person's own list. `link` is the path of the page to act on."""

    id: int
    subject: str
    since: datetime
    link: str
    unread: bool


@dataclass(frozen=True, slots=True)
class NoticeText:
    """One notice as its recipient reads it."""

    id: int
    subject: str
    body: str
    since: datetime
    link: str


@dataclass(frozen=True, slots=True)
class SentNotice:
    """One line of staff's list; `recipient` is a name, or the address of an office.

    `link` is the path that the letter leads to. `link_nonce` makes the recording link that stands in its place, "" for
    none, for one that ended, and for one that is on its way: then only the recipient may read it.
    """

    id: int
    area_key: str
    process_id: int | None
    name: str
    recipient: str
    email: str
    language: str
    subject: str
    body: str
    state: str
    attempts: int
    last_error: str
    created_at: datetime
    sent_at: datetime | None
    read_at: datetime | None
    link: str
    link_nonce: str


@dataclass(frozen=True, slots=True)
class NoticeCounts:
    """How many notices of staff's areas are in which state."""

    pending: int = 0
    sending: int = 0
    sent: int = 0
    kept: int = 0
    failed: int = 0
    uncertain: int = 0


def unread_count(tx: Transaction) -> int:
    """Return how many notices the signed-in person has not opened."""
    statement = select(func.count()).where(
        Notification.user_id == tx.actor.user_id,
        Notification.read_at.is_(None),
        Notification.name.not_in(PERSONAL_LINKS),
    )
    return tx.session.execute(statement).scalar_one() if tx.actor.user_id is not None else 0


def my_notices(tx: Transaction, limit: int = 50, offset: int = 0) -> list[NoticeItem]:
    """Return the notices of the signed-in person: the unread first, each part the newest first.

    Letters with a link that signs in are for the mailbox only.
    """
    statement = (
        select(
            Notification.id,
            Notification.subject,
            Notification.created_at,
            Notification.link,
            Notification.read_at.is_(None),
        )
        .where(Notification.user_id == tx.actor.user_id, Notification.name.not_in(PERSONAL_LINKS))
        .order_by(Notification.read_at.is_not(None), Notification.created_at.desc(), Notification.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [NoticeItem(*row) for row in tx.session.execute(statement)] if tx.actor.user_id is not None else []


def my_notice(tx: Transaction, notification_id: int) -> NoticeText | None:
    """Return one notice of the signed-in person, None when it is not theirs."""
    statement = select(
        Notification.id, Notification.subject, Notification.body, Notification.created_at, Notification.link
    ).where(Notification.id == notification_id, Notification.user_id == tx.actor.user_id)
    row = tx.session.execute(statement).first()
    return NoticeText(*row) if row and tx.actor.user_id is not None else None


def sent_notices(
    tx: Transaction,
    area_ids: Sequence[int],
    *,
    states: Sequence[str] = STATES,
    search: str = "",
    limit: int = 100,
    offset: int = 0,
) -> list[SentNotice]:
    """Return what went (or did not go) to people of `area_ids`, the newest first, with full texts.

    `search` is looked for in subject, name and address. The areas are those that the actor manages.
    """
    statement = _for_staff(area_ids).where(Notification.state.in_(states))
    if search.strip():
        wanted = search.strip()
        statement = statement.where(
            Notification.subject.icontains(wanted, autoescape=True)
            | Notification.email.icontains(wanted, autoescape=True)
            | User.name.icontains(wanted, autoescape=True)
        )
    statement = statement.order_by(Notification.created_at.desc(), Notification.id.desc())
    return [_shown(SentNotice(*row)) for row in tx.session.execute(statement.limit(limit).offset(offset))]


def sent_notice(tx: Transaction, area_ids: Sequence[int], notification_id: int) -> SentNotice | None:
    """Return one notification of `area_ids`, None when it is not theirs."""
    row = tx.session.execute(_for_staff(area_ids).where(Notification.id == notification_id)).first()
    return _shown(SentNotice(*row)) if row else None


def notice_counts(tx: Transaction, area_ids: Sequence[int]) -> NoticeCounts:
    """Return how many notices of `area_ids` are in which state."""
    statement = (
        select(Notification.state, func.count())
        .where(Notification.area_id.in_(area_ids))
        .group_by(Notification.state)
    )
    found = tx.session.execute(statement).all()
    return NoticeCounts(**{state: count for state, count in found})


def _for_staff(area_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Notification.id,
            Area.key,
            Notification.process_id,
            Notification.name,
            func.coalesce(User.name, Notification.email),
            Notification.email,
            Notification.language,
            Notification.subject,
            Notification.body,
            Notification.state,
            Notification.attempts,
            Notification.last_error,
            Notification.created_at,
            Notification.sent_at,
            Notification.read_at,
            Notification.link,
            func.coalesce(RecordingLink.nonce, ""),
        )
        .join(Area, Area.id == Notification.area_id)
        .outerjoin(User, User.id == Notification.user_id)
        .outerjoin(
            RecordingLink,
            (RecordingLink.id == Notification.recording_link_id)
            & RecordingLink.revoked_at.is_(None)
            & Notification.state.in_(READABLE_LINK_STATES),
        )
        .where(Notification.area_id.in_(area_ids))
    )


def _shown(notice: SentNotice) -> SentNotice:
    """Hide a link that signs somebody in, unless the person cannot have got it by e-mail."""
    if notice.name not in PERSONAL_LINKS or notice.state in READABLE_LINK_STATES:
        return notice
    hidden = "\n".join("…" if "://" in line else line for line in notice.body.split("\n"))
    return replace(notice, body=hidden)

"""Recording links of one body, for its staff: to whom each went, when somebody used it, until when it holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow_app.access.recording_token import masked
from workflow_app.db.uow import Transaction
from workflow_app.models.recording_link import RecordingLink, RecordingLinkEvent
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class LinkEvent:
    """issued | opened | recorded | corrected | refused | revoked; `who` is the staff that did it, if any."""

    event: str
    at: datetime
    who: str | None
    seq: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class LinkState:
    """One link. state: holds | expired | revoked | replaced. `sent_to` is "" for one that was handed over."""

    id: int
    process_id: int
    kind: str
    sent_to: str
    created_at: datetime
    valid_until: datetime
    state: str
    events: tuple[LinkEvent, ...]

    def last(self, event: str) -> datetime | None:
        """Return when something last happened to it."""
        return next((item.at for item in reversed(self.events) if item.event == event), None)


def links_of(tx: Transaction, process_ids: Collection[int]) -> tuple[LinkState, ...]:
    """Return the links of bodies' processes, the newest first; the caller has checked whose they are."""
    statement = (
        select(RecordingLink)
        .where(RecordingLink.process_id.in_(process_ids))
        .order_by(RecordingLink.id.desc())
    )
    rows = tx.session.scalars(statement).all()
    events = _events(tx, [row.id for row in rows])
    return tuple(
        LinkState(
            row.id,
            row.process_id,
            row.kind,
            row.sent_to,
            row.created_at,
            row.valid_until,
            _state(row, tx.now),
            tuple(events.get(row.id, ())),
        )
        for row in rows
    )


def _state(row: RecordingLink, now: datetime) -> str:
    if row.revoked_at is not None:
        return "replaced" if row.replaced_by_id else "revoked"
    return "expired" if now >= row.valid_until else "holds"


def _events(tx: Transaction, link_ids: Collection[int]) -> dict[int, list[LinkEvent]]:
    event = RecordingLinkEvent
    statement = (
        select(event.link_id, event.event, event.at, User.name, event.seq, event.reason)
        .outerjoin(User, User.id == event.actor_id)
        .where(event.link_id.in_(link_ids))
        .order_by(event.id)
    )
    found: dict[int, list[LinkEvent]] = {}
    for row in tx.session.execute(statement):
        line = LinkEvent(row.event, row.at, row.name, row.seq, row.reason)
        found.setdefault(row.link_id, []).append(line)
    return found


def steps_by_link(tx: Transaction, process_ids: Collection[int]) -> dict[tuple[int, int], str]:
    """Return, for each step (process, seq) taken by a link, the masked address it was sent to ("": handed over)."""
    statement = (
        select(RecordingLink.process_id, RecordingLinkEvent.seq, RecordingLink.sent_to)
        .join(RecordingLinkEvent, RecordingLinkEvent.link_id == RecordingLink.id)
        .where(RecordingLink.process_id.in_(process_ids), RecordingLinkEvent.seq.is_not(None))
    )
    return {(process, seq or 0): masked(sent_to) for process, seq, sent_to in tx.session.execute(statement)}


def link_history(
    tx: Transaction, process_ids: Collection[int], limit: int
) -> list[tuple[int, str, LinkEvent]]:
    """Return what happened to links of these processes and is no step: process, masked address, event; newest first."""
    event = RecordingLinkEvent
    statement = (
        select(RecordingLink.process_id, RecordingLink.sent_to, event, User.name)
        .join(event, event.link_id == RecordingLink.id)
        .outerjoin(User, User.id == event.actor_id)
        .where(RecordingLink.process_id.in_(process_ids), event.seq.is_(None))
        .order_by(event.id.desc())
        .limit(limit)
    )
    return [
        (process_id, masked(sent_to), LinkEvent(row.event, row.at, who, row.seq, row.reason))
        for process_id, sent_to, row, who in tx.session.execute(statement)
    ]

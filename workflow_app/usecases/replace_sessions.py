"""Makes the coming sessions of a body those that an area file says."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.session_rhythm import SessionRhythm
from workflow_app.usecases.session_dates import Fact


def replace_sessions(tx: Transaction, body_id: int, wanted: Sequence[Fact]) -> None:
    """Add, change and take out sessions of today and later; the caller records it. Those that are over stay."""
    body = tx.session.execute(select(Body).where(Body.id == body_id).with_for_update()).scalar_one()
    coming = select(BodySession).where(BodySession.body_id == body_id, BodySession.day >= prague_day(tx.now))
    stored = {row.day: row for row in tx.session.scalars(coming)}
    rhythm = SessionRhythm.of(body.session_rhythm)
    for fact in wanted:
        values = _values(fact, rhythm)
        row = stored.pop(values["day"], None)
        entered = {"entered_at": tx.now, "entered_by_id": tx.actor.user_id}
        if row is None:
            tx.session.add(BodySession(body_id=body_id, **values, **entered))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in {**values, **entered, "seq": row.seq + 1}.items():
                setattr(row, name, value)
    for row in stored.values():
        tx.session.delete(row)
    tx.session.flush()


def _values(fact: Fact, rhythm: SessionRhythm) -> dict[str, Any]:
    day, days = date.fromisoformat(fact["day"]), fact["agenda_days"]
    closes = rhythm.agenda_closes_on(day) if days is None else day - timedelta(days=days)
    return {
        "day": day,
        "number": fact["number"],
        "kind": fact["kind"],
        "certainty": fact["certainty"],
        "source": fact["source"],
        "agenda_closes_on": closes,
    }

"""What the calendar of a body knows: a session that a step speaks of, and the next agenda that closes."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from workflow_app.db.uow import Transaction
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.session_rhythm import SessionRhythm


def know_session(tx: Transaction, body_id: int, day: date) -> None:
    """Write the session of `day` into the body's calendar; one that was only usual is known from now on."""
    rhythm = tx.session.execute(select(Body.session_rhythm).where(Body.id == body_id)).scalar_one()
    row = insert(BodySession).values(
        body_id=body_id,
        day=day,
        agenda_closes_on=SessionRhythm.of(rhythm).agenda_closes_on(day),
        entered_at=tx.now,
        entered_by_id=tx.actor.user_id,
    )
    tx.session.execute(
        row.on_conflict_do_update(
            index_elements=["body_id", "day"],
            set_={"certainty": "known", "seq": BodySession.seq + 1, "entered_at": tx.now},
            where=BodySession.certainty != "known",
        )
    )


def next_agenda(tx: Transaction, body_id: int, today: date) -> tuple[date, date] | None:
    """Return until when the next open agenda of a body is open, and its session; None when nobody knows."""
    statement = (
        select(BodySession.agenda_closes_on, BodySession.day)
        .where(BodySession.body_id == body_id, BodySession.certainty == "known")
        .where(BodySession.agenda_closes_on >= today)
        .order_by(BodySession.day)
        .limit(1)
    )
    row = tx.session.execute(statement).first()
    return None if row is None or row.agenda_closes_on is None else (row.agenda_closes_on, row.day)

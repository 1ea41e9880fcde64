"""Reminds a body before the agenda of its own next session closes, when our matter is not on it."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import MORNING
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflow_app.kernel.clock import PRAGUE, prague_day
from workflow_app.models.body_session import BodySession
from workflow_app.models.process_instance import ProcessInstance
from workflows.council_resolution.known_sessions import next_agenda

TRIGGER = "remind_of_agenda"
DAYS_BEFORE = (7, 2)


def bodies_with_closing_agenda(tx: Transaction) -> list[int]:
    """Return open processes of bodies that have an agenda closing within a week."""
    today, process = prague_day(tx.now), ProcessInstance
    closing = (
        select(BodySession.body_id)
        .where(BodySession.certainty == "known")
        .where(BodySession.agenda_closes_on.between(today, today + timedelta(days=max(DAYS_BEFORE))))
    )
    statement = (
        select(process.id)
        .where(process.process == "council_resolution", process.ended_at.is_(None))
        .where(process.body_id.in_(closing), func.coalesce(process.stands_in, "") != "mayor")
        .order_by(process.id)
    )
    return list(tx.session.scalars(statement))


def remind_of_agenda(tx: Transaction, catalogue: Catalogue, process_id: int) -> bool:
    """Send the reminder when its day has come and nothing has happened to the process since; else return False.

    The actor of `tx` is the system. The family is locked first, so two workers at once remind once.
    """
    process = lock(tx, process_id, None).process
    law, today = catalogue.definition(process.process, process.version), prague_day(tx.now)
    found = next_agenda(tx, process.body_id or 0, today)
    if found is None or TRIGGER not in {item.trigger for item in law.leaving(process.state)}:
        return False
    marks = [datetime.combine(found[0] - timedelta(days=days), MORNING, PRAGUE) for days in DAYS_BEFORE]
    passed = [mark for mark in marks if mark <= tx.now]
    if not passed or process.changed_at >= max(passed):
        return False
    fire(tx, catalogue, process_id, TRIGGER)
    return True

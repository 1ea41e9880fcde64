"""What the coordinator has to do because of sessions: resolutions not recorded yet, rounds that will be late."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import RECORD_DAYS, record_by
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.document_head import DocumentHead
from workflow_app.queries.round_forecast import round_forecast
from workflow_app.queries.session_reach import Terms
from workflow_app.queries.staff_tasks import StaffTask


def session_tasks(
    tx: Transaction, catalogue: Catalogue, area_id: int, heads: list[DocumentHead], terms: Terms
) -> list[StaffTask]:
    """Return the tasks (record_is_due, round_will_be_late); `heads` are the documents under way."""
    before_councils = [head for head in heads if head.audience == "council"]
    late = (_late(tx, catalogue, head, terms) for head in before_councils)
    return [*_to_record(tx, catalogue, area_id, before_councils), *(task for task in late if task)]


def _to_record(
    tx: Transaction, catalogue: Catalogue, area_id: int, heads: list[DocumentHead]
) -> Iterator[StaffTask]:
    """One task a document: bodies whose session has been and whose resolution nobody has recorded."""
    today, process = prague_day(tx.now), ProcessInstance
    statement = (
        select(
            process.parent_id,
            process.process,
            process.version,
            process.state,
            process.session_on,
            Body.kind,
            Body.name,
            Body.name_en,
            RECORD_DAYS,
        )
        .join(Body, Body.id == process.body_id)
        .where(process.area_id == area_id, process.ended_at.is_(None), process.session_on < today)
        .where(process.parent_id.in_([head.process_id for head in heads]))
        .order_by(process.session_on, Body.sort_key, process.id)
    )
    days: dict[int | None, list[tuple[date, date, Text]]] = {}
    for row in tx.session.execute(statement):
        state = catalogue.definition(row.process, row.version).states[row.state]
        until = record_by(state, row.session_on, row.kind, row.record_days)
        if until is not None:
            days.setdefault(row.parent_id, []).append((row.session_on, until, Text(row.name, row.name_en)))
    for head in heads:
        held = days.get(head.process_id, [])
        if held:
            yield StaffTask(
                "record_is_due",
                head.process_id,
                head.title,
                since=min(day for day, _, _ in held),
                until=min(until for _, until, _ in held),
                count=len(held),
                names=tuple(name for _, _, name in held),
            )


def _late(tx: Transaction, catalogue: Catalogue, head: DocumentHead, terms: Terms) -> StaffTask | None:
    """A round whose bodies cannot all decide in time, as far as their sessions are known.

    Who is late already is a task of its own.
    """
    found, today = round_forecast(tx, catalogue, head.process_id, terms), prague_day(tx.now)
    names = tuple(item.body.name for item in (found.late if found else ()) if item.until >= today)
    if not names:
        return None
    return StaffTask("round_will_be_late", head.process_id, head.title, count=len(names), names=names)

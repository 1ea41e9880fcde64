"""The public history of an area: steps of its documents and decisions of its councils, without persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title
from workflow_app.queries.public_decisions import Decision, decisions_of

# A proposal of one measure is its group's own matter until the steering group has put it before the councils.
PUBLIC_MEASURE_STATES = ("council_approval", "accepted")


@dataclass(frozen=True, slots=True)
class Event:
    """One day of one document: the state it came to, or (state is None) what bodies decided about it."""

    on: date
    plan_id: int
    title: Text
    state: Text | None
    tone: str
    decisions: tuple[Decision, ...] = ()


def public_timeline(tx: Transaction, catalogue: Catalogue, area_id: int) -> tuple[Event, ...]:
    """Return what has happened to plans, reports and changes of an area, the newest first; two statements."""
    rows = tx.session.execute(_statement(area_id)).mappings().all()
    steps = [_step(catalogue, row) for row in rows]
    documents = {row["process_id"]: row for row in rows}
    decided = _sessions(documents, decisions_of(tx, catalogue, list(documents)))
    return tuple(sorted((*reversed(steps), *decided), key=lambda event: event.on, reverse=True))


def _statement(area_id: int) -> Select[Any]:
    process, record = ProcessInstance, TransitionRecord
    columns = (
        record.process_id,
        record.at,
        record.to_state,
        record.version,
        process.process,
        Plan.id.label("plan_id"),
    )
    statement: Select[Any] = select(*columns, *TITLE_COLUMNS).join(process, process.id == record.process_id)
    shown_measure = process.state.in_(PUBLIC_MEASURE_STATES) & record.to_state.in_(PUBLIC_MEASURE_STATES)
    return (
        with_title(statement)
        .where(process.area_id == area_id, process.parent_id.is_(None), record.from_state != record.to_state)
        .where(or_(process.process != "measure", shown_measure))
        .order_by(record.at, record.id)
    )


def _step(catalogue: Catalogue, row: RowMapping) -> Event:
    state = catalogue.definition(row["process"], row["version"]).states[row["to_state"]]
    return Event(prague_day(row["at"]), row["plan_id"], title_of(row), state.label, state.tone)


def _sessions(documents: dict[int, RowMapping], decisions: Iterable[Decision]) -> list[Event]:
    """Put together what was decided about one document on one day."""
    days: dict[tuple[int, date], list[Decision]] = {}
    for decision in decisions:
        if decision.session_on:
            days.setdefault((decision.document_process_id, decision.session_on), []).append(decision)
    return [
        Event(on, documents[key]["plan_id"], title_of(documents[key]), None, decided[0].tone, tuple(decided))
        for (key, on), decided in days.items()
    ]

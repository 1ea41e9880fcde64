"""The public history of an area: steps of its documents and decisions of its councils, without persons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import RowMapping, Select, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import LANGUAGES, Text
from workflow_app.models.group_change import MERGED
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.queries.area_decisions import area_decisions
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title
from workflow_app.queries.group_changes import group_origins
from workflow_app.queries.public_action_plan import PUBLIC_STATES
from workflow_app.queries.public_decisions import Decision, decisions_of
from workflows.common.yearly_plan import state_in_year

# A proposal of one measure is its group's own matter until the steering group has put it before the councils.
PUBLIC_MEASURE_STATES = ("council_approval", "accepted")
# So is an intent until the municipalities have it.
PUBLIC_INTENT_STATES = ("council_approval", "concluded")
ADOPTED = "in_force"


@dataclass(frozen=True, slots=True)
class Event:
    """A state that a document came to on a day, or (state is None) decisions about it from day to day.

    Decisions between two other events stand together, the newest first; `on` is the day of the newest.
    """

    on: date
    process_id: int  # 0: a decision outside any round, or what became of working groups
    plan_id: int | None  # none: an intent belongs to no plan
    title: Text
    state: Text | None
    tone: str
    decisions: tuple[Decision, ...] = ()
    precision: str = "day"  # of `on`: day | month | year
    who: str = ""  # the body that took a decision outside any round, with its session
    action_plan_id: int | None = None  # of an action plan that has a page of its own for the public


def public_timeline(tx: Transaction, catalogue: Catalogue, area_id: int) -> tuple[Event, ...]:
    """Return what has happened to plans, reports and changes of an area, the newest first; five statements."""
    rows = tx.session.execute(_statement(area_id)).mappings().all()
    steps = [_step(catalogue, row) for row in reversed(rows)]
    documents = {row["process_id"]: row for row in rows}
    sessions = _sessions(documents, decisions_of(tx, catalogue, list(documents)))
    events = (*steps, *sessions, *_outside_rounds(tx, area_id), *_groups(tx, area_id))
    return tuple(_together(sorted(events, key=lambda event: event.on, reverse=True)))


def _outside_rounds(tx: Transaction, area_id: int) -> Iterator[Event]:
    for line in area_decisions(tx, area_id):
        if not line.corrected:
            who = ", ".join(part for part in (line.body_name, line.session_number, line.number) if part)
            subject = Text(line.subject, line.subject)
            yield Event(line.decided_on, 0, None, subject, None, "done", precision=line.precision, who=who)


def _groups(tx: Transaction, area_id: int) -> Iterator[Event]:
    """Merged and split groups, without a verb that would have to agree with their names."""
    for origin in group_origins(tx, area_id):
        cs, en = (", ".join(name.pick(language) for name in origin.former) for language in LANGUAGES)
        title = (
            Text(
                f"Sloučení pracovních skupin. Dosavadní: {cs}. Nyní: {origin.group.cs}.",
                f"Working groups merged. Former: {en}. Now: {origin.group.en}.",
            )
            if origin.kind == MERGED
            else Text(
                f"Rozdělení pracovní skupiny. Původní: {cs}. Nová: {origin.group.cs}.",
                f"A working group split. Former: {en}. New: {origin.group.en}.",
            )
        )
        yield Event(origin.on, 0, None, title, None, "changed")


def _statement(area_id: int) -> Select[Any]:
    process, record = ProcessInstance, TransitionRecord
    columns: tuple[Any, ...] = (
        record.process_id,
        record.at,
        record.to_state,
        record.version,
        process.process,
        process.subject_id,
        process.state,
        Plan.id.label("plan_id"),
    )
    statement = select(*columns, *TITLE_COLUMNS).join(process, process.id == record.process_id)
    shown_measure = process.state.in_(PUBLIC_MEASURE_STATES) & record.to_state.in_(PUBLIC_MEASURE_STATES)
    shown_intent = process.state.in_(PUBLIC_INTENT_STATES) & record.to_state.in_(PUBLIC_INTENT_STATES)
    # A yearly action plan that came back from the councils is told of, what its groups do with it then is not.
    shown_action_plan = record.from_state.in_(PUBLIC_STATES) | record.to_state.in_(PUBLIC_STATES)
    return (
        with_title(statement)
        .where(process.area_id == area_id, process.parent_id.is_(None), record.from_state != record.to_state)
        .where(or_(process.process != "measure", shown_measure))
        .where(or_(process.process != "intent", shown_intent))
        .where(or_(process.process != "action_plan", shown_action_plan))
        .order_by(record.at, record.id)
    )


def _step(catalogue: Catalogue, row: RowMapping) -> Event:
    state = catalogue.definition(row["process"], row["version"]).states[row["to_state"]]
    on = prague_day(row["at"])
    # That an action plan was followed is told as it happened, although it may still hold for some weeks.
    year = row["action_plan_year"] if row["to_state"] == ADOPTED else None
    label, tone = state_in_year(state, year, on)
    page = _page_of(row)
    return Event(on, row["process_id"], row["plan_id"], title_of(row), label, tone, action_plan_id=page)


def _page_of(row: RowMapping) -> int | None:
    is_public = row["process"] == "action_plan" and row["state"] in PUBLIC_STATES
    return int(row["subject_id"]) if is_public else None


def _sessions(documents: dict[int, RowMapping], decisions: Iterable[Decision]) -> list[Event]:
    return [
        Event(
            decision.session_on,
            document["process_id"],
            document["plan_id"],
            title_of(document),
            None,
            "",
            (decision,),
            action_plan_id=_page_of(document),
        )
        for decision in decisions
        for document in [documents[decision.document_process_id]]
        if decision.session_on
    ]


def _together(events: Iterable[Event]) -> Iterator[Event]:
    """Put decisions about one document that follow each other into one event."""
    for (document, is_step), group in groupby(
        events, key=lambda event: (event.process_id, bool(event.state))
    ):
        if is_step or not document:
            yield from group
            continue
        found = list(group)
        decisions = tuple(decision for event in found for decision in event.decisions)
        yield replace(found[0], tone="under_way", decisions=decisions)

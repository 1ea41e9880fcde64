"""The staff's overview: what runs and is late, and the matrix municipality × step of every open round."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import end_of_day
from workflow_app.engine.definition import State
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.queries.round_bodies import Decider, RoundBody, round_bodies
from workflow_app.queries.rounds import rounds_of

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One step of one body: what was reached and on which day; None stands for a step not reached."""

    label: Text
    tone: str
    day: date | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One body of the round, or a municipality that is not asked yet (no process, empty cells)."""

    municipality: str
    code: str
    twin: bool
    body_name: str
    process_id: int | None
    cells: tuple[MatrixCell | None, ...]
    until: date | None
    late: bool
    soon: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """One document before the councils: a column per step, a row per body, in Czech order."""

    document_id: int
    steps: tuple[Text, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class StaffOverview:
    """`running`: documents under way. `late`, `soon`: documents and bodies past or near their deadline."""

    running: int
    late: int
    soon: int
    matrices: tuple[Matrix, ...]


def staff_overview(tx: Transaction, catalogue: Catalogue, area_id: int) -> StaffOverview:
    """Return the overview of one area; four statements whatever its size."""
    running, late, soon = _figures(tx, area_id)
    rounds = [item for item in rounds_of(tx, catalogue, area_id) if item.is_running]
    deciders = round_bodies(tx, catalogue, area_id, rounds)
    reached = _reached(tx, [body.process_id for mine in deciders.values() for body in mine])
    today = prague_day(tx.now)
    matrices = tuple(
        _matrix(item.process_id, deciders, reached, today)
        for item in sorted(rounds, key=lambda item: item.process_id)
    )
    return StaffOverview(running, late, soon, matrices)


def _figures(tx: Transaction, area_id: int) -> tuple[int, int, int]:
    process, due = ProcessInstance, ProcessInstance.due_at
    soon = end_of_day(prague_day(tx.now) + timedelta(days=SOON_DAYS))
    statement = select(
        func.count(case((process.parent_id.is_(None), 1))),
        func.count(case((due < tx.now, 1))),
        func.count(case(((due >= tx.now) & (due <= soon), 1))),
    ).where(process.area_id == area_id, process.ended_at.is_(None))
    row = tx.session.execute(statement).one()
    return row[0], row[1], row[2]


def _reached(tx: Transaction, process_ids: Sequence[int]) -> dict[tuple[int, str], datetime]:
    """Return when each process last came into each state."""
    record = TransitionRecord
    statement = (
        select(record.process_id, record.to_state, func.max(record.at))
        .where(record.process_id.in_(process_ids), record.from_state != record.to_state)
        .group_by(record.process_id, record.to_state)
    )
    return {(process_id, state): at for process_id, state, at in tx.session.execute(statement)}


def _matrix(
    document_id: int,
    deciders: Mapping[Decider, Sequence[RoundBody]],
    reached: Mapping[tuple[int, str], datetime],
    today: date,
) -> Matrix:
    names = Counter(decider.name for decider in deciders)
    asked = {
        decider: [body for body in every if body.document_id == document_id]
        for decider, every in deciders.items()
    }
    steps = next((body.law.steps for mine in asked.values() for body in mine), ())
    rows: list[MatrixRow] = []
    for decider, mine in asked.items():
        twin = names[decider.name] > 1
        rows += [_row(decider, body, twin, reached, today) for body in mine]
        if not mine and decider.code:
            nothing = (None,) * len(steps)
            rows.append(MatrixRow(decider.name, decider.code, twin, "", None, nothing, None, False, False))
    return Matrix(document_id, tuple(label for _key, label in steps), tuple(rows))


def _row(
    decider: Decider, body: RoundBody, twin: bool, reached: Mapping[tuple[int, str], datetime], today: date
) -> MatrixRow:
    until = None if body.state.settled else body.until
    return MatrixRow(
        municipality=decider.name,
        code=decider.code,
        twin=twin,
        body_name=body.body.cs,
        process_id=body.process_id,
        cells=_cells(body, reached),
        until=until,
        late=until is not None and until < today,
        soon=until is not None and today <= until <= today + timedelta(days=SOON_DAYS),
    )


def _cells(body: RoundBody, reached: Mapping[tuple[int, str], datetime]) -> tuple[MatrixCell | None, ...]:
    """One cell a step: the state that stood there last; steps after the present one are empty."""
    keys = [key for key, _label in body.law.steps]
    at = keys.index(body.state.step) if body.state.step else len(keys) - 1
    return tuple(
        _cell(body, reached, key, body.state if index == at else None) if index <= at else None
        for index, key in enumerate(keys)
    )


def _cell(
    body: RoundBody, reached: Mapping[tuple[int, str], datetime], key: str, here: State | None
) -> MatrixCell | None:
    """The present state with its day; a step left behind by the step's own name with the day it was reached."""
    if here is not None:
        return MatrixCell(here.label, here.tone, body.session_on or body.changed_on)
    states = [name for name, state in body.law.states.items() if state.step == key]
    moments = [reached[body.process_id, name] for name in states if (body.process_id, name) in reached]
    return MatrixCell(dict(body.law.steps)[key], "done", prague_day(max(moments))) if moments else None

"""The staff's overview: what runs and is late, and the matrix municipality × step of every open round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import RowMapping, case, func, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import end_of_day
from workflow_app.engine.definition import Definition, State
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.round_stage import RoundStage
from workflow_app.models.transition_record import TransitionRecord

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
    children = _children(tx, catalogue, area_id)
    municipalities = _municipalities(tx, area_id)
    reached = _reached(tx, [child["id"] for child in children])
    by_document: dict[int, list[RowMapping]] = {}
    for child in children:
        by_document.setdefault(child["parent_id"], []).append(child)
    matrices = tuple(
        _matrix(tx, catalogue, document_id, rows, municipalities, reached)
        for document_id, rows in by_document.items()
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


def _children(tx: Transaction, catalogue: Catalogue, area_id: int) -> list[RowMapping]:
    """Return the bodies of the newest round of every document that is before the councils now."""
    child, parent, later = ProcessInstance, aliased(ProcessInstance), aliased(RoundStage)
    newest = select(func.max(later.round)).where(later.process_id == parent.id).scalar_subquery()
    statement = (
        select(
            *(getattr(child, name) for name in ("id", "process", "version", "state", "session_on", "due_at")),
            *(getattr(child, name) for name in ("parent_id", "changed_at")),
            Body.name.label("body_name"),
            func.coalesce(Municipality.name, Body.name).label("municipality"),
            func.coalesce(Municipality.code, "").label("code"),
            parent.process.label("document_process"),
            parent.version.label("document_version"),
            parent.state.label("document_state"),
        )
        .join(parent, parent.id == child.parent_id)
        .join(RoundStage, (RoundStage.process_id == parent.id) & (RoundStage.position == child.stage))
        .join(Body, Body.id == child.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(parent.area_id == area_id, parent.ended_at.is_(None), RoundStage.round == newest)
        .order_by(
            parent.id, func.coalesce(Municipality.sort_key, Body.sort_key), Municipality.code, child.stage
        )
    )
    rows = tx.session.execute(statement).mappings()
    return [row for row in rows if _is_before_councils(catalogue, row)]


def _is_before_councils(catalogue: Catalogue, row: RowMapping) -> bool:
    law = catalogue.definition(row["document_process"], row["document_version"])
    return law.states[row["document_state"]].audience == "council"


def _municipalities(tx: Transaction, area_id: int) -> list[tuple[str, str]]:
    """Return (code, name) of the area's municipalities of today in Czech order."""
    today = prague_day(tx.now)
    statement = (
        select(Municipality.code, Municipality.name)
        .join(AreaMunicipality, AreaMunicipality.municipality_id == Municipality.id)
        .where(AreaMunicipality.area_id == area_id, AreaMunicipality.valid_from <= today)
        .where(AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today))
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return [(code, name) for code, name in tx.session.execute(statement)]


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
    tx: Transaction,
    catalogue: Catalogue,
    document_id: int,
    children: list[RowMapping],
    municipalities: list[tuple[str, str]],
    reached: Mapping[tuple[int, str], datetime],
) -> Matrix:
    law = catalogue.definition(children[0]["process"], children[0]["version"])
    names = [name for _code, name in municipalities]
    by_code: dict[str, list[RowMapping]] = {}
    for child in children:
        by_code.setdefault(child["code"], []).append(child)
    order = [*municipalities, *((code, "") for code in by_code if code not in dict(municipalities))]
    rows: list[MatrixRow] = []
    for code, name in order:
        twin = names.count(name) > 1
        rows += [_row(tx, law, child, twin, reached) for child in by_code.get(code, ())]
        if code not in by_code:
            rows.append(MatrixRow(name, code, twin, "", None, (None,) * len(law.steps), None, False, False))
    return Matrix(document_id, tuple(label for _key, label in law.steps), tuple(rows))


def _row(
    tx: Transaction,
    law: Definition,
    child: RowMapping,
    twin: bool,
    reached: Mapping[tuple[int, str], datetime],
) -> MatrixRow:
    settled = law.states[child["state"]].settled
    until = prague_day(child["due_at"]) if child["due_at"] and not settled else None
    today = prague_day(tx.now)
    return MatrixRow(
        municipality=child["municipality"],
        code=child["code"],
        twin=twin,
        body_name=child["body_name"],
        process_id=child["id"],
        cells=_cells(law, child, reached),
        until=until,
        late=until is not None and until < today,
        soon=until is not None and today <= until <= today + timedelta(days=SOON_DAYS),
    )


def _cells(
    law: Definition, child: RowMapping, reached: Mapping[tuple[int, str], datetime]
) -> tuple[MatrixCell | None, ...]:
    """One cell a step: the state that stood there last; steps after the present one are empty."""
    keys = [key for key, _label in law.steps]
    here = law.states[child["state"]]
    at = keys.index(here.step) if here.step else len(keys) - 1
    return tuple(
        _cell(law, child, reached, key, here if index == at else None) if index <= at else None
        for index, key in enumerate(keys)
    )


def _cell(
    law: Definition,
    child: RowMapping,
    reached: Mapping[tuple[int, str], datetime],
    key: str,
    here: State | None,
) -> MatrixCell | None:
    """The present state with its day; a step left behind by the step's own name with the day it was reached."""
    if here is not None:
        return MatrixCell(here.label, here.tone, child["session_on"] or prague_day(child["changed_at"]))
    states = [name for name, state in law.states.items() if state.step == key]
    moments = [reached[child["id"], name] for name in states if (child["id"], name) in reached]
    return MatrixCell(dict(law.steps)[key], "done", prague_day(max(moments))) if moments else None

"""Bodies that a round which runs lacks: those in whose place a successor stands, and those that came late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.lock import read
from workflow_app.engine.newcomers import Successor, deadline_of, is_open, latecomers, successors
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance
from workflows.council_resolution.succession import has_not_decided


@dataclass(frozen=True, slots=True)
class EndedBody:
    """A council of the round that ended without deciding. `until` is the last day that its successor would have."""

    process_id: int
    seq: int
    body: Text
    last_day: date
    until: date
    successors: tuple[Successor, ...]


@dataclass(frozen=True, slots=True)
class LateBody:
    """A body that an open stage names today and does not have. `code` is that of its municipality.

    `is_last`: bodies decide one after another, so it is asked after all the others and has `days` from then on.
    """

    position: int
    stage: Text
    code: str
    body: Text
    until: date
    is_last: bool
    days: int


@dataclass(frozen=True, slots=True)
class RoundNewcomers:
    """Both in the order of the route and of the alphabet; nothing in a round that does not run."""

    ended: tuple[EndedBody, ...] = ()
    late: tuple[LateBody, ...] = ()


def round_newcomers(tx: Transaction, catalogue: Catalogue, area_id: int, parent_id: int) -> RoundNewcomers:
    """Return the newcomers of the round of a document of the area. Raises NotFound for another area's document."""
    parent = read(tx, parent_id)
    if parent.area_id != area_id:
        raise NotFound(f"document process {parent_id} in area {area_id}")
    state = catalogue.definition(parent.process, parent.version).states[parent.state]
    if parent.ended_at is not None or state.audience != "council":
        return RoundNewcomers()
    stages = {stage.position: stage for stage in stages_of(tx, parent_id) if is_open(stage)}
    ended = _ended(tx, catalogue, parent, stages)
    heirs = {heir.body.body_id for item in ended for heir in item.successors if heir.body}
    today, late = prague_day(tx.now), latecomers(tx, parent, list(stages.values()))
    return RoundNewcomers(
        ended=ended,
        late=tuple(
            LateBody(
                position=position,
                stage=_label(stages[position]),
                code=body.code,
                body=body.who,
                until=deadline_of(stages[position], today),
                is_last=stages[position].rule.turn_of is not None,
                days=stages[position].rule.deadline_days,
            )
            for position, bodies in late.items()
            for body in bodies
            if body.body_id not in heirs and body.code
        ),
    )


def _ended(
    tx: Transaction, catalogue: Catalogue, parent: ProcessRow, stages: Mapping[int, StageCount]
) -> tuple[EndedBody, ...]:
    process, today = ProcessInstance, prague_day(tx.now)
    statement = (
        select(process, Body)
        .join(Body, Body.id == process.body_id)
        .where(process.parent_id == parent.id, process.stage.in_(stages), Body.valid_to < today)
        .order_by(process.stage, Body.sort_key, process.id)
    )
    found = []
    for child, body in tx.session.execute(statement):
        stage, law = stages[child.stage or 0], catalogue.definition(child.process, child.version)
        if body.valid_to is not None and has_not_decided(law, child.state):
            name, heirs = (
                Text(body.name, body.name_en),
                successors(tx, parent, stage, body.municipality_id or 0),
            )
            until = deadline_of(stage, today)
            found.append(EndedBody(child.id, child.seq, name, body.valid_to, until, heirs))
    return tuple(found)


def _label(stage: StageCount) -> Text:
    label = stage.rule.whole.label
    return Text(label["cs"], label.get("en") or label["cs"])

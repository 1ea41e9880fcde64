"""Which bodies an open stage of a round lacks: successors of councils that ended, and those that came late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, text

from workflow_app.db.uow import Transaction
from workflow_app.engine.join import StageCount
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.stage_bodies import StageBody, bodies_of_stages, council_of
from workflow_app.kernel.clock import prague_day
from workflow_app.models.process_instance import ProcessInstance

# Who stands on :today where a municipality stood: through mergers and splits, up to those that still have a council.
_HEIRS = """
WITH RECURSIVE heir AS (
    SELECT c.to_id AS id FROM municipality_change c WHERE c.from_id = :municipality_id AND c.changed_on <= :today
    UNION
    SELECT c.to_id FROM heir JOIN municipality_change c ON c.from_id = heir.id AND c.changed_on <= :today
    WHERE NOT EXISTS (SELECT FROM body b WHERE b.municipality_id = heir.id
        AND (b.valid_to IS NULL OR b.valid_to >= :today))
)
SELECT m.code, m.name FROM heir JOIN municipality m ON m.id = heir.id
WHERE EXISTS (SELECT FROM body b WHERE b.municipality_id = m.id AND (b.valid_to IS NULL OR b.valid_to >= :today))
ORDER BY m.sort_key, m.code
"""


@dataclass(frozen=True, slots=True)
class Successor:
    """A municipality in the place of an ended one. `body` is what it decides by in the stage, None when by nothing."""

    code: str
    name: str
    body: StageBody | None
    is_in_stage: bool


def successors(
    tx: Transaction, parent: ProcessRow, stage: StageCount, municipality_id: int
) -> tuple[Successor, ...]:
    """Return who stands today where the municipality stood, with the body that decides for each in the stage."""
    today = prague_day(tx.now)
    heirs = tx.connection.execute(text(_HEIRS), {"municipality_id": municipality_id, "today": today}).all()
    rules = [council_of(stage.rule, code) for code, _name in heirs]
    named = bodies_of_stages(tx, parent.area_id, rules, today, (parent.subject_kind, parent.subject_id))
    there = bodies_in(tx, parent.id, stage.position)
    found = []
    for (code, name), bodies in zip(heirs, named, strict=True):
        body = bodies[0] if bodies else None
        found.append(Successor(code, name, body, body is not None and body.body_id in there))
    return tuple(found)


def latecomers(
    tx: Transaction, parent: ProcessRow, stages: Collection[StageCount]
) -> dict[int, tuple[StageBody, ...]]:
    """Return the bodies that the rule of each stage names today and that are not in it, by the stage's position."""
    rules, subject = [stage.rule for stage in stages], (parent.subject_kind, parent.subject_id)
    named = bodies_of_stages(tx, parent.area_id, rules, prague_day(tx.now), subject)
    found = {}
    for stage, bodies in zip(stages, named, strict=True):
        there = bodies_in(tx, parent.id, stage.position)
        found[stage.position] = tuple(body for body in bodies if body.body_id not in there)
    return found


def bodies_in(tx: Transaction, parent_id: int, position: int) -> set[int]:
    """Return the ids of the bodies that have a process in the stage."""
    statement = select(ProcessInstance.body_id).where(
        ProcessInstance.parent_id == parent_id, ProcessInstance.stage == position
    )
    return {body_id for body_id in tx.session.scalars(statement) if body_id is not None}


def is_open(stage: StageCount) -> bool:
    """The stage has begun and is still to be decided."""
    return stage.opened_at is not None and stage.completed_at is None


def deadline_of(stage: StageCount, today: date) -> date:
    """Return the last day of the stage; when it has passed, as many days from today as everybody was given."""
    days = timedelta(days=stage.rule.deadline_days)
    first = prague_day(stage.opened_at) if stage.opened_at else today
    return first + days if first + days > today else today + days

"""Which bodies an open stage of a round lacks: successors of councils that ended, and those that came late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, text

from workflow_app.db.uow import Transaction
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.stage_bodies import StageBody, bodies_of_stages, council_of
from workflow_app.engine.turns import turns_with
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
    there = taken(tx, parent, stages_of(tx, parent.id), stage)
    found = []
    for (code, name), bodies in zip(heirs, named, strict=True):
        body = bodies[0] if bodies else None
        found.append(Successor(code, name, body, body is not None and body in there))
    return tuple(found)


def latecomers(
    tx: Transaction, parent: ProcessRow, stages: Collection[StageCount]
) -> dict[int, tuple[StageBody, ...]]:
    """Return the bodies that each stage names today and that are not in it, by the stage's position.

    A turn of a sequence names all that the sequence does: who came late is asked after everybody else.
    """
    rules, subject = [stage.rule.whole for stage in stages], (parent.subject_kind, parent.subject_id)
    named = bodies_of_stages(tx, parent.area_id, rules, prague_day(tx.now), subject)
    of_round, found = stages_of(tx, parent.id), {}
    for stage, bodies in zip(stages, named, strict=True):
        there = taken(tx, parent, of_round, stage)
        found[stage.position] = tuple(body for body in bodies if body not in there)
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """Bodies that a stage has: by id those asked already, by key those whose turn is still to come."""

    ids: frozenset[int]
    keys: frozenset[str]

    def __contains__(self, body: StageBody) -> bool:
        return body.body_id in self.ids or body.key in self.keys


def taken(tx: Transaction, parent: ProcessRow, stages: Sequence[StageCount], stage: StageCount) -> Taken:
    """Return the bodies of a stage, or of the whole sequence that it is a turn of; `stages` are the round's."""
    turns = turns_with(stages, stage)
    statement = select(ProcessInstance.body_id).where(
        ProcessInstance.parent_id == parent.id,
        ProcessInstance.stage.in_([item.position for item in turns]),
        ProcessInstance.body_id.is_not(None),
    )
    keys = {item.rule.body_key for item in turns if item.rule.turn_of}
    return Taken(frozenset(tx.session.scalars(statement)), frozenset(keys))


def is_open(stage: StageCount) -> bool:
    """The stage has begun and is still to be decided."""
    return stage.opened_at is not None and stage.completed_at is None


def deadline_of(stage: StageCount, today: date) -> date:
    """Return the last day of the stage; when it has passed, as many days from today as everybody was given."""
    days = timedelta(days=stage.rule.deadline_days)
    first = prague_day(stage.opened_at) if stage.opened_at else today
    return first + days if first + days > today else today + days

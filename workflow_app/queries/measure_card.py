"""One measure of a plan, or one proposal of a measure, as a card to read and to write."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.models.body import Body
from workflow_app.models.content import MeasureCard
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.plan import Plan, Priority
from workflow_app.models.user import User
from workflow_app.models.working_text import card_of
from workflow_app.queries.former_numbers import Formers, formers_of


@dataclass(frozen=True, slots=True)
class CardToWrite:
    """A card with what a page needs around it. `seq` is what a save must have seen.

    `reason` and `before` (the card as the plan has it now) belong to proposals only.
    """

    id: int
    card: MeasureCard
    priority: str
    writer: str
    body_id: int
    done: bool
    seq: int
    saved_at: datetime | None
    saved_by: str
    period_from: int
    period_to: int
    reason: str = ""
    before: MeasureCard | None = None
    formers: Formers = field(default_factory=dict)


def measure_card(tx: Transaction, plan_id: int, measure_id: int) -> CardToWrite:
    """Return one measure of a plan. Raises NotFound, also for another plan's measure."""
    statement = _around(Measure).where(Measure.id == measure_id, Measure.plan_id == plan_id)
    return _card(tx, statement, f"measure {measure_id}")


def proposal_card(tx: Transaction, area_id: int, change_id: int) -> CardToWrite:
    """Return one proposal of the area, with the measure's present card beside it. Raises NotFound."""
    statement = _around(MeasureChange).where(MeasureChange.id == change_id, MeasureChange.area_id == area_id)
    return _card(tx, statement, f"proposal {change_id}")


def _around(table: Any) -> Select[Any]:
    return (
        select(table, Body, User.name, Priority, Plan)
        .join(Body, Body.id == table.body_id)
        .outerjoin(User, User.id == table.saved_by_id)
        .join(Priority, Priority.id == table.priority_id)
        .join(Plan, Plan.id == table.plan_id)
    )


def _card(tx: Transaction, statement: Select[Any], what: str) -> CardToWrite:
    found = tx.session.execute(statement).first()
    if found is None:
        raise NotFound(what)
    row, body, saved_by, priority, plan = found
    return CardToWrite(
        id=row.id,
        card=card_of(row, body.key),
        priority=f"{priority.number} {priority.title}",
        writer=body.name,
        body_id=row.body_id,
        done=getattr(row, "done", False),
        seq=row.seq,
        saved_at=row.saved_at,
        saved_by=saved_by or "",
        period_from=plan.period_from,
        period_to=plan.period_to,
        reason=getattr(row, "reason", ""),
        before=_before(tx, row, body.key),
        formers=formers_of(tx, row.plan_id),
    )


def _before(tx: Transaction, row: Measure | MeasureChange, body_key: str) -> MeasureCard | None:
    measure_id = getattr(row, "measure_id", None)
    measure = tx.session.get(Measure, measure_id) if measure_id else None
    return card_of(measure, body_key) if measure else None

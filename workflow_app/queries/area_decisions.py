"""Decisions about an area's planning outside any round, corrections included."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.area import Area
from workflow_app.models.area_decision import AreaDecision
from workflow_app.models.body import Body
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class AreaDecisionLine:
    """One row as it was recorded. `corrected` says that a later row took its place."""

    id: int
    kind: str
    body_id: int | None
    body_name: str
    session_number: str
    decided_on: date
    precision: str
    number: str
    subject: str
    source: str
    recorded_at: datetime
    recorded_by: str
    reason: str
    corrected: bool


def area_decisions(tx: Transaction, area_id: int) -> tuple[AreaDecisionLine, ...]:
    """Return all rows of an area, the newest decision first; one statement."""
    row = AreaDecision
    statement = (
        select(row, User.name)
        .outerjoin(User, User.id == row.recorded_by_id)
        .where(row.area_id == area_id)
        .order_by(row.decided_on.desc(), row.id.desc())
    )
    found = tx.session.execute(statement).all()
    corrected = {item.AreaDecision.corrects_id for item in found}
    return tuple(
        _line(item.AreaDecision, item.name or "", item.AreaDecision.id in corrected) for item in found
    )


def _line(row: AreaDecision, recorded_by: str, corrected: bool) -> AreaDecisionLine:
    return AreaDecisionLine(
        id=row.id,
        kind=row.kind,
        body_id=row.body_id,
        body_name=row.body_name,
        session_number=row.session_number,
        decided_on=row.decided_on,
        precision=row.precision,
        number=row.number,
        subject=row.subject,
        source=row.source,
        recorded_at=row.recorded_at,
        recorded_by=recorded_by,
        reason=row.reason,
        corrected=corrected,
    )


def deciding_bodies(tx: Transaction, area_id: int) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the lead municipality's bodies, the union, the region and the steering group."""
    lead = select(Area.lead_municipality_id).where(Area.id == area_id).scalar_subquery()
    statement = (
        select(Body.id, Body.name)
        .where(
            (Body.municipality_id == lead)
            | (Body.area_id == area_id) & Body.kind.in_(("union", "region", "steering_group"))
        )
        .order_by(Body.municipality_id.is_(None), Body.kind, Body.sort_key)
    )
    return tuple((body_id, name) for body_id, name in tx.session.execute(statement))

"""What a round of councils would be if it were opened today: its stages, how many bodies each has, until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import ApprovalRoute, RouteStage
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body


@dataclass(frozen=True, slots=True)
class StagePreview:
    """One stage of the route. `until` is known of the first one only: the others wait for the one before."""

    label: Text
    bodies: int
    deadline_days: int
    until: date | None
    rule: RouteStage


def approval_preview(tx: Transaction, area_id: int, kind: str) -> tuple[StagePreview, ...]:
    """Return the stages of the area's newest route for documents of `kind`; nothing when it has none."""
    route = tx.session.execute(
        select(ApprovalRoute.stages)
        .where(ApprovalRoute.area_id == area_id, ApprovalRoute.document_kind == kind)
        .order_by(ApprovalRoute.version.desc())
        .limit(1)
    ).scalar()
    today = prague_day(tx.now)
    found = []
    for index, rule in enumerate(RouteStage.of(data) for data in route or ()):
        until = today + timedelta(days=rule.deadline_days) if index == 0 else None
        bodies = count_bodies(tx, area_id, rule.bodies)
        found.append(StagePreview(Text.of(rule.label), bodies, rule.deadline_days, until, rule))
    return tuple(found)


def count_bodies(tx: Transaction, area_id: int, bodies: str) -> int:
    """Return how many bodies a stage names (models/approval_route.py says which), as members are today."""
    return tx.session.execute(_count(area_id, bodies, prague_day(tx.now))).scalar_one()


def _count(area_id: int, bodies: str, today: date) -> Select[int]:
    if bodies == "union":
        return select(func.count()).where(Body.kind == "union", Body.area_id == area_id)
    return (
        select(func.count())
        .select_from(Area)
        .join(AreaMunicipality, AreaMunicipality.area_id == Area.id)
        .join(Body, Body.municipality_id == AreaMunicipality.municipality_id)
        .where(
            Area.id == area_id,
            AreaMunicipality.valid_from <= today,
            AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today),
            Body.member_count.is_not(None),
            *_named(bodies),
        )
    )


def _named(bodies: str) -> tuple[ColumnElement[bool], ...]:
    kind = "board" if bodies in ("lead_board", "member_boards") else "assembly"
    lead = Body.municipality_id == Area.lead_municipality_id
    if bodies.startswith("lead_"):
        return (Body.kind == kind, lead)
    return (Body.kind == kind,) if bodies == "all_assemblies" else (Body.kind == kind, ~lead)

"""The approval routes of an area: the newest of each kind of document, their versions, and whom a stage can name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.approval_route import ApprovalRoute, RouteStage
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.municipality import Municipality
from workflow_app.models.user import User


@dataclass(frozen=True, slots=True)
class RouteVersion:
    """One version of a route. `by` and `created_at` are not known of old ones; `reason` is why it was changed."""

    kind: str
    version: int
    valid_from: date
    rules: tuple[RouteStage, ...]
    created_at: datetime | None
    by: str | None
    reason: str


def route_versions(tx: Transaction, area_id: int, kind: str) -> tuple[RouteVersion, ...]:
    """Return all versions of the area's route for one kind of document, the newest first."""
    return _versions(tx, area_id, ApprovalRoute.document_kind == kind)


def newest_routes(tx: Transaction, area_id: int) -> dict[str, RouteVersion]:
    """Return the newest route of each kind of document that has one."""
    newest = (
        select(func.max(ApprovalRoute.id))
        .where(ApprovalRoute.area_id == area_id)
        .group_by(ApprovalRoute.document_kind)
    )
    return {route.kind: route for route in _versions(tx, area_id, ApprovalRoute.id.in_(newest))}


def _versions(tx: Transaction, area_id: int, which: object) -> tuple[RouteVersion, ...]:
    statement = (
        select(ApprovalRoute, User.name, EditRecord.reason)
        .outerjoin(User, User.id == ApprovalRoute.created_by_id)
        .outerjoin(
            EditRecord,
            (EditRecord.subject_kind == "approval_route") & (EditRecord.subject_id == ApprovalRoute.id),
        )
        .where(ApprovalRoute.area_id == area_id, which)  # type: ignore[arg-type]
        .order_by(ApprovalRoute.version.desc())
    )
    return tuple(
        RouteVersion(
            kind=route.document_kind,
            version=route.version,
            valid_from=route.valid_from,
            rules=tuple(RouteStage.of(stage) for stage in route.stages),
            created_at=route.created_at,
            by=name,
            reason=reason or "",
        )
        for route, name, reason in tx.session.execute(statement)
    )


def named_bodies(tx: Transaction, area_id: int) -> Sequence[tuple[str, str]]:
    """Return (key, official name) of every body that a stage can name alone: union, region, councils of members."""
    today = prague_day(tx.now)
    own = (
        select(Body.key, Body.name)
        .where(Body.area_id == area_id, Body.kind.in_(("union", "region")))
        .order_by(Body.sort_key)
    )
    councils = (
        select(func.concat(Municipality.code, "/", Body.kind), Body.name)
        .join(Municipality, Municipality.id == Body.municipality_id)
        .join(AreaMunicipality, AreaMunicipality.municipality_id == Municipality.id)
        .where(
            AreaMunicipality.area_id == area_id,
            AreaMunicipality.valid_from <= today,
            AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today),
            Body.member_count.is_not(None),
        )
        .order_by(Municipality.sort_key, Municipality.code, Body.kind)
    )
    return [(key, name) for statement in (own, councils) for key, name in tx.session.execute(statement)]

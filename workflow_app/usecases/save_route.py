"""Saves an approval route as its next version; rounds that run keep the one they were opened with."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, text

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refusal, Refused, Stale
from workflow_app.models.approval_route import ROUTE_KINDS, ApprovalRoute, RouteStage
from workflow_app.usecases.import_area import IMPORT_LOCK
from workflow_app.usecases.route_input import RouteDraft, TypedStage, draft_route


def save_route(
    tx: Transaction,
    *,
    area_id: int,
    kind: str,
    typed: Sequence[TypedStage],
    valid_from: date,
    reason: str,
    seen: int | None,
) -> RouteDraft | None:
    """Save the stages as typed and return them, None when nothing differs from the newest version.

    `seen` is the number of the version that the page showed, 0 for none; `reason` is kept in the history of edits.
    Raises NotFound for an unknown kind, Stale when somebody saved meanwhile, Refused with everything impossible.
    """
    if kind not in ROUTE_KINDS:
        raise NotFound(f"route of {kind}")
    # The same lock as an import's: both give the next number.
    tx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": IMPORT_LOCK})
    newest = _newest(tx, area_id, kind)
    if seen != (newest.version if newest else 0):
        raise Stale(f"route of {kind} in area {area_id}: the page saw version {seen}")
    draft = draft_route(tx, area_id, kind, typed)
    if draft.findings.errors:
        raise Refused(*draft.findings.errors)
    stages = [rule.as_json() for rule in draft.rules]
    if newest and [RouteStage.of(stage).as_json() for stage in newest.stages] == stages:
        return None
    if not reason:
        raise Refused(Refusal("reason_is_missing", field="reason"))
    row = ApprovalRoute(
        area_id=area_id,
        document_kind=kind,
        version=newest.version + 1 if newest else 1,
        valid_from=valid_from,
        stages=stages,
        created_at=tx.now,
        created_by_id=tx.actor.user_id,
    )
    _write(tx, row, _facts(newest) if newest else {}, reason)
    return draft


def _write(tx: Transaction, row: ApprovalRoute, before: dict[str, Any], reason: str) -> None:
    tx.session.add(row)
    tx.session.flush()
    append_edit(
        tx,
        area_id=row.area_id,
        subject_kind="approval_route",
        subject_id=row.id,
        before=before,
        after=_facts(row),
        reason=reason,
    )


def _newest(tx: Transaction, area_id: int, kind: str) -> ApprovalRoute | None:
    return tx.session.scalars(
        select(ApprovalRoute)
        .where(ApprovalRoute.area_id == area_id, ApprovalRoute.document_kind == kind)
        .order_by(ApprovalRoute.version.desc())
        .limit(1)
    ).one_or_none()


def _facts(route: ApprovalRoute) -> dict[str, Any]:
    return {"valid_from": route.valid_from.isoformat(), "stages": route.stages}

"""What one municipality's board and assembly have before them, what comes next, and what they decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import record_by
from workflow_app.engine.stage_bodies import who_decides
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.document_head import DocumentHead, document_heads
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One document before one body of the municipality.

    `until`, `late` and `soon` are about its deadline, or about `record_by` when that comes first.
    """

    process_id: int
    title: Text
    area_name: Text
    body: Text
    state_label: Text
    tone: str
    since: datetime
    until: date | None
    late: bool
    soon: bool
    session_on: date | None
    record_by: date | None  # until when the resolution of its session is to be recorded
    session_is_over: bool  # the day on the agenda has come, so there is something to record
    verdict: Text | None  # of the newest resolution
    number: str
    resolved_on: date | None


@dataclass(frozen=True, slots=True)
class CouncilDesk:
    """The desk: what waits for the municipality, what is being prepared for it, what it has decided.

    `coming` are documents of its areas that are before other bodies, or not before the councils yet.
    """

    waiting: tuple[DeskItem, ...]
    preparing: tuple[DeskItem, ...]
    decided: tuple[DeskItem, ...]
    coming: tuple[DocumentHead, ...]


def council_desk(tx: Transaction, catalogue: Catalogue, municipality_id: int) -> CouncilDesk:
    """Return the desk of one municipality, which may plan in several areas."""
    rows = tx.session.execute(_statement(municipality_id)).mappings().all()
    groups: dict[str, list[DeskItem]] = {"waiting": [], "preparing": [], "decided": []}
    for row in rows:
        state = catalogue.definition(row["process"], row["version"]).states[row["state"]]
        if state.audience == "council":
            kind = "waiting"
        else:
            kind = "preparing" if row["verdict"] is None and row["ended_at"] is None else "decided"
        groups[kind].append(_item(tx, catalogue, row))
    seen = {row["parent_id"] for row in rows}
    return CouncilDesk(
        waiting=tuple(groups["waiting"]),
        preparing=tuple(groups["preparing"]),
        decided=tuple(sorted(groups["decided"], key=lambda item: item.resolved_on or date.min, reverse=True)),
        coming=_coming(tx, catalogue, municipality_id, seen),
    )


def _statement(municipality_id: int) -> Select[Any]:
    newest = (
        select(CouncilResolution.process_id, func.max(CouncilResolution.id).label("id"))
        .group_by(CouncilResolution.process_id)
        .subquery()
    )
    names = (
        "id",
        "process",
        "version",
        "state",
        "parent_id",
        "session_on",
        "due_at",
        "started_at",
        "ended_at",
        "stands_in",
    )
    return (
        with_title(
            select(
                *(getattr(ProcessInstance, name) for name in names),
                Area.name.label("area_name"),
                Body.name.label("body_name"),
                Body.name_en.label("body_name_en"),
                Body.kind.label("body_kind"),
                CouncilResolution.verdict,
                CouncilResolution.number,
                CouncilResolution.session_on.label("resolved_on"),
                *TITLE_COLUMNS,
            )
            .join(Body, Body.id == ProcessInstance.body_id)
            .join(Area, Area.id == ProcessInstance.area_id)
            .outerjoin(newest, newest.c.process_id == ProcessInstance.id)
            .outerjoin(CouncilResolution, CouncilResolution.id == newest.c.id)
        )
        .where(ProcessInstance.process == "council_resolution", Body.municipality_id == municipality_id)
        .order_by(ProcessInstance.due_at, ProcessInstance.id)
    )


def _item(tx: Transaction, catalogue: Catalogue, row: RowMapping) -> DeskItem:
    states = catalogue.definition(row["process"], row["version"]).states
    state, today = states[row["state"]], prague_day(tx.now)
    until = prague_day(row["due_at"]) if row["due_at"] else None
    session = row["session_on"]
    is_over = session is not None and session <= today
    recorded_by = record_by(state, session, row["body_kind"]) if is_over else None
    until = min(filter(None, (until, recorded_by)), default=None)
    return DeskItem(
        process_id=row["id"],
        title=title_of(row),
        area_name=Text.of(row["area_name"]),
        body=who_decides(row["body_name"], row["body_name_en"], row["stands_in"]),
        state_label=state.label,
        tone=state.tone,
        since=row["started_at"],
        until=until,
        late=until is not None and until < today,
        soon=until is not None and 0 <= (until - today).days <= SOON_DAYS,
        session_on=session,
        record_by=recorded_by,
        session_is_over=is_over,
        verdict=states[row["verdict"]].label if row["verdict"] else None,
        number=row["number"] or "",
        resolved_on=row["resolved_on"],
    )


def _coming(
    tx: Transaction, catalogue: Catalogue, municipality_id: int, seen: set[int | None]
) -> tuple[DocumentHead, ...]:
    """Return running documents of the municipality's areas that it has not been asked about."""
    today = prague_day(tx.now)
    areas = tx.session.scalars(
        select(AreaMunicipality.area_id)
        .where(AreaMunicipality.municipality_id == municipality_id, AreaMunicipality.valid_from <= today)
        .where(AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today))
        .order_by(AreaMunicipality.area_id)
    )
    heads = [head for area in areas for head in document_heads(tx, catalogue, area, running=True)]
    return tuple(head for head in heads if head.process_id not in seen and head.kind != "intent")

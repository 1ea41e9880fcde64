"""What a group reports on its measures in one year: the list, and one entry to write."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal
from workflow_app.models.body import Body
from workflow_app.models.content import Cost, IndicatorResult
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.user import User
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.writing_window import closed_because


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One measure in one report. `status` is a code of domain § 3.7, money is in whole crowns.

    `planned_by_card` is what the measure's card plans for the year; `mine` says that the looking group reports it.
    """

    id: int
    number: str
    title: str
    owner: str
    writer: str
    mine: bool
    status: str
    comment: str
    indicators: tuple[IndicatorResult, ...]
    planned_czk: int
    planned_by_card: int
    spent_czk: int | None
    deviation: str
    next_step: str
    seq: int
    saved_at: datetime | None
    saved_by: str


@dataclass(frozen=True, slots=True)
class ReportEntries:
    """The group's part of a report. `closed` is why the group cannot write now; None when it can."""

    head: DocumentHead
    year: int
    entries: tuple[ReportEntry, ...]
    closed: Refusal | None

    def mine(self) -> list[ReportEntry]:
        """Return what the group reports itself."""
        return [entry for entry in self.entries if entry.mine]

    def missing(self) -> list[ReportEntry]:
        """Return those of them that have no state yet."""
        return [entry for entry in self.mine() if entry.status == "not_reported"]


def report_entries(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int, body_id: int
) -> ReportEntries:
    """Return all entries of the report that a process carries, as `body_id` sees them.

    Raises NotFound for another area's process and for one that is not a report's.
    """
    head = document_head(tx, catalogue, area_id, process_id)
    if head.kind != "monitoring_report":
        raise NotFound(f"monitoring report process {process_id}")
    statement = _entries().where(MeasureResult.report_id == head.subject_id)
    rows = tx.session.execute(statement.order_by(Measure.position, Measure.id))
    return ReportEntries(
        head=head,
        year=tx.session.get_one(MonitoringReport, head.subject_id).year,
        entries=tuple(_entry(row, body_id) for row in rows),
        closed=closed_because(tx, catalogue, process_id, body_id),
    )


def report_entry(tx: Transaction, report_id: int, result_id: int, body_id: int) -> ReportEntry:
    """Return one entry of a report. Raises NotFound, also for another report's entry."""
    statement = _entries().where(MeasureResult.report_id == report_id, MeasureResult.id == result_id)
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound(f"measure result {result_id}")
    return _entry(row, body_id)


def _entries() -> Select[Any]:
    statement: Any = (
        select(MeasureResult, Measure, Body.name, User.name, MonitoringReport.year)
        .join(Measure, Measure.id == MeasureResult.measure_id)
        .join(MonitoringReport, MonitoringReport.id == MeasureResult.report_id)
        .join(Body, Body.id == MeasureResult.body_id)
        .outerjoin(User, User.id == MeasureResult.saved_by_id)
    )
    return cast("Select[Any]", statement)


def _entry(row: Any, body_id: int) -> ReportEntry:
    result, measure, writer, saved_by, year = row
    costs = [Cost(**cost) for cost in measure.card.get("costs", ())]
    return ReportEntry(
        id=result.id,
        number=measure.number,
        title=measure.title,
        owner=str(measure.card.get("owner", "")),
        writer=writer,
        mine=result.body_id == body_id,
        status=result.status,
        comment=result.comment,
        indicators=tuple(IndicatorResult(**item) for item in result.indicators),
        planned_czk=result.planned_czk,
        planned_by_card=sum(cost.amount_czk for cost in costs if cost.year == year),
        spent_czk=result.spent_czk,
        deviation=result.deviation,
        next_step=result.next_step,
        seq=result.seq,
        saved_at=result.saved_at,
        saved_by=saved_by or "",
    )

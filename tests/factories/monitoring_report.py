"""Yearly reports on a plan in force, with an empty row for every measure."""

from dataclasses import dataclass

from sqlalchemy import select

from tests.factories.plan import RunningPlan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport


@dataclass(frozen=True)
class RunningReport:
    """A report, its process, and the rows of its measures (id of the group -> id of the row)."""

    report_id: int
    process_id: int
    area_id: int
    results: dict[int, int]


def make_report(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, year: int = 2027) -> RunningReport:
    """Begin the report on `year`; make_plan writes one measure per group, so each group has one row."""
    report = MonitoringReport(area_id=plan.area_id, plan_id=plan.plan_id, year=year, seq=0)
    tx.session.add(report)
    tx.session.flush()
    results = {}
    for measure in tx.session.scalars(select(Measure).where(Measure.plan_id == plan.plan_id)):
        row = MeasureResult(
            report_id=report.id, measure_id=measure.id, body_id=measure.body_id, indicators=[], seq=0
        )
        tx.session.add(row)
        tx.session.flush()
        results[measure.body_id] = row.id
    process_id = start(tx, catalogue, "monitoring_report", area_id=plan.area_id, subject_id=report.id)
    return RunningReport(report.id, process_id, plan.area_id, results)

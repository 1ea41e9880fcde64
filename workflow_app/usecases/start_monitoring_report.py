"""Begins the yearly report on a plan in force: one row per measure, with what was planned for that year."""

from typing import Any

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.plan import Plan


def start_monitoring_report(
    tx: Transaction, catalogue: Catalogue, area_id: int, plan_id: int, year: int
) -> int:
    """Begin the report on `year` of a plan in force of the area and return the id of its process.

    There is one report per plan and year; the year lies within the plan's period and has begun.
    Raises NotFound for another area's plan, Refused with every reason.
    """
    plan = tx.session.execute(
        select(Plan).where(Plan.id == plan_id, Plan.area_id == area_id).with_for_update()
    ).scalar()
    if plan is None:
        raise NotFound(f"plan {plan_id}")
    refusals = _refusals(tx, plan, year)
    if refusals:
        raise Refused(*refusals)
    report = MonitoringReport(
        area_id=area_id, plan_id=plan.id, year=year, introduction="", conclusion="", seq=0
    )
    tx.session.add(report)
    tx.session.flush()
    measures = tx.session.scalars(
        select(Measure).where(Measure.plan_id == plan.id).order_by(Measure.position)
    )
    tx.session.add_all(_result(report.id, measure, year) for measure in measures.all())
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="monitoring_report",
        subject_id=report.id,
        before={},
        after={"year": year, "plan_id": plan.id},
    )
    return start(tx, catalogue, "monitoring_report", area_id=area_id, subject_id=report.id)


def _refusals(tx: Transaction, plan: Plan, year: int) -> list[Refusal]:
    found = []
    if plan.in_force_version_id is None:
        found.append(Refusal("plan_is_not_in_force", field="plan_id"))
    if not plan.period_from <= year <= plan.period_to:
        period = {"first": plan.period_from, "last": plan.period_to}
        found.append(Refusal("year_is_outside_the_plan", period, field="year"))
    elif year > prague_day(tx.now).year:
        found.append(Refusal("year_has_not_begun", {"year": year}, field="year"))
    same = select(MonitoringReport.id).where(
        MonitoringReport.plan_id == plan.id, MonitoringReport.year == year
    )
    if tx.session.execute(same).first() is not None:
        found.append(Refusal("report_exists_already", {"year": year}, field="year"))
    if tx.session.execute(select(Measure.id).where(Measure.plan_id == plan.id).limit(1)).first() is None:
        found.append(Refusal("plan_has_no_measures", field="plan_id"))
    return found


def _result(report_id: int, measure: Measure, year: int) -> MeasureResult:
    """Return the empty result of a measure; nobody has reported anything yet."""
    return MeasureResult(
        report_id=report_id,
        measure_id=measure.id,
        body_id=measure.body_id,
        status="not_reported",
        comment="",
        indicators=planned_indicators(measure.card),
        planned_czk=planned_czk(measure.card, year),
        spent_czk=None,
        deviation="",
        next_step="",
        seq=0,
    )


def planned_czk(card: dict[str, Any], year: int) -> int:
    """Return what the card plans for `year` from all sources, in whole crowns."""
    return sum(cost["amount_czk"] for cost in card.get("costs", ()) if cost["year"] == year)


def planned_indicators(card: dict[str, Any]) -> list[dict[str, str]]:
    """Return the card's indicators with their targets as the planned values."""
    return [
        {"name": item["name"], "unit": item.get("unit", ""), "planned": item.get("target", ""), "reached": ""}
        for item in card.get("indicators", ())
    ]

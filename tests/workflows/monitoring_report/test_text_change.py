"""A change of a yearly report that is before the municipalities."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories.monitoring_report import make_report
from tests.factories.people import chair, coordinator
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.engine.fire import fire
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.text_change import TextChange
from workflow_app.usecases.save_text_change import save_text_change
from workflows.common.payloads import ChangeClassified, Reason, ReturnToGroups, SteeringDecision

MEETING = date(2026, 11, 30)


def _renumber(tx, plan_id):
    """The first measure gets the number of the second one and so on."""
    for measure in tx.session.scalars(select(Measure).where(Measure.plan_id == plan_id)):
        measure.number = f"{measure.position + 1}.1.1"
    tx.session.flush()


@pytest.mark.parametrize("trigger", ["return_after_refusal", "withdraw"])
def test_a_return_and_a_withdrawal_end_the_open_change(tx, catalogue, trigger):
    plan = make_plan_in_force(tx, catalogue)
    report = make_report(tx, catalogue, plan, 2027)
    staff, presiding = acting(tx, coordinator(tx)), acting(tx, chair(tx))
    fire(staff, catalogue, report.process_id, "close_collecting", Reason("Údaje nedorazily."))
    fire(presiding, catalogue, report.process_id, "steering_approve", SteeringDecision(MEETING, 9))
    fire(staff, catalogue, report.process_id, "open_text_change", Reason("Překlep v částce."))
    groups = tuple(plan.groups.values())
    end = Reason("Konec.") if trigger == "withdraw" else ReturnToGroups("Konec.", groups)
    fire(staff, catalogue, report.process_id, trigger, end)
    change = tx.session.scalars(select(TextChange).execution_options(populate_existing=True)).one()
    assert (change.state, change.decision_reason) == ("dropped", "Konec.")


def test_words_and_figures_are_taken_over_and_the_round_goes_on(tx, catalogue):
    plan = make_plan_in_force(tx, catalogue)
    report = make_report(tx, catalogue, plan, 2027)
    staff, presiding = acting(tx, coordinator(tx)), acting(tx, chair(tx))
    fire(staff, catalogue, report.process_id, "close_collecting", Reason("Údaje nedorazily."))
    fire(presiding, catalogue, report.process_id, "steering_approve", SteeringDecision(MEETING, 9))
    before = stages_of(tx, report.process_id)
    fire(staff, catalogue, report.process_id, "open_text_change", Reason("Překlep v částce."))
    change = tx.session.scalars(select(TextChange)).one()
    where = {"area_id": plan.area_id, "process_id": report.process_id}
    words = {"introduction": "Rok ve znamení nových služeb.", "conclusion": ""}
    save_text_change(staff, **where, section="", typed=words, seen=0)
    figures = {"results.0.comment": "Služba běží.", "results.0.planned_czk": 120_000}
    save_text_change(staff, **where, section="results.0", typed=figures, seen=1)
    first = change.content["results"][0]["title"]
    _renumber(
        tx, plan.plan_id
    )  # the plan's numbers may change meanwhile; the report is still about the same measures
    fire(staff, catalogue, report.process_id, "submit_text_change")
    assert tx.session.get_one(MonitoringReport, report.report_id).introduction == ""
    fire(presiding, catalogue, report.process_id, "class_editorial", ChangeClassified("Jen oprava.", MEETING))
    assert tx.session.get_one(MonitoringReport, report.report_id).introduction == words["introduction"]
    rows = tx.session.execute(
        select(MeasureResult, Measure.title)
        .join(Measure, Measure.id == MeasureResult.measure_id)
        .where(MeasureResult.report_id == report.report_id)
    )
    written = {(row.comment, row.planned_czk, title) for row, title in rows}
    assert ("Služba běží.", 120_000, first) in written
    assert read(tx, report.process_id).version_id == change.version_id
    assert stages_of(tx, report.process_id) == before

"""Who owns the plan that a paper is about, whatever document of the plan it is."""

from sqlalchemy import select

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.measure import MeasureChange
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan import Plan
from workflow_app.models.plan_owner import PlanOwner, owner_of_plan


def plan_owner_of(step: RecordedStep) -> PlanOwner | None:
    """Return the owner of the plan; None for an intent, which is there before any plan."""
    session, subject_id = step.tx.session, step.process.subject_id
    plan_ids = {
        "plan": select(Plan.id).where(Plan.id == subject_id),
        "monitoring_report": select(MonitoringReport.plan_id).where(MonitoringReport.id == subject_id),
        "measure": select(MeasureChange.plan_id).where(MeasureChange.id == subject_id),
        "action_plan": select(ActionPlan.plan_id).where(ActionPlan.id == subject_id),
    }
    if step.process.subject_kind not in plan_ids:
        return None
    return owner_of_plan(session, session.execute(plan_ids[step.process.subject_kind]).scalar_one())

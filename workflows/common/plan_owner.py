"""Who owns the plan that a paper is about, whatever document of the plan it is."""

from sqlalchemy import select

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.measure import MeasureChange
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan_owner import PlanOwner, owner_of_plan

_OF_PLAN = {"monitoring_report": MonitoringReport, "measure": MeasureChange, "action_plan": ActionPlan}


def plan_owner_of(step: RecordedStep) -> PlanOwner | None:
    """Return the owner of the plan; None for an intent, which is there before any plan."""
    session, kind, subject_id = step.tx.session, step.process.subject_kind, step.process.subject_id
    if kind == "plan":
        return owner_of_plan(session, subject_id)
    if kind not in _OF_PLAN:
        return None
    model = _OF_PLAN[kind]
    return owner_of_plan(session, session.execute(select(model.plan_id).where(model.id == subject_id)).scalar_one())

"""Which rows' edits belong to the history of a process: its own text, its bodies, their resolutions."""

from typing import Any

from sqlalchemy import Select, func, select

from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.document import Document
from workflow_app.models.intent import Intent
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.plan import Chapter, Goal, Plan, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.round_stage import RoundStage

NAMELESS = (
    "process_instance",
    "monitoring_report",
    "action_plan",
)  # edits of these need no name beside what they are
Subjects = dict[str, Select[*tuple[Any, ...]]]


def edited_subjects(kind: str, subject_id: int, process_ids: tuple[int, ...], *, with_text: bool) -> Subjects:
    """Return, for each table whose edits belong to the processes, a statement that yields (id, name).

    `with_text`: also the text of the document, which is the subject with this id of a process of this kind.
    """
    process, resolution = ProcessInstance, CouncilResolution
    found: Subjects = {
        "process_instance": select(process.id, process.process).where(process.id.in_(process_ids)),
        "document": select(Document.id, Document.file_name).where(
            Document.process_id.in_(process_ids), Document.packet != ""
        ),
        "council_resolution": select(resolution.id, resolution.number).where(
            resolution.process_id.in_(process_ids)
        ),
        "round_stage": select(RoundStage.id, RoundStage.rule["label"]["cs"].astext).where(
            RoundStage.process_id.in_(process_ids)
        ),
    }
    texts = {
        "plan": _of_plan,
        "measure": _of_proposal,
        "monitoring_report": _of_report,
        "intent": _of_intent,
        "action_plan": _of_action_plan,
    }
    return {**found, **texts[kind](subject_id)} if with_text and kind in texts else found


def _of_plan(plan_id: int) -> Subjects:
    priorities = select(Priority.id, Priority.title).join(Goal, Goal.id == Priority.goal_id)
    measures = select(Measure.id, func.concat(Measure.number, " ", Measure.title))
    return {
        "plan": select(Plan.id, Plan.title).where(Plan.id == plan_id),
        "chapter": select(Chapter.id, Chapter.title).where(Chapter.plan_id == plan_id),
        "goal": select(Goal.id, Goal.title).where(Goal.plan_id == plan_id),
        "priority": priorities.where(Goal.plan_id == plan_id),
        "measure": measures.where(Measure.plan_id == plan_id),
    }


def _of_proposal(change_id: int) -> Subjects:
    return {
        "measure_change": select(MeasureChange.id, MeasureChange.title).where(MeasureChange.id == change_id)
    }


def _of_intent(intent_id: int) -> Subjects:
    return {"intent": select(Intent.id, Intent.title).where(Intent.id == intent_id)}


def _of_action_plan(action_plan_id: int) -> Subjects:
    entries = (
        select(ActionPlanEntry.id, func.concat(Measure.number, " ", Measure.title))
        .join(Measure, Measure.id == ActionPlanEntry.measure_id)
        .where(ActionPlanEntry.action_plan_id == action_plan_id)
    )
    return {
        "action_plan": select(ActionPlan.id, ActionPlan.introduction).where(ActionPlan.id == action_plan_id),
        "action_plan_entry": entries,
    }


def _of_report(report_id: int) -> Subjects:
    report = MonitoringReport
    results = (
        select(MeasureResult.id, func.concat(Measure.number, " ", Measure.title))
        .join(Measure, Measure.id == MeasureResult.measure_id)
        .where(MeasureResult.report_id == report_id)
    )
    return {
        "monitoring_report": select(report.id, report.introduction).where(report.id == report_id),
        "measure_result": results,
    }

"""Which working groups a document concerns, and which of them have not spoken yet."""

from sqlalchemy import Executable, select, union

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.models.action_plan import ActionPlanEntry
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.models.plan import Chapter, Goal


def concerned_groups(step: RecordedStep) -> list[int]:
    """Return the ids of the groups that write a part of the document, report on it or propose it.

    No group writes an intent: it is the coordinator's.
    """
    if step.process.subject_kind == "intent":
        return []
    subject = step.process.subject_id
    statements: dict[str, Executable] = {
        "plan": union(
            select(Chapter.body_id).where(Chapter.plan_id == subject, Chapter.body_id.is_not(None)),
            select(Goal.body_id).where(Goal.plan_id == subject),
            select(Measure.body_id).where(Measure.plan_id == subject),
        ),
        "monitoring_report": select(MeasureResult.body_id)
        .where(MeasureResult.report_id == subject)
        .distinct(),
        "action_plan": select(ActionPlanEntry.body_id)
        .where(ActionPlanEntry.action_plan_id == subject, ActionPlanEntry.chosen)
        .distinct(),
        "measure": select(MeasureChange.body_id).where(MeasureChange.id == subject),
    }
    return list(step.tx.session.execute(statements[step.process.subject_kind]).scalars())


def silent_groups(step: RecordedStep, kind: str) -> list[int]:
    """Return those of them without a valid opinion of `kind` (common/groups.py) in this process."""
    said = select(GroupOpinion.body_id).where(
        GroupOpinion.process_id == step.process.id,
        GroupOpinion.kind == kind,
        GroupOpinion.withdrawn_at.is_(None),
    )
    spoken = set(step.tx.session.execute(said).scalars())
    return [group for group in concerned_groups(step) if group not in spoken]

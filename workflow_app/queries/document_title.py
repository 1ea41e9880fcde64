"""What a document under approval is called, joined to a process of its own or to a body's in its round."""

from typing import Any

from sqlalchemy import RowMapping, Select

from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.intent import Intent
from workflow_app.models.measure import MeasureChange
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflows.common.yearly_plan import short_name

TITLE_COLUMNS = (
    Plan.title.label("plan_title"),
    MeasureChange.number.label("measure_number"),
    MeasureChange.title.label("measure_title"),
    MonitoringReport.year.label("report_year"),
    ActionPlan.year.label("action_plan_year"),
    ActionPlan.naming.label("action_plan_naming"),
    Intent.title.label("intent_title"),
)


def with_title(statement: Select[Any]) -> Select[Any]:
    """Join what TITLE_COLUMNS need to a select over ProcessInstance."""
    kind, subject = ProcessInstance.subject_kind, ProcessInstance.subject_id
    return (
        statement.outerjoin(MeasureChange, (kind == "measure") & (MeasureChange.id == subject))
        .outerjoin(MonitoringReport, (kind == "monitoring_report") & (MonitoringReport.id == subject))
        .outerjoin(ActionPlan, (kind == "action_plan") & (ActionPlan.id == subject))
        .outerjoin(Intent, (kind == "intent") & (Intent.id == subject))
        .outerjoin(
            Plan,
            ((kind == "plan") & (Plan.id == subject))
            | (Plan.id == MeasureChange.plan_id)
            | (Plan.id == MonitoringReport.plan_id)
            | (Plan.id == ActionPlan.plan_id),
        )
    )


def title_of(row: RowMapping) -> Text:
    """Return the title in both languages; titles of plans are as their authors wrote them."""
    title = row["intent_title"] or row["plan_title"]
    if row["report_year"]:
        year = row["report_year"]
        return Text(f"Monitorovací zpráva za rok {year} – {title}", f"Monitoring report for {year} – {title}")
    if row["action_plan_year"]:
        name = short_name(row["action_plan_naming"], row["action_plan_year"])
        return Text(f"{name.cs} – {title}", f"{name.en} – {title}")
    if row["measure_title"]:
        measure = f"{row['measure_number']} {row['measure_title']}"
        return Text(f"Opatření {measure}", f"Measure {measure}")
    return Text(title, title)

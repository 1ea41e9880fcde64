"""Documents of the yearly report: the report itself."""

from workflow_app.documents.paper import Paper
from workflow_app.engine.join import agreed_stages
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.content import report_from_json
from workflows.common.contexts import context_of
from workflows.common.figures import years
from workflows.common.office import decisions_of, footer_of, frozen_text, letterhead_of, office_of
from workflows.monitoring_report.papers import MonitoringReportPaper, report_summary, result_sheets

_DRAFT = Text("Návrh k projednání", "Draft for consideration")
_CONCLUDED = Text("Projednaná zpráva", "Considered report")
_TITLE = Text("Monitorovací zpráva za rok {year}", "Monitoring report for {year}")


def monitoring_report(step: RecordedStep) -> Paper:
    """The report; with the table of decisions once the municipalities have considered it."""
    text = frozen_text(step)
    content = report_from_json(text.content)
    office = office_of(step)
    is_concluded = step.to_state == "concluded"
    title = _TITLE.pick(step.language).format(year=content.year)
    paper = MonitoringReportPaper(
        letterhead=letterhead_of(step, office),
        footer=footer_of(title, text),
        plan_title=content.plan_title,
        period=years(content.period_from, content.period_to),
        year=str(content.year),
        state=(_CONCLUDED if is_concluded else _DRAFT).pick(step.language),
        introduction=content.introduction,
        conclusion=content.conclusion,
        summary=report_summary(content, office.groups, step.language),
        results=result_sheets(content, step.language),
        decisions=decisions_of(step, agreed_stages(step.tx, step.process.id)) if is_concluded else (),
    )
    return Paper("monitoring_report/monitoring_report", context_of(paper), f"{title}.docx")

"""Documents of the action plan: its whole text, and the certificate that the councils have decided."""

from workflow_app.documents.paper import Paper
from workflow_app.engine.join import agreed_stages
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan_content import ActionPlanContent, action_plan_from_json
from workflows.action_plan.papers import ActionPlanPaper, year_details, year_goals, year_summary
from workflows.common.certificate import certificate_of
from workflows.common.contexts import context_of
from workflows.common.figures import day, years
from workflows.common.office import decisions_of, footer_of, frozen_text, letterhead_of, office_of
from workflows.common.part_of_plan import GOALS_AND_MEASURES
from workflows.common.yearly_plan import first_day, full_name, short_name

_DRAFT = Text("Návrh k projednání", "Draft for consideration")
_IN_FORCE = Text("Schválené znění", "Adopted text")
_CERTIFICATE = Text("Osvědčení o schválení", "Certificate of adoption")


def action_plan(step: RecordedStep) -> Paper:
    """The action plan, or the part of it that a route submits; with the table of decisions once it is in force."""
    text, office, language = frozen_text(step), office_of(step), step.language
    content = action_plan_from_json(text.content)
    is_adopted = step.to_state == "in_force"
    name = short_name(content.naming, content.year).pick(language)
    paper = ActionPlanPaper(
        letterhead=letterhead_of(step, office),
        footer=footer_of(name, text),
        name=name,
        plan_title=content.plan_title,
        period=years(content.period_from, content.period_to),
        year=str(content.year),
        state=(_IN_FORCE if is_adopted else _DRAFT).pick(language),
        introduction="" if step.part == GOALS_AND_MEASURES else content.introduction,
        summary=year_summary(content, language),
        goals=year_goals(content, language),
        details=year_details(content, office.names, language),
        decisions=decisions_of(step, agreed_stages(step.tx, step.process.id)) if is_adopted else (),
    )
    return Paper("action_plan/action_plan", context_of(paper), f"{name}.docx")


def adoption_certificate(step: RecordedStep) -> Paper:
    """The certificate with the table of all resolutions on the version in force."""
    content = action_plan_from_json(frozen_text(step).content)
    paper = certificate_of(
        step,
        document_title=_title(content, step.language),
        period=str(content.year),
        in_force_from=day(max(prague_day(step.at), first_day(content.year)), step.language),
    )
    name = f"{_CERTIFICATE.pick(step.language)} – {short_name(content.naming, content.year).pick(step.language)}.docx"
    return Paper("plan/adoption_certificate", context_of(paper), name)


def _title(content: ActionPlanContent, language: str) -> str:
    return full_name(content.naming, content.plan_title, content.year).pick(language)

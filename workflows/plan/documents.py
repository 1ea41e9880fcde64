"""Documents of the plan: its whole text, and the certificate that every council has decided."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from workflow_app.documents.paper import Paper
from workflow_app.engine.join import agreed_stages
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.content import plan_from_json
from workflow_app.models.numbers import former_numbers
from workflow_app.models.plan import Plan
from workflow_app.models.plan_owner import owner_of_plan
from workflows.common.certificate import certificate_of
from workflows.common.contexts import context_of
from workflows.common.figures import day
from workflows.common.office import FrozenText, decisions_of, footer_of, frozen_text, letterhead_of, office_of
from workflows.common.part_of_plan import PART_NAMES, part_of_plan
from workflows.plan.papers import PlanPaper, plan_period, plan_text

_DRAFT = Text("Návrh k projednání", "Draft for consideration")
_IN_FORCE = Text("Schválený plán", "Adopted plan")
_PLAN_FILE = Text("Plán", "Plan")
_CERTIFICATE_FILE = Text("Osvědčení o schválení", "Certificate of adoption")


def plan(step: RecordedStep) -> Paper:
    """The whole plan; with the table of decisions once it is in force."""
    text = frozen_text(step)
    content = part_of_plan(plan_from_json(text.content), step.part)
    office = office_of(step)
    is_adopted = step.to_state == "in_force"
    formers = former_numbers(step.tx.session, step.process.subject_id, text.number)
    owner = owner_of_plan(step.tx.session, step.process.subject_id)
    paper = PlanPaper(
        letterhead=replace(letterhead_of(step, office), sender=owner.name.pick(step.language)),
        footer=footer_of(content.title, text),
        title=content.title,
        period=plan_period(content),
        state=_state(step, is_adopted),
        owner=owner.text(step.language),
        runner="",
        decisions=decisions_of(step, agreed_stages(step.tx, step.process.id)) if is_adopted else (),
        plan=plan_text(content, office.names, step.language, formers),
    )
    return Paper("plan/plan", context_of(paper), _named(_PLAN_FILE, step, text))


def _state(step: RecordedStep, is_adopted: bool) -> str:
    state = (_IN_FORCE if is_adopted else _DRAFT).pick(step.language)
    part = PART_NAMES.get(step.part)
    return f"{state} – {part.pick(step.language)}" if part else state


def adoption_certificate(step: RecordedStep) -> Paper:
    """The certificate with the table of all resolutions on the version in force."""
    text = frozen_text(step)
    content = plan_from_json(text.content)
    in_force_from = step.tx.session.execute(
        select(Plan.in_force_from).where(Plan.id == step.process.subject_id)
    ).scalar_one()
    paper = certificate_of(
        step,
        document_title=content.title,
        period=plan_period(content),
        in_force_from=_day(in_force_from, step.language),
    )
    return Paper("plan/adoption_certificate", context_of(paper), _named(_CERTIFICATE_FILE, step, text))


def _day(value: date | None, language: str) -> str:
    return day(value, language) if value else ""


def _named(name: Text, step: RecordedStep, text: FrozenText) -> str:
    word = "verze" if step.language == "cs" else "version"
    return f"{name.pick(step.language)} – {word} {text.number}.docx"

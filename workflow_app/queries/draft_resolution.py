"""The draft resolution in the wording of the very body that decides, to prefill a form with."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.join import stages_of
from workflow_app.models.body import Body
from workflow_app.models.content import MeasureChangeContent, PlanContent, ReportContent
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.version_text import Content, version_text
from workflows.council_resolution.wording import (
    Matter,
    OfficialBody,
    Resolution,
    draft_recommendation,
    draft_resolution,
)


def draft_text(tx: Transaction, process_id: int, language: str) -> str:
    """Return the draft for the body of this process as plain text, one point a line.

    The caller has checked whose process it is. A board that decides on a plan before the assembly of the same
    municipality recommends it (domain § 4.8).
    """
    process = tx.session.get_one(ProcessInstance, process_id)
    body = tx.session.get_one(Body, process.body_id)
    content = version_text(tx, process.area_id, process.version_id).content
    matter = _matter(content, takes_note=_takes_note(tx, process))
    assembly = _assembly_that_follows(tx, process, body) if isinstance(content, PlanContent) else None
    return _draft(_official(body), assembly, matter, language).as_text()


def _draft(body: OfficialBody, assembly: Body | None, matter: Matter, language: str) -> Resolution:
    if assembly is not None:
        return draft_recommendation(body, _official(assembly), matter, language)
    return draft_resolution(body, matter, language)


def _official(body: Body) -> OfficialBody:
    forms = body.name_forms
    kind = "board" if body.kind == "board" else "assembly"
    return OfficialBody(kind, body.name, forms.get("genitive", body.name), forms.get("dative", body.name))


def _takes_note(tx: Transaction, process: ProcessInstance) -> bool:
    """The stage asks for nothing more than taking note."""
    if process.parent_id is None:
        return False
    rules = {stage.position: stage.rule for stage in stages_of(tx, process.parent_id)}
    rule = rules.get(process.stage or 0)
    return rule is not None and rule.counts == ("noted",)


def _assembly_that_follows(tx: Transaction, process: ProcessInstance, body: Body) -> Body | None:
    """Return the assembly that decides after this board in a later stage of the round, if there is one."""
    if body.kind != "board" or process.parent_id is None:
        return None
    later = [stage for stage in stages_of(tx, process.parent_id) if stage.position > (process.stage or 0)]
    if not any(stage.rule.bodies in ("lead_assembly", "all_assemblies") for stage in later):
        return None
    statement = select(Body).where(Body.municipality_id == body.municipality_id, Body.kind == "assembly")
    return tx.session.scalars(statement).first()


def _matter(content: Content, *, takes_note: bool) -> Matter:
    period = f"{content.period_from}–{content.period_to}"
    if isinstance(content, PlanContent):
        return Matter("plan", content.title, period)
    if isinstance(content, ReportContent):
        return Matter(
            "monitoring_report", content.plan_title, period, year=content.year, takes_note=takes_note
        )
    return _measure_matter(content, period)


def _measure_matter(content: MeasureChangeContent, period: str) -> Matter:
    closing = content.after.intent == "close"
    return Matter(
        "measure",
        content.plan_title,
        period,
        measure_act="new" if content.before is None else "close" if closing else "change",
        measure_number=content.after.number,
        measure_title=content.after.title,
        reason=content.reason,
    )

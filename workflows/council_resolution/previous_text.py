"""The text with which a packet compares its own: what this body had before, else what is to be superseded."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan_content import action_plan_from_json
from workflow_app.models.content import (
    MeasureCard,
    MeasureChangeContent,
    PlanContent,
    measure_change_from_json,
    plan_from_json,
)
from workflow_app.models.numbers import Name, renumbered
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflow_app.models.version import Version
from workflows.common.figures import day
from workflows.common.part_of_plan import part_of_plan

Comparable = PlanContent | MeasureCard
_BEFORE_BODY = Text(
    "verze {number} ze dne {day}, kterou měl orgán před sebou naposledy",
    "version {number} of {day}, which the body had before it last",
)
_IN_FORCE = Text("{title} (platné znění, verze {number})", "{title} (in force, version {number})")
_CARD_IN_FORCE = Text("karta opatření v platném plánu", "the measure card in the plan in force")


@dataclass(frozen=True, slots=True)
class PreviousText:
    """Two texts to compare, and what the older one is called. The older one is None where nothing was before.

    `renumbered`: what has a new number in the newer version of the same plan.
    """

    called: str
    before: Comparable | None
    after: Comparable
    renumbered: tuple[tuple[Name, str], ...] = ()


def previous_text(step: RecordedStep, content: dict[str, object], part: str) -> PreviousText | None:
    """Return what the text of a packet is compared with; None for a first text, and for a yearly report."""
    if step.process.subject_kind == "plan":
        found = _version_of_body(step)
        if found:
            return replace(_plans(found, content, part), renumbered=_renumbered(step, found[1]))
        found = _plan_in_force(step)
        return _plans(found, content, part) if found else None
    if step.process.subject_kind == "action_plan":
        return _action_plans(_version_of_body(step), content)
    if step.process.subject_kind == "measure":
        return _cards(step, measure_change_from_json(content))
    return None


def _plans(found: tuple[str, Version], content: dict[str, object], part: str) -> PreviousText:
    called, version = found
    before, after = plan_from_json(version.content), plan_from_json(content)
    return PreviousText(called, part_of_plan(before, part), part_of_plan(after, part))


def _renumbered(step: RecordedStep, before: Version) -> tuple[tuple[Name, str], ...]:
    after = step.tx.session.get_one(Version, step.process.version_id)
    found = renumbered(step.tx.session, before.subject_id, before.number, after.number)
    return tuple(sorted(found.items()))


def _action_plans(found: tuple[str, Version] | None, content: dict[str, object]) -> PreviousText | None:
    if found is None:
        return None
    called, version = found
    before, after = action_plan_from_json(version.content), action_plan_from_json(content)
    return PreviousText(called, before.as_plan(), after.as_plan())


def _cards(step: RecordedStep, content: MeasureChangeContent) -> PreviousText | None:
    found = _version_of_body(step)
    if found:
        called, version = found
        return PreviousText(called, measure_change_from_json(version.content).after, content.after)
    if content.before is None:
        return None
    return PreviousText(_CARD_IN_FORCE.pick(step.language), content.before, content.after)


def _version_of_body(step: RecordedStep) -> tuple[str, Version] | None:
    """Return the newest other version of this very document that the body has had in an earlier process."""
    process = step.process
    version = step.tx.session.execute(
        select(Version)
        .join(ProcessInstance, ProcessInstance.version_id == Version.id)
        .where(
            ProcessInstance.process == process.process,
            ProcessInstance.body_id == process.body_id,
            ProcessInstance.subject_kind == process.subject_kind,
            ProcessInstance.subject_id == process.subject_id,
            ProcessInstance.id < process.id,
            Version.id != process.version_id,
        )
        .order_by(ProcessInstance.id.desc())
        .limit(1)
    ).scalar()
    version = version or _before_correction(step)
    if version is None:
        return None
    frozen_on = day(prague_day(version.created_at), step.language)
    return _BEFORE_BODY.pick(step.language).format(number=version.number, day=frozen_on), version


def _before_correction(step: RecordedStep) -> Version | None:
    """Return the wording that the body had before the editorial change that gave it this version."""
    return step.tx.session.execute(
        select(Version)
        .join(TextChange, TextChange.from_version_id == Version.id)
        .where(
            TextChange.process_id == step.process.parent_id,
            TextChange.version_id == step.process.version_id,
            TextChange.state == "editorial",
        )
        .limit(1)
    ).scalar()


def _plan_in_force(step: RecordedStep) -> tuple[str, Version] | None:
    """Return the text in force of the plan that this one follows; else of the newest one in force in the area."""
    session, process = step.tx.session, step.process
    predecessor = select(Plan.predecessor_id).where(Plan.id == process.subject_id).scalar_subquery()
    row = session.execute(
        select(Plan.title, Version)
        .join(Version, Version.id == Plan.in_force_version_id)
        .where(Plan.area_id == process.area_id, Plan.id != process.subject_id)
        .order_by((Plan.id == predecessor).desc(), Plan.in_force_from.desc(), Plan.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    title, version = row
    return _IN_FORCE.pick(step.language).format(title=title, number=version.number), version

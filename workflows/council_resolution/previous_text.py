"""The text with which a packet compares its own: what this body had before, else what is to be superseded."""

from dataclasses import dataclass

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
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflow_app.models.version import Version
from workflows.common.figures import day
from workflows.common.part_of_plan import part_of_plan

Comparable = PlanContent | MeasureCard
_COMPARED = ("plan", "action_plan", "measure")
_BEFORE_BODY = Text(
    "verze {number} ze dne {day}, kterou měl orgán před sebou naposledy",
    "version {number} of {day}, which the body had before it last",
)
_IN_FORCE = Text("{title} (platné znění, verze {number})", "{title} (in force, version {number})")
_CARD_IN_FORCE = Text("karta opatření v platném plánu", "the measure card in the plan in force")


@dataclass(frozen=True, slots=True)
class PreviousText:
    """Two texts to compare, and what the older one is called. The older one is None where nothing was before."""

    called: str
    before: Comparable | None
    after: Comparable


def previous_text(step: RecordedStep, content: dict[str, object], part: str) -> PreviousText | None:
    """Return what the text of a packet is compared with; None for a first text, and for a yearly report."""
    if step.process.subject_kind not in _COMPARED:
        return None
    found = _version_of_body(step)
    if found is None and step.process.subject_kind == "plan":
        follows = ("in force", step.process.area_id, step.process.subject_id)
        found = step.together.once(follows, lambda: _plan_in_force(step))
    called, version = found or ("", None)
    key = ("compared", step.process.version_id, called, version.id if version else None, part)
    return step.together.once(key, lambda: _compared(step, called, version, content, part))


def _compared(
    step: RecordedStep, called: str, version: Version | None, content: dict[str, object], part: str
) -> PreviousText | None:
    if step.process.subject_kind == "measure":
        return _cards(step, called, version, measure_change_from_json(content))
    if version is None:
        return None
    if step.process.subject_kind == "action_plan":
        before, after = action_plan_from_json(version.content), action_plan_from_json(content)
        return PreviousText(called, before.as_plan(), after.as_plan())
    old, new = plan_from_json(version.content), plan_from_json(content)
    return PreviousText(called, part_of_plan(old, part), part_of_plan(new, part))


def _cards(
    step: RecordedStep, called: str, version: Version | None, content: MeasureChangeContent
) -> PreviousText | None:
    if version is not None:
        return PreviousText(called, measure_change_from_json(version.content).after, content.after)
    if content.before is None:
        return None
    return PreviousText(_CARD_IN_FORCE.pick(step.language), content.before, content.after)


def _version_of_body(step: RecordedStep) -> tuple[str, Version] | None:
    """Return the newest other version of this very document that the body has had in an earlier process."""
    process, once = step.process, step.together.once
    key = (process.process, process.subject_kind, process.subject_id, process.version_id)
    had = once(("had", *key), lambda: _versions_of_bodies(step)).get(process.body_id, ())
    earlier = max((item for item in had if item[0] < process.id), default=None)
    if earlier:
        version = once(("version", earlier[1]), lambda: step.tx.session.get(Version, earlier[1]))
    else:
        correction = ("correction", process.parent_id, process.version_id)
        version = once(correction, lambda: _before_correction(step))
    if version is None:
        return None
    frozen_on = day(prague_day(version.created_at), step.language)
    return _BEFORE_BODY.pick(step.language).format(number=version.number, day=frozen_on), version


def _versions_of_bodies(step: RecordedStep) -> dict[int | None, list[tuple[int, int]]]:
    """Return for each body that is together the processes in which it had another version, with that version."""
    process = step.process
    rows = step.tx.session.execute(
        select(ProcessInstance.body_id, ProcessInstance.id, ProcessInstance.version_id).where(
            ProcessInstance.process == process.process,
            ProcessInstance.body_id.in_(step.together.body_ids),
            ProcessInstance.subject_kind == process.subject_kind,
            ProcessInstance.subject_id == process.subject_id,
            ProcessInstance.version_id != process.version_id,
        )
    )
    found: dict[int | None, list[tuple[int, int]]] = {}
    for body_id, process_id, version_id in rows:
        found.setdefault(body_id, []).append((process_id, version_id or 0))
    return found


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

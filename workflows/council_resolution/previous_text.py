"""The text with which a packet compares its own: what this body had before, else what is to be superseded."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan import ADOPTED, ActionPlan
from workflow_app.models.action_plan_content import ActionPlanContent
from workflow_app.models.content import MeasureChangeContent, PlanContent
from workflow_app.models.numbers import Name, renumbered
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.read_content import Content, read_content
from workflow_app.models.text_change import TextChange
from workflow_app.models.version import Version
from workflows.common.compare_versions import Comparable
from workflows.common.figures import day
from workflows.common.part_of_plan import part_of_plan
from workflows.common.yearly_plan import short_name

_BEFORE_BODY = Text(
    "verze {number} ze dne {day}, kterou měl orgán před sebou naposledy",
    "version {number} of {day}, which the body had before it last",
)
_IN_FORCE = Text("{title} (platné znění, verze {number})", "{title} (in force, version {number})")
_ADOPTED = Text("{title} (schválené znění, verze {number})", "{title} (as adopted, version {number})")
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
    """Return what the text of a packet is compared with; None for a first text.

    A yearly report and an intent say everything anew, so only an earlier version of the very same one counts.
    """
    process = step.process
    of_body = _version_of_body(step)
    follows = ("superseded", process.area_id, process.subject_kind, process.subject_id)
    found = of_body or step.together.once(follows, lambda: _superseded(step))
    called, version = found or (_CARD_IN_FORCE.pick(step.language), None)
    key = ("compared", process.version_id, called, version.id if version else None, part)
    return step.together.once(key, lambda: _compared(step, called, version, content, part))


def _compared(
    step: RecordedStep, called: str, version: Version | None, content: dict[str, object], part: str
) -> PreviousText | None:
    kind = step.process.subject_kind
    after = read_content(kind, content)
    if version:
        before, moved = read_content(kind, version.content), _renumbered(step, version)
        return PreviousText(called, _submitted(before, part), _submitted(after, part), moved)
    if isinstance(after, MeasureChangeContent) and after.before:
        return PreviousText(called, after.before, after)
    return None


def _submitted(text: Content, part: str) -> Comparable:
    """Return what the body has of a text: of a plan, also of a yearly one, the part that the route submits."""
    plan = text.as_plan() if isinstance(text, ActionPlanContent) else text
    return part_of_plan(plan, part) if isinstance(plan, PlanContent) else plan


def _renumbered(step: RecordedStep, before: Version) -> tuple[tuple[Name, str], ...]:
    """Return what got new numbers since `before`, when that is a version of the very same plan."""
    if before.subject_kind != "plan" or before.subject_id != step.process.subject_id:
        return ()
    after = step.tx.session.get_one(Version, step.process.version_id)
    found = renumbered(step.tx.session, before.subject_id, before.number, after.number)
    return tuple(sorted(found.items()))


def _superseded(step: RecordedStep) -> tuple[str, Version] | None:
    """Return the text that holds now and that this one is to follow."""
    if step.process.subject_kind == "plan":
        return _plan_in_force(step)
    return _action_plan_before(step) if step.process.subject_kind == "action_plan" else None


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


def _action_plan_before(step: RecordedStep) -> tuple[str, Version] | None:
    """Return the adopted action plan on the same plan for the newest earlier year."""
    mine = aliased(ActionPlan)
    row = step.tx.session.execute(
        select(ActionPlan.naming, ActionPlan.year, Version)
        .join(mine, (mine.plan_id == ActionPlan.plan_id) & (mine.year > ActionPlan.year))
        .join(ProcessInstance, ProcessInstance.subject_id == ActionPlan.id)
        .join(Version, Version.id == ActionPlan.in_force_version_id)
        .where(
            mine.id == step.process.subject_id,
            ProcessInstance.process == "action_plan",
            ProcessInstance.state.in_(ADOPTED),
        )
        .order_by(ActionPlan.year.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    naming, year, version = row
    title = short_name(naming, year).pick(step.language)
    return _ADOPTED.pick(step.language).format(title=title, number=version.number), version

"""Guards of the plan: whether it is written, submitted, recommended."""

from sqlalchemy import CompoundSelect, select, union

from workflow_app.engine.context import Context
from workflow_app.kernel.errors import Refusal
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Chapter, Goal
from workflows.common.groups import RECOMMENDED, SUBMITTED, has_said, waiting_for


def _writing_groups(ctx: Context) -> list[int]:
    """Return the ids of the groups that write a chapter, a goal or a measure of this plan."""
    plan_id = ctx.process.subject_id
    statement: CompoundSelect[int] = union(
        select(Chapter.body_id).where(Chapter.plan_id == plan_id, Chapter.body_id.is_not(None)),
        select(Goal.body_id).where(Goal.plan_id == plan_id),
        select(Measure.body_id).where(Measure.plan_id == plan_id),
    )
    return list(ctx.tx.session.execute(statement).scalars())


def every_part_is_submitted(ctx: Context) -> list[Refusal]:
    """Each group that writes a part has submitted it."""
    groups = _writing_groups(ctx)
    return waiting_for(ctx, SUBMITTED, groups, "part_is_not_submitted") or _somebody_writes(groups)


def _somebody_writes(groups: list[int]) -> list[Refusal]:
    return [] if groups else [Refusal("plan_has_no_parts")]


def every_group_has_recommended(ctx: Context) -> list[Refusal]:
    """Each group that writes a part recommends the version under review."""
    return waiting_for(ctx, RECOMMENDED, _writing_groups(ctx), "group_has_not_recommended")


def this_group_has_not_recommended(ctx: Context) -> Refusal | None:
    """A second recommendation of the same version would say nothing new."""
    return Refusal("group_has_recommended_already") if has_said(ctx, RECOMMENDED, ctx.body_id) else None


def this_part_is_written(ctx: Context) -> list[Refusal]:
    """Chapters and measure cards of the group acted for are marked as complete."""
    plan_id, session = ctx.process.subject_id, ctx.tx.session
    chapters = select(Chapter.title).where(
        Chapter.plan_id == plan_id, Chapter.body_id == ctx.body_id, Chapter.done.is_(False)
    )
    measures = select(Measure.number, Measure.title).where(
        Measure.plan_id == plan_id, Measure.body_id == ctx.body_id, Measure.done.is_(False)
    )
    found = [
        Refusal("chapter_is_not_done", {"title": title}) for title in session.execute(chapters).scalars()
    ]
    found += [
        Refusal("measure_is_not_done", {"number": number, "title": title})
        for number, title in session.execute(measures)
    ]
    if has_said(ctx, SUBMITTED, ctx.body_id):
        found.append(Refusal("part_is_submitted_already"))
    return found


def chapters_are_written(ctx: Context) -> list[Refusal]:
    """The coordinator's own chapters have a text (content required by § 3 h) of act 108/2006)."""
    statement = (
        select(Chapter.title)
        .where(Chapter.plan_id == ctx.process.subject_id, Chapter.body_id.is_(None), Chapter.text == "")
        .order_by(Chapter.position)
    )
    return [
        Refusal("chapter_is_empty", {"title": title}) for title in ctx.tx.session.execute(statement).scalars()
    ]

"""Effects of an intent: freeze its text; who approved it joins, who rejected it has declined."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.kernel.clock import prague_day
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.intent import AskedMunicipality, Intent
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.working_text import intent_text
from workflows.common.joining import Decided, decline, join, locked_onboarding, write_step
from workflows.common.versions import freeze

REFUSED = ("rejected",)  # states of a body's decision by which a municipality declines


def freeze_version(ctx: Context) -> None:
    """The text of the intent becomes the version that everybody decides on."""
    text = intent_text(ctx.tx.session, ctx.process.subject_id)
    ctx.process.version_id = freeze(ctx, "intent", ctx.process.subject_id, text)


def note_who_is_asked(ctx: Context) -> None:
    """Write down that the municipalities nobody has spoken to are contacted now."""
    intent, today = ctx.tx.session.get_one(Intent, ctx.process.subject_id), prague_day(ctx.tx.now)
    asked = ctx.tx.session.scalars(
        select(AskedMunicipality.municipality_id)
        .where(AskedMunicipality.subject_kind == "intent", AskedMunicipality.subject_id == intent.id)
        .order_by(AskedMunicipality.municipality_id)
    )
    for municipality_id in asked.all():
        row = locked_onboarding(ctx.tx, ctx.process.area_id, municipality_id, today)
        if row.state == "not_contacted":
            write_step(ctx.tx, row, "contacted", today, intent.title)


def take_in_those_who_agreed(ctx: Context) -> None:
    """Let the municipalities whose last stage agreed join from the day of the intent; write down who declined.

    A municipality that plans in the area already stays as it is.
    """
    intent = ctx.tx.session.get_one(Intent, ctx.process.subject_id)
    for stage in stages_of(ctx.tx, ctx.process.id)[-1:]:
        for municipality_id, state, number in _decisions(ctx, stage):
            decided = Decided(
                ctx.process.area_id, municipality_id, _note(intent, number), prague_day(ctx.tx.now)
            )
            if state in stage.rule.counts:
                join(ctx.tx, decided, intent.join_on)
            elif state in REFUSED:
                decline(ctx.tx, decided)


def _decisions(ctx: Context, stage: StageCount) -> list[tuple[int, str, str]]:
    """Return municipality, state and newest resolution number of every body of the stage, in a fixed order."""
    newest = (
        select(CouncilResolution.number)
        .where(CouncilResolution.process_id == ProcessInstance.id)
        .order_by(CouncilResolution.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(Body.municipality_id, ProcessInstance.state, newest)
        .join(Body, Body.id == ProcessInstance.body_id)
        .where(
            ProcessInstance.parent_id == ctx.process.id,
            ProcessInstance.stage == stage.position,
            Body.municipality_id.is_not(None),
        )
        .order_by(Body.municipality_id)
    )
    return [(row[0], row[1], row[2] or "") for row in ctx.tx.session.execute(statement)]


def _note(intent: Intent, number: str) -> str:
    return f"{intent.title}, {number}" if number else intent.title

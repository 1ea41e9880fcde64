"""Effects of an intent: freeze its text; who approved it joins, who rejected it has declined."""

from sqlalchemy import select

from workflow_app.engine.context import Context
from workflow_app.kernel.clock import prague_day
from workflow_app.models.intent import AskedMunicipality, Intent
from workflow_app.models.working_text import intent_text
from workflows.common.joining import Decided, decline, join, locked_onboarding, write_step
from workflows.common.versions import freeze
from workflows.intent.answers import answers_of


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
    """Let the municipalities asked that agreed join from the day of the intent; write down who declined.

    A municipality that plans in the area already stays as it is.
    """
    intent = ctx.tx.session.get_one(Intent, ctx.process.subject_id)
    for answer in answers_of(ctx.tx, ctx.process.id, intent.id):
        note, today = _note(intent, answer.number), prague_day(ctx.tx.now)
        decided = Decided(ctx.process.area_id, answer.municipality_id, note, today)
        if answer.has_agreed:
            join(ctx.tx, decided, intent.join_on)
        elif answer.has_refused:
            decline(ctx.tx, decided)


def _note(intent: Intent, number: str) -> str:
    return f"{intent.title}, {number}" if number else intent.title

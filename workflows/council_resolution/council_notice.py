"""What every notice about one body's decision says: the body, what it recorded, how far the round is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from workflow_app.engine.join import stages_of
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.notifications.notice import Notice, Recipient
from workflows.common import notices as common
from workflows.common.figures import day
from workflows.common.matter import about

TEXTS = (Path(__file__).parent / "texts", *common.TEXTS)
LETTERS = Path(__file__).parent / "letters"  # of recording links; no step of the law sends them
# What the body does, in the present tense: it fits assembly, board and union alike.
VERBS = {
    "approved": Text("schvaluje", "approves"),
    "approved_with_changes": Text("schvaluje se změnami", "approves with changes"),
    "consented": Text("odsouhlasuje", "consents to"),
    "recommended": Text("doporučuje ke schválení", "recommends"),
    "noted": Text("bere na vědomí", "takes note of"),
    "rejected": Text("neschvaluje", "rejects"),
    "not_adopted": Text("nepřijímá usnesení, které by schválilo", "does not adopt a resolution approving"),
    "postponed": Text("odkládá", "postpones"),
    "withdrawn_from_agenda": Text("stahuje z programu", "withdraws from its agenda"),
    "returned": Text("vrací k dopracování", "returns for more work"),
}


def council_notice(step: RecordedStep, recipients: Sequence[Recipient]) -> Notice:
    """Return the notice of a step to these people."""
    context = {**about(step), **_body(step), **_decision(step), **_progress(step)}
    return Notice(tuple(recipients), context, TEXTS)


def link_notice(step: RecordedStep, recipient: Recipient) -> Notice:
    """Return what a letter about a recording link says: the link itself, or the receipt of what it recorded."""
    told = council_notice(step, [recipient])
    context = {**told.context, "outcome": step.definition.states[step.to_state].label}
    return replace(told, context=context, texts=(LETTERS, *TEXTS))


def _body(step: RecordedStep) -> dict[str, Text | str | int]:
    """The body that decides, and its municipality ("" for the union)."""
    name, name_en, municipality = step.tx.session.execute(
        select(Body.name, Body.name_en, Municipality.name)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(Body.id == step.process.body_id)
    ).one()
    return {"decides": Text(name, name_en), "municipality": municipality or name}


def _decision(step: RecordedStep) -> dict[str, Text | str | int]:
    """What was recorded, when the step recorded something."""
    payload = step.payload
    verb = VERBS.get(str(payload.get("verdict", "")), "")
    return {
        "verb": verb,
        "number": str(payload.get("number") or ""),
        "changes": str(payload.get("changes") or "").strip(),
        "session": day_pair(payload.get("session_on")) or day_pair(step.process.session_on),
        "next_session": day_pair(payload.get("next_session_on")),
    }


def day_pair(value: str | date | None) -> Text | str:
    """Return a day (or its ISO text) in both languages, "" for none."""
    if not value:
        return ""
    known = date.fromisoformat(value) if isinstance(value, str) else value
    return Text(day(known, "cs"), day(known, "en"))


def _progress(step: RecordedStep) -> dict[str, Text | str | int]:
    """How far the round is: decided bodies of all that have been asked so far."""
    opened = [stage for stage in stages_of(step.tx, step.process.parent_id or 0) if stage.opened_at]
    total = sum(stage.total - stage.left_out for stage in opened)
    return {"decided": total - sum(stage.waiting for stage in opened), "asked": total}

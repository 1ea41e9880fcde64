"""Whom the steps of one body's decision are told to."""

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
from workflows.common.people import body_people, coordinators

TEXTS = (Path(__file__).parent / "texts", *common.TEXTS)
# What the body does, in the present tense: it fits assembly, board and union alike.
VERBS = {
    "approved": Text("schvaluje", "approves"),
    "approved_with_changes": Text("schvaluje se změnami", "approves with changes"),
    "noted": Text("bere na vědomí", "takes note of"),
    "rejected": Text("neschvaluje", "rejects"),
    "not_adopted": Text("nepřijímá usnesení, které by schválilo", "does not adopt a resolution approving"),
    "postponed": Text("odkládá", "postpones"),
}


def packet_available(step: RecordedStep) -> Notice:
    """The packet is ready: the body's people put the matter on the agenda."""
    return _notice(step, body_people(step) if step.is_current else [])


def resolution_reminder(step: RecordedStep) -> Notice:
    """The body has not decided yet: its people."""
    return _notice(step, body_people(step) if step.is_current else [])


def record_reopened(step: RecordedStep) -> Notice:
    """The record has to be written again: the body's people."""
    return _notice(step, body_people(step) if step.is_current else [])


def deadline_extended(step: RecordedStep) -> Notice:
    """The body has more time: its people."""
    return _notice(step, body_people(step))


def resolution_received(step: RecordedStep) -> Notice:
    """The decision is recorded: the coordinators, and the body's people as a receipt."""
    return _notice(step, [*coordinators(step), *body_people(step)])


def changes_wanted(step: RecordedStep) -> Notice:
    """The coordinators say whether the changes are only editorial."""
    return _notice(step, coordinators(step))


def body_refused(step: RecordedStep) -> Notice:
    """The coordinators decide how to go on."""
    return _notice(step, coordinators(step))


def body_postponed(step: RecordedStep) -> Notice:
    """The coordinators see that it will take longer."""
    return _notice(step, coordinators(step))


def deadline_missed(step: RecordedStep) -> Notice:
    """Nothing came in time: it is the coordinators' turn, not the public's."""
    return _notice(step, coordinators(step))


def _notice(step: RecordedStep, recipients: list[Recipient]) -> Notice:
    context = {**about(step), **_body(step), **_decision(step), **_progress(step)}
    return Notice(tuple(recipients), context, TEXTS)


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
        "session": _day(payload.get("session_on")) or _day(step.process.session_on),
    }


def _day(value: str | date | None) -> Text | str:
    if not value:
        return ""
    known = date.fromisoformat(value) if isinstance(value, str) else value
    return Text(day(known, "cs"), day(known, "en"))


def _progress(step: RecordedStep) -> dict[str, Text | str | int]:
    """How far the round is: decided bodies of all that have been asked so far."""
    opened = [stage for stage in stages_of(step.tx, step.process.parent_id or 0) if stage.opened_at]
    total = sum(stage.total - stage.left_out for stage in opened)
    return {"decided": total - sum(stage.waiting for stage in opened), "asked": total}

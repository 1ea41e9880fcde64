"""Notices used by more than one process."""

from pathlib import Path

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.notifications.notice import Notice
from workflows.common.concerned import concerned_groups
from workflows.common.matter import about
from workflows.common.people import coordinators, group_people, round_people, steering_people

TEXTS = (Path(__file__).parent / "texts",)
CLASSES = {
    "class_editorial": Text(
        "Změna je jen redakční: schválení, která obce daly, platí dál.",
        "The change is editorial: approvals given by the municipalities stand.",
    ),
    "class_substantive": Text(
        "Změna je věcná: obce o novém znění rozhodnou znovu.",
        "The change is substantive: the municipalities will decide again about the new text.",
    ),
}


def part_submitted(step: RecordedStep) -> Notice:
    """A group has submitted its part: the coordinators know what is ready."""
    return Notice(tuple(coordinators(step)), about(step), TEXTS)


def part_taken_back(step: RecordedStep) -> Notice:
    """A group works on its part again: the coordinators know what is missing."""
    return Notice(tuple(coordinators(step)), about(step), TEXTS)


def steering_approval_opened(step: RecordedStep) -> Notice:
    """The document waits for the steering group: all its members."""
    recipients = steering_people(step) if step.is_current else []
    return Notice(tuple(recipients), about(step), TEXTS)


def steering_reminder(step: RecordedStep) -> Notice:
    """The document still waits: those who preside, for they record the decision."""
    recipients = steering_people(step, presiding_only=True) if step.is_current else []
    return Notice(tuple(recipients), about(step), TEXTS)


def council_round_opened(step: RecordedStep) -> Notice:
    """The document goes to the municipalities: who wrote it knows; the municipalities hear with their packet."""
    groups = group_people(step, concerned_groups(step), leaders_only=True)
    return Notice((*coordinators(step), *groups), about(step), TEXTS)


def round_cancelled(step: RecordedStep) -> Notice:
    """Nobody waits for the municipalities any more: everybody who was asked."""
    return Notice(tuple(round_people(step)), about(step), TEXTS)


def text_change_submitted(step: RecordedStep) -> Notice:
    """A change of the text waits for the steering group: those who preside, and the groups whose text it is."""
    steering = steering_people(step, presiding_only=True)
    return Notice(
        (*steering, *group_people(step, concerned_groups(step), leaders_only=True)), about(step), TEXTS
    )


def text_change_taken(step: RecordedStep) -> Notice:
    """The changed text holds or goes before the councils again: coordinators and the groups whose text it is."""
    return _change_decided(step)


def text_change_refused(step: RecordedStep) -> Notice:
    """The text stays what it is: coordinators and the groups whose text it is."""
    return _change_decided(step)


def _change_decided(step: RecordedStep) -> Notice:
    groups = group_people(step, concerned_groups(step), leaders_only=True)
    return Notice(
        (*coordinators(step), *groups), {**about(step), "class": CLASSES.get(step.trigger, "")}, TEXTS
    )

"""Whom the steps of an intent are told to."""

from pathlib import Path

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.notifications.notice import Notice
from workflows.common import notices as common
from workflows.common.matter import about
from workflows.common.people import coordinators, round_people, steering_people

TEXTS = (Path(__file__).parent / "texts", *common.TEXTS)


def intent_returned(step: RecordedStep) -> Notice:
    """The coordinators, who write it."""
    return Notice(tuple(coordinators(step)), about(step), TEXTS)


def intent_concluded(step: RecordedStep) -> Notice:
    """Everybody who was asked or has decided."""
    recipients = (*coordinators(step), *steering_people(step), *round_people(step))
    return Notice(recipients, about(step), TEXTS)


def intent_withdrawn(step: RecordedStep) -> Notice:
    """The coordinators, and whoever had it before them."""
    steering = steering_people(step) if step.from_state != "drafting" else []
    asked = round_people(step) if step.from_state == "council_approval" else []
    return Notice((*coordinators(step), *steering, *asked), about(step), TEXTS)

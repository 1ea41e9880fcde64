"""Whom the steps of a measure change are told to."""

from pathlib import Path

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.notifications.notice import Notice
from workflows.common import notices as common
from workflows.common.concerned import concerned_groups
from workflows.common.matter import about
from workflows.common.people import coordinators, group_people, round_people, steering_people

TEXTS = (Path(__file__).parent / "texts", *common.TEXTS)


def proposal_submitted(step: RecordedStep) -> Notice:
    """The group whose measure it is has it before it."""
    recipients = group_people(step, concerned_groups(step)) if step.is_current else []
    return Notice(tuple(recipients), about(step), TEXTS)


def group_review_reminder(step: RecordedStep) -> Notice:
    """The leaders of the group, for they record its recommendation."""
    waiting = concerned_groups(step) if step.is_current else []
    return Notice(tuple(group_people(step, waiting, leaders_only=True)), about(step), TEXTS)


def proposal_returned(step: RecordedStep) -> Notice:
    """The group that mends it, and the coordinators."""
    return Notice((*group_people(step, concerned_groups(step)), *coordinators(step)), about(step), TEXTS)


def measure_accepted(step: RecordedStep) -> Notice:
    """Everybody who has worked on it or decided about it."""
    groups = group_people(step, concerned_groups(step))
    recipients = (*coordinators(step), *groups, *steering_people(step), *round_people(step))
    return Notice(recipients, about(step), TEXTS)


def proposal_withdrawn(step: RecordedStep) -> Notice:
    """The group and the coordinators; whoever had it before them, too."""
    groups = group_people(step, concerned_groups(step))
    steering = steering_people(step) if step.from_state in ("steering_approval", "council_approval") else []
    asked = round_people(step) if step.from_state == "council_approval" else []
    return Notice((*coordinators(step), *groups, *steering, *asked), about(step), TEXTS)

"""Whom the steps of the yearly report are told to."""

from pathlib import Path

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.notifications.notice import Notice
from workflows.common import notices as common
from workflows.common.concerned import concerned_groups, silent_groups
from workflows.common.groups import SUBMITTED
from workflows.common.matter import about
from workflows.common.people import coordinators, group_people, round_people, steering_people

TEXTS = (Path(__file__).parent / "texts", *common.TEXTS)


def group_review_reminder(step: RecordedStep) -> Notice:
    """Groups whose figures are missing: all their people, for all of them fill in."""
    waiting = silent_groups(step, SUBMITTED) if step.is_current else []
    return Notice(tuple(group_people(step, waiting)), about(step), TEXTS)


def report_returned(step: RecordedStep) -> Notice:
    """The groups that have to mend their figures, and the coordinators."""
    groups = group_people(step, step.payload["body_ids"])
    return Notice((*groups, *coordinators(step)), about(step), TEXTS)


def report_concluded(step: RecordedStep) -> Notice:
    """Everybody who has worked on it."""
    groups = group_people(step, concerned_groups(step))
    return Notice((*coordinators(step), *steering_people(step), *groups), about(step), TEXTS)


def report_withdrawn(step: RecordedStep) -> Notice:
    """Everybody who has worked on it; the municipalities when it was before them."""
    groups = group_people(step, concerned_groups(step))
    asked = round_people(step) if step.from_state == "council_approval" else []
    return Notice((*coordinators(step), *steering_people(step), *groups, *asked), about(step), TEXTS)

"""Whom the steps of the action plan are told to."""

from pathlib import Path

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.notifications.notice import Notice
from workflows.common import notices as common
from workflows.common.concerned import concerned_groups, silent_groups
from workflows.common.groups import RECOMMENDED
from workflows.common.matter import about
from workflows.common.people import coordinators, group_people, round_people, steering_people

TEXTS = (Path(__file__).parent / "texts", *common.TEXTS)


def group_review_opened(step: RecordedStep) -> Notice:
    """Every group whose measures are chosen reviews the version: all its people."""
    recipients = group_people(step, concerned_groups(step)) if step.is_current else []
    return Notice(tuple(recipients), about(step), TEXTS)


def group_review_reminder(step: RecordedStep) -> Notice:
    """Groups that have not said anything yet: their leaders, for they record the recommendation."""
    waiting = silent_groups(step, RECOMMENDED) if step.is_current else []
    return Notice(tuple(group_people(step, waiting, leaders_only=True)), about(step), TEXTS)


def action_plan_returned(step: RecordedStep) -> Notice:
    """The coordinators, who mend it, and the leaders of the groups that had it before them."""
    groups = group_people(step, concerned_groups(step), leaders_only=True)
    return Notice((*coordinators(step), *groups), about(step), TEXTS)


def action_plan_in_force(step: RecordedStep) -> Notice:
    """Everybody who has worked on it or decided about it."""
    groups = group_people(step, concerned_groups(step))
    recipients = (*coordinators(step), *steering_people(step), *groups, *round_people(step))
    return Notice(recipients, about(step), TEXTS)


def action_plan_withdrawn(step: RecordedStep) -> Notice:
    """Everybody who has had it before them; while it was being put together that is nobody but the coordinators."""
    if step.from_state == "drafting":
        return Notice(tuple(coordinators(step)), about(step), TEXTS)
    groups = group_people(step, concerned_groups(step))
    asked = round_people(step) if step.from_state == "council_approval" else []
    return Notice((*coordinators(step), *steering_people(step), *groups, *asked), about(step), TEXTS)

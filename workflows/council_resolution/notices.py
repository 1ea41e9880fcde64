"""Whom the steps of one body's decision are told to."""

from dataclasses import replace

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.notifications.notice import Notice
from workflows.common.people import body_people, coordinators
from workflows.council_resolution.council_notice import council_notice, day_pair
from workflows.council_resolution.known_sessions import next_agenda
from workflows.council_resolution.links import body_recorders, receipt_goes_to


def packet_available(step: RecordedStep) -> Notice:
    """The packet is ready: the body's people put the matter on the agenda."""
    return council_notice(step, body_recorders(step) if step.is_current else [])


def resolution_reminder(step: RecordedStep) -> Notice:
    """The body has not decided yet: its people."""
    return council_notice(step, body_recorders(step) if step.is_current else [])


def record_awaited(step: RecordedStep) -> Notice:
    """The session has been and nobody has recorded the resolution: the body's people, and the coordinators."""
    return council_notice(step, [*body_recorders(step), *coordinators(step)] if step.is_current else [])


def agenda_closes(step: RecordedStep) -> Notice:
    """The agenda of the body's next session closes soon and the matter is not on it: the body's people."""
    found = next_agenda(step.tx, step.process.body_id or 0, prague_day(step.at))
    told = council_notice(step, body_recorders(step) if found and step.is_current else [])
    names = ("agenda", "session")
    dates = dict(zip(names, map(day_pair, found), strict=True)) if found else dict.fromkeys(names, "")
    return replace(told, context={**told.context, **dates})


def record_reopened(step: RecordedStep) -> Notice:
    """The record has to be written again: the body's people."""
    return council_notice(step, body_recorders(step) if step.is_current else [])


def deadline_extended(step: RecordedStep) -> Notice:
    """The body has more time: its people."""
    return council_notice(step, body_recorders(step))


def text_corrected(step: RecordedStep) -> Notice:
    """The wording of the text changed before the body decided: its people get the corrected packet."""
    return council_notice(step, body_recorders(step) if step.from_state != "preparing" else [])


def resolution_received(step: RecordedStep) -> Notice:
    """The decision is recorded: the coordinators, and the body's people as a receipt."""
    has_receipt = receipt_goes_to(step)
    served = [person for person in body_people(step) if person.email.lower() != has_receipt]
    return council_notice(step, [*coordinators(step), *served])


def changes_wanted(step: RecordedStep) -> Notice:
    """The coordinators say whether the changes are only editorial."""
    return council_notice(step, coordinators(step))


def body_refused(step: RecordedStep) -> Notice:
    """The coordinators decide how to go on."""
    return council_notice(step, coordinators(step))


def body_postponed(step: RecordedStep) -> Notice:
    """The coordinators see that it will take longer."""
    return council_notice(step, coordinators(step))


def body_withdrew(step: RecordedStep) -> Notice:
    """The matter was taken off the agenda: the coordinators see that it will take longer."""
    return council_notice(step, coordinators(step))


def body_without_quorum(step: RecordedStep) -> Notice:
    """Too few members came: the coordinators see when the substitute session is."""
    return council_notice(step, coordinators(step))


def body_returned(step: RecordedStep) -> Notice:
    """The body wants the text to be mended: the coordinators decide how to go on."""
    return council_notice(step, coordinators(step))


def resolution_revoked(step: RecordedStep) -> Notice:
    """A decision that was recorded no longer holds: the coordinators, even when the document is in force."""
    return council_notice(step, coordinators(step))


def no_answer_noted(step: RecordedStep) -> Notice:
    """The round goes on without the body: its people, who may still record while it lasts."""
    return council_notice(step, body_recorders(step) if step.is_current else [])


def deadline_missed(step: RecordedStep) -> Notice:
    """Nothing came in time: it is the coordinators' turn, not the public's."""
    return council_notice(step, coordinators(step))

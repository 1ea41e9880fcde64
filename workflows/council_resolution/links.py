"""Who records by a link because they cannot sign in, when there is something to record, who has a receipt of it."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from workflow_app.db.uow import Transaction
from workflow_app.engine.definition import Definition
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.models.recording_link import RecordingLink, RecordingLinkEvent
from workflow_app.models.user import User
from workflow_app.notifications.notice import Recipient
from workflows.common.people import body_people
from workflows.council_resolution.payloads import VERDICTS


def is_awaited(law: Definition, state: str) -> bool:
    """Tell whether a body in this state can record how it decided."""
    return any(item.trigger in VERDICTS.values() for item in law.leaving(state))


def body_recorders(step: RecordedStep) -> list[Recipient]:
    """Return the people of the body; the letter of those who have never signed in holds a recording link.

    An office that is only an address is one of them. Who signs in is led to the page as ever.
    """
    people = body_people(step)
    known = [person.user_id for person in people if person.user_id is not None]
    signing_in = select(User.id).where(User.id.in_(known), User.last_sign_in_at.is_not(None))
    at_home = set(step.tx.session.scalars(signing_in))
    return [person if person.user_id in at_home else replace(person, link_kind="record") for person in people]


def receipt_goes_to(step: RecordedStep) -> str:
    """Return the address whose link recorded this step, "" when nobody's did: it has a receipt of its own."""
    recorded = (
        select(RecordingLink.sent_to)
        .join(RecordingLinkEvent, RecordingLinkEvent.link_id == RecordingLink.id)
        .where(
            RecordingLink.process_id == step.process.id,
            RecordingLinkEvent.event == "recorded",
            RecordingLinkEvent.seq == step.seq,
        )
    )
    return step.tx.session.execute(recorded).scalars().first() or ""


def prolong_links(tx: Transaction, process_id: int, by: timedelta) -> None:
    """Let the links of a body that hold go on for as much longer as its deadline was extended."""
    held = update(RecordingLink).where(
        RecordingLink.process_id == process_id,
        RecordingLink.revoked_at.is_(None),
        RecordingLink.valid_until > tx.now,
    )
    if by > timedelta():
        tx.session.execute(held.values(valid_until=RecordingLink.valid_until + by))

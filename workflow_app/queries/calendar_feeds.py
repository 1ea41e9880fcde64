"""Calendar addresses: those of the person who acts, and whose one of them is when a calendar program asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.access.calendar_token import calendar_token
from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.access.predicates import Scope
from workflow_app.access.recording_token import fingerprint
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.calendar_feed import CalendarFeed
from workflow_app.models.user import User
from workflow_app.queries.calendar_events import Event, area_events, person_events
from workflow_app.queries.signed_in import load_actor

OWN = Text("Komunitní plánování – co se týká mě", "Community planning – what concerns me")


@dataclass(frozen=True, slots=True)
class FedCalendar:
    """What one address gives: the calendar's name and language, its events."""

    name: str
    language: str
    events: tuple[Event, ...]


def my_feeds(tx: Transaction, secret_key: str) -> Mapping[int | None, str]:
    """Return the tokens of the person who acts: of their own calendar under None, of areas under their ids."""
    statement = select(CalendarFeed.area_id, CalendarFeed.nonce).where(
        CalendarFeed.user_id == tx.actor.user_id, CalendarFeed.revoked_at.is_(None)
    )
    return {area_id: calendar_token(secret_key, nonce) for area_id, nonce in tx.session.execute(statement)}


def fed_calendar(tx: Transaction, catalogue: Catalogue, token: str) -> FedCalendar:
    """Return the calendar of a token, with what its owner may see today.

    Raises NotFound for a token that nobody has, one that was renewed or revoked, one whose owner has left.
    """
    statement = (
        select(CalendarFeed.area_id, User.fs_uniquifier, User.language, Area.name)
        .join(User, User.id == CalendarFeed.user_id)
        .outerjoin(Area, Area.id == CalendarFeed.area_id)
        .where(
            CalendarFeed.token_sha256 == fingerprint(token), CalendarFeed.revoked_at.is_(None), User.active
        )
    )
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound("calendar")
    actor = load_actor(tx.connection, row.fs_uniquifier, prague_day(tx.now))
    if row.area_id is None:
        return FedCalendar(OWN.pick(row.language), row.language, tuple(person_events(tx, catalogue, actor)))
    if not allowed(actor, Permission.STAFF_MANAGE, Scope(row.area_id)):
        raise NotFound("calendar")
    name = Text.of(row.name).pick(row.language)
    return FedCalendar(name, row.language, tuple(area_events(tx, catalogue, row.area_id)))

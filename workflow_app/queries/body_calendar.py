"""Sessions of the councils of an area or of one municipality: what is entered, what is next, until when to send."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.municipality import Municipality
from workflow_app.models.session_rhythm import SessionRhythm

__all__ = [
    "BodyCalendar",
    "EnteredSession",
    "SessionRhythm",
    "area_calendars",
    "calendar_of",
    "municipal_calendars",
]
from workflow_app.queries.session_reach import Council, Sitting, Terms, closes_on, first_reachable, send_by

COUNCILS = ("assembly", "board")
OF_AREA = ("union", "region")
TOWNS = ("town", "statutory_city")
PAST = timedelta(days=120)  # how far back an entered session still says when the next one may be


@dataclass(frozen=True, slots=True)
class EnteredSession:
    """One session as it is entered, with the days that follow from it."""

    id: int
    day: date
    number: str
    kind: str
    certainty: str
    agenda_closes_on: date | None
    source: str
    closes_on: date
    send_by: date


@dataclass(frozen=True, slots=True)
class BodyCalendar:
    """One council: its sessions from today on, and the first one that a packet sent today would reach."""

    body_id: int
    name: Text
    municipality: str
    code: str
    kind: str
    rhythm: SessionRhythm
    sessions: tuple[EnteredSession, ...]
    reachable: Sitting
    reachable_send_by: date


def area_calendars(tx: Transaction, area_id: int, terms: Terms) -> list[BodyCalendar]:
    """Return the calendars of all councils that decide in an area, in Czech order of the municipalities."""
    today = prague_day(tx.now)
    members = select(AreaMunicipality.municipality_id).where(
        AreaMunicipality.area_id == area_id,
        AreaMunicipality.valid_from <= today,
        AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today),
    )
    return _calendars(
        tx, Body.municipality_id.in_(members) | ((Body.area_id == area_id) & Body.kind.in_(OF_AREA)), terms
    )


def municipal_calendars(tx: Transaction, municipality_id: int, terms: Terms) -> list[BodyCalendar]:
    """Return the calendars of the assembly and the board of one municipality."""
    return _calendars(tx, Body.municipality_id == municipality_id, terms)


def calendar_of(calendars: list[BodyCalendar], body_id: int) -> BodyCalendar:
    """Return the calendar of one of them. Raises NotFound."""
    for calendar in calendars:
        if calendar.body_id == body_id:
            return calendar
    raise NotFound(f"sessions of body {body_id}")


def sittings_of(tx: Transaction, body_ids: Collection[int], since: date) -> dict[int, list[Sitting]]:
    """Return the entered sessions of bodies from `since` on, in order."""
    found: dict[int, list[Sitting]] = defaultdict(list)
    for row in _sessions(tx, body_ids, since):
        certainty = "known" if row.certainty == "known" else "estimated"
        found[row.body_id].append(Sitting(row.day, certainty, row.agenda_closes_on))
    return found


def council_of(body: Body, municipality_kind: str | None) -> Council:
    """Return a body as its calendar sees it."""
    return Council(body.kind, municipality_kind in TOWNS, SessionRhythm.of(body.session_rhythm))


def _sessions(tx: Transaction, body_ids: Collection[int], since: date) -> list[BodySession]:
    statement = (
        select(BodySession)
        .where(BodySession.body_id.in_(body_ids), BodySession.day >= since)
        .order_by(BodySession.body_id, BodySession.day)
    )
    return list(tx.session.scalars(statement))


def _calendars(tx: Transaction, which: ColumnElement[bool], terms: Terms) -> list[BodyCalendar]:
    today = prague_day(tx.now)
    statement = (
        select(Body, Municipality)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(which, Body.kind.in_((*COUNCILS, *OF_AREA)))
        .where(Body.kind.in_(OF_AREA) | Body.member_count.is_not(None))
        .where(Body.valid_to.is_(None) | (Body.valid_to >= today))
        .order_by(func.coalesce(Municipality.sort_key, Body.sort_key), Municipality.code, Body.kind)
    )
    rows = tx.session.execute(statement).all()
    sessions: dict[int, list[BodySession]] = defaultdict(list)
    for session in _sessions(tx, [row.Body.id for row in rows], today - PAST):
        sessions[session.body_id].append(session)
    return [_calendar(row.Body, row.Municipality, sessions[row.Body.id], today, terms) for row in rows]


def _calendar(
    body: Body, town: Municipality | None, sessions: list[BodySession], today: date, terms: Terms
) -> BodyCalendar:
    council = council_of(body, town.kind if town else None)
    sittings = [
        Sitting(row.day, "known" if row.certainty == "known" else "estimated", row.agenda_closes_on)
        for row in sessions
    ]
    reachable = first_reachable(council, sittings, today + timedelta(days=terms.packet_days), terms).sitting
    return BodyCalendar(
        body_id=body.id,
        name=Text(body.name, body.name_en),
        municipality=town.name if town else body.name,
        code=town.code if town else "",
        kind=body.kind,
        rhythm=council.rhythm,
        sessions=tuple(
            _entered(row, council, sitting, terms)
            for row, sitting in zip(sessions, sittings, strict=True)
            if row.day >= today
        ),
        reachable=reachable,
        reachable_send_by=send_by(council, reachable, terms),
    )


def _entered(row: BodySession, council: Council, sitting: Sitting, terms: Terms) -> EnteredSession:
    return EnteredSession(
        id=row.id,
        day=row.day,
        number=row.number,
        kind=row.kind,
        certainty=row.certainty,
        agenda_closes_on=row.agenda_closes_on,
        source=row.source,
        closes_on=closes_on(council, sitting, terms),
        send_by=send_by(council, sitting, terms),
    )

"""Enters the dates of a body's sessions, takes a wrong one out, and writes down when the body usually meets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.body import Body
from workflow_app.models.body_session import CERTAINTIES, SESSION_KINDS, BodySession
from workflow_app.models.session_rhythm import LAST_WEEK, WEEKDAYS, SessionRhythm

MOST_DATES = 60
FARTHEST_DAYS = 730
MOST_AGENDA_DAYS = 90
_CZECH = r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})"
_ISO = r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
_ENTRY = re.compile(rf"(?:{_CZECH}|{_ISO})(?:\s*\((?P<number>[^()]{{1,40}})\))?")


@dataclass(frozen=True, slots=True)
class SessionsInput:
    """Dates as typed: "8. 12. 2026 (12/2026), 2. 3. 2027", in brackets the number of the session.

    `agenda_days`: how many days before each session its agenda closes; None: as is usual for the body.
    """

    dates: str
    kind: str = "ordinary"
    certainty: str = "known"
    agenda_days: int | None = None
    source: str = ""


def read_dates(typed: str, today: date) -> tuple[dict[date, str], list[Refusal]]:
    """Return day -> number of session, and what is wrong with each bad entry, named as it was typed."""
    found: dict[date, str] = {}
    refusals: list[Refusal] = []
    for text in filter(None, (part.strip() for part in re.split(r"[,;\n]", typed.replace("\u00a0", " ")))):
        entry = _entry(text)
        if entry is None:
            refusals.append(_wrong("session_date_is_unreadable", text))
        elif entry[0] < today:
            refusals.append(_wrong("session_date_is_past", text))
        elif (entry[0] - today).days > FARTHEST_DAYS:
            refusals.append(_wrong("session_date_is_too_far", text))
        else:
            found[entry[0]] = entry[1]
    if not found and not refusals:
        refusals.append(Refusal("session_dates_are_missing", field="dates"))
    if len(found) > MOST_DATES:
        refusals.append(Refusal("session_dates_are_too_many", {"limit": MOST_DATES}, field="dates"))
    return found, refusals


def _entry(text: str) -> tuple[date, str] | None:
    typed = _ENTRY.fullmatch(text)
    if typed is None:
        return None
    year, month, day = (
        typed[czech] or typed[iso] for czech, iso in (("year", "y"), ("month", "m"), ("day", "d"))
    )
    try:
        return date(int(year), int(month), int(day)), (typed["number"] or "").strip()
    except ValueError:
        return None


def _wrong(key: str, text: str) -> Refusal:
    return Refusal(key, {"entry": text[:60]}, field="dates")


def enter_sessions(tx: Transaction, body_id: int, said: SessionsInput) -> list[date]:
    """Enter the sessions and return their days; a day that is entered already gets what is said now.

    The caller has checked that the body is the person's to enter. Raises Refused with every wrong entry, NotFound.
    """
    body = _locked(tx, body_id)
    found, refusals = read_dates(said.dates, prague_day(tx.now))
    refusals += _refuse(said)
    if refusals:
        raise Refused(*refusals)
    for day, number in sorted(found.items()):
        _write(tx, body, said, day, number)
    _note(tx, body, {}, {"entered": [day.isoformat() for day in sorted(found)], "source": said.source})
    return sorted(found)


def remove_session(tx: Transaction, body_id: int, session_id: int) -> date:
    """Take a session that will not be held out of the calendar; return its day. Raises NotFound."""
    body = _locked(tx, body_id)
    row = tx.session.get(BodySession, session_id)
    if row is None or row.body_id != body.id:
        raise NotFound(f"session {session_id} of body {body_id}")
    day = row.day
    tx.session.delete(row)
    tx.session.flush()
    _note(tx, body, {"entered": [day.isoformat()]}, {"removed": [day.isoformat()]})
    return day


def save_rhythm(tx: Transaction, body_id: int, rhythm: SessionRhythm) -> None:
    """Write down when the body usually meets. Raises Refused, NotFound."""
    body = _locked(tx, body_id)
    refusals = []
    if rhythm.weekday not in ("", *WEEKDAYS):
        refusals.append(Refusal("choice_is_unknown", field="weekday"))
    if not 1 <= rhythm.week <= LAST_WEEK:
        refusals.append(Refusal("choice_is_unknown", field="week"))
    if any(not 1 <= month <= 12 for month in rhythm.months):
        refusals.append(Refusal("months_are_unreadable", field="months"))
    refusals += _agenda_refusals(rhythm.agenda_days)
    if refusals:
        raise Refused(*refusals)
    before, after = {"session_rhythm": body.session_rhythm}, {"session_rhythm": rhythm.as_json()}
    if before != after:
        body.session_rhythm = rhythm.as_json()
        tx.session.flush()
        _note(tx, body, before, after)


def _locked(tx: Transaction, body_id: int) -> Body:
    row = tx.session.execute(select(Body).where(Body.id == body_id).with_for_update()).scalar_one_or_none()
    if row is None:
        raise NotFound(f"body {body_id}")
    return row


def _refuse(said: SessionsInput) -> list[Refusal]:
    found = _agenda_refusals(said.agenda_days)
    if said.kind not in SESSION_KINDS:
        found.append(Refusal("choice_is_unknown", field="kind"))
    if said.certainty not in CERTAINTIES:
        found.append(Refusal("choice_is_unknown", field="certainty"))
    if len(said.source) > 200:
        found.append(Refusal("text_is_too_long", {"limit": 200}, field="source"))
    return found


def _agenda_refusals(days: int | None) -> list[Refusal]:
    too_many = days is not None and days > MOST_AGENDA_DAYS
    return [Refusal("agenda_closes_too_early", {"limit": MOST_AGENDA_DAYS}, field="agenda_days")] * too_many


def _write(tx: Transaction, body: Body, said: SessionsInput, day: date, number: str) -> None:
    usual = SessionRhythm.of(body.session_rhythm).agenda_closes_on(day)
    closes = usual if said.agenda_days is None else day - timedelta(days=said.agenda_days)
    values = {
        "number": number,
        "kind": said.kind,
        "certainty": said.certainty,
        "agenda_closes_on": closes,
        "source": said.source,
        "entered_at": tx.now,
        "entered_by_id": tx.actor.user_id,
    }
    tx.session.execute(
        insert(BodySession)
        .values(body_id=body.id, day=day, **values)
        .on_conflict_do_update(index_elements=["body_id", "day"], set_={**values, "seq": BodySession.seq + 1})
    )


def _note(tx: Transaction, body: Body, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    append_edit(tx, area_id=body.area_id, subject_kind="body", subject_id=body.id, before=before, after=after)

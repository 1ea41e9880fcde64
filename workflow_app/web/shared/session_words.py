"""Sessions, their certainty and the usual rhythm in words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.queries.body_calendar import BodyCalendar, EnteredSession, SessionRhythm
from workflow_app.queries.session_reach import Sitting
from workflow_app.web.shared.wording import day, in_words


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of sessions as choices."""
    return [
        ("ordinary", _("ordinary")),
        ("extraordinary", _("extraordinary")),
        ("substitute", _("substitute")),
    ]


def certainties() -> list[tuple[str, str]]:
    """Return how sure a date is as choices."""
    return [("known", _("certain")), ("usual", _("usual, not confirmed"))]


def weekdays() -> list[tuple[str, str]]:
    """Return the weekdays as choices, with one for a body that has no rhythm."""
    return [
        ("", _("not known")),
        ("monday", _("Monday")),
        ("tuesday", _("Tuesday")),
        ("wednesday", _("Wednesday")),
        ("thursday", _("Thursday")),
        ("friday", _("Friday")),
        ("saturday", _("Saturday")),
        ("sunday", _("Sunday")),
    ]


def weeks() -> list[tuple[str, str]]:
    """Return which one in the month as choices."""
    return [("1", _("1st")), ("2", _("2nd")), ("3", _("3rd")), ("4", _("4th")), ("5", _("last"))]


def rhythm_sentence(rhythm: SessionRhythm) -> str:
    """Return when a body usually meets and when its agenda closes; "" when nobody has said."""
    parts = []
    if rhythm.weekday:
        name = dict(weekdays())[rhythm.weekday]
        which = dict(weeks())[str(rhythm.week)]
        parts.append(_("%(which)s %(weekday)s of the month", which=which, weekday=name))
    if rhythm.weekday and rhythm.months:
        parts.append(_("months: %(months)s", months=", ".join(map(str, rhythm.months))))
    if rhythm.agenda_days is not None:
        parts.append(
            ngettext(
                "the agenda closes %(num)s day before",
                "the agenda closes %(num)s days before",
                rhythm.agenda_days,
            )
        )
    return "; ".join(parts)


def sureness(certainty: str) -> dict[str, str]:
    """Return how sure a session is as a tag: text and colour."""
    return {
        "known": {"label": _("known"), "tone": "done"},
        "estimated": {"label": _("usual day"), "tone": "waits"},
        "assumed": {"label": _("only assumed"), "tone": "not_yet"},
    }[certainty]


def calendar_words(calendar: BodyCalendar, url: str) -> dict[str, Any]:
    """Return one council as a row of the table of all of them."""
    following = calendar.sessions[0] if calendar.sessions else None
    return {
        "name": in_words(calendar.name),
        "note": calendar.code,
        "url": url,
        "next": _next(following),
        "reachable": _about(calendar.reachable),
        "sure": sureness(calendar.reachable.certainty),
        "send_by": day(calendar.reachable_send_by),
        "rhythm": rhythm_sentence(calendar.rhythm) or "–",
    }


def session_rows(calendar: BodyCalendar) -> list[dict[str, Any]]:
    """Return the entered sessions of one council as rows."""
    kind_words = dict(kinds())
    return [
        {
            "id": row.id,
            "day": day(row.day),
            "note": row.number,
            "kind": kind_words[row.kind],
            "sure": sureness("known" if row.certainty == "known" else "estimated"),
            "closes_on": day(row.closes_on),
            "send_by": day(row.send_by),
            "source": row.source or "–",
        }
        for row in calendar.sessions
    ]


def _next(session: EnteredSession | None) -> str:
    if session is None:
        return _("no date entered")
    return day(session.day) if session.certainty == "known" else _("about %(day)s", day=day(session.day))


def _about(sitting: Sitting) -> str:
    return day(sitting.day) if sitting.certainty == "known" else _("about %(day)s", day=day(sitting.day))

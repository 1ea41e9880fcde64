"""Writes events as an iCalendar file (RFC 5545) that calendar programs read again and again."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Entry

from workflow_app.queries.calendar_events import Event

EVERY = timedelta(hours=6)  # how often a program is advised to ask again


def ical(name: str, events: Sequence[Event], language: str, base_url: str) -> bytes:
    """Return the calendar; whole days in Prague, the same UID for the same thing in every version of it."""
    calendar = Calendar()
    calendar.add("prodid", "-//workflow-app//community planning//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Prague")
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    host = urlsplit(base_url).hostname or "localhost"
    for event in events:
        calendar.add_component(_entry(event, language, base_url, host))
    return calendar.to_ical()


def _entry(event: Event, language: str, base_url: str, host: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.key}@{host}")
    entry.add("sequence", event.sequence)
    changed = event.changed_at.astimezone(UTC)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", event.title.pick(language))
    address = base_url + event.path
    entry.add("description", "\n".join(filter(None, (event.text.pick(language), address))))
    entry.add("url", address)
    return entry

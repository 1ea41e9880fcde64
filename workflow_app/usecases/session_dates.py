"""Dated sessions of a body, as an area file says them: read, written back, checked, and put into words."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from workflow_app.kernel.languages import Text
from workflow_app.models.body_session import BodySession
from workflow_app.models.session_rhythm import SessionRhythm
from workflow_app.usecases.area_file import Problem, SessionEntry
from workflow_app.usecases.area_file_problems import Lines, Path, line_of, problem
from workflows.common.figures import day

Fact = dict[str, Any]  # one session: its day as ISO text, and the other fields of SessionEntry


def read_session_dates(said: Sequence[str | dict[str, Any]] | None) -> tuple[SessionEntry, ...] | None:
    """Return the sessions in order of days, None when the file does not say; a bare day is the same as {day: …}."""
    if said is None:
        return None
    items = [{"day": item} if isinstance(item, str) else item for item in said]
    entries = (SessionEntry(**{**item, "day": date.fromisoformat(item["day"])}) for item in items)
    return tuple(sorted(entries, key=lambda entry: entry.day))


def write_session_dates(facts: Sequence[Fact]) -> list[Any]:
    """Return the entry of the file: a bare day where nothing else is to be said."""
    usual = asdict(SessionEntry(date.min))
    items = [
        {"day": fact["day"], **{name: value for name, value in fact.items() if value != usual[name]}}
        for fact in facts
    ]
    return [item["day"] if len(item) == 1 else item for item in items]


def facts_of_entries(entries: Sequence[SessionEntry], today: date) -> list[Fact]:
    """Return the sessions that are not over; those that are stay as they were entered."""
    return [{**asdict(entry), "day": entry.day.isoformat()} for entry in entries if entry.day >= today]


def fact_of_row(row: BodySession, rhythm: SessionRhythm) -> Fact:
    """Return a stored session; `agenda_days` is None when its agenda closes as is usual for the body."""
    usual, closes = rhythm.agenda_closes_on(row.day), row.agenda_closes_on
    said = SessionEntry(
        day=row.day,
        number=row.number,
        kind=row.kind,
        certainty=row.certainty,
        agenda_days=None if closes in (None, usual) else (row.day - closes).days,
        source=row.source,
    )
    return {**asdict(said), "day": row.day.isoformat()}


def check_session_dates(said: Sequence[str | dict[str, Any]], path: Path, lines: Lines) -> Iterator[Problem]:
    """Yield each day that is there twice."""
    seen: dict[str, int] = {}
    for number, item in enumerate(said):
        written = item if isinstance(item, str) else item["day"]
        here = (*path, number)
        if written in seen:
            yield problem(lines, here, "repeated", value=written, first=seen[written])
        else:
            seen[written] = line_of(lines, here)


def changed_dates(before: Sequence[Fact], after: Sequence[Fact]) -> Text:
    """Return what becomes of sessions: "added 16 December 2026; dropped 2 December 2026"."""
    old, new = ({fact["day"]: fact for fact in facts} for facts in (before, after))
    groups = {
        Text("přibude", "added"): [key for key in new if key not in old],
        Text("odpadne", "dropped"): [key for key in old if key not in new],
        Text("změní se údaje", "changed"): [key for key in new if key in old and new[key] != old[key]],
    }
    words = (
        "; ".join(
            f"{verb.pick(language)} {', '.join(day(date.fromisoformat(key), language) for key in days)}"
            for verb, days in groups.items()
            if days
        )
        for language in ("cs", "en")
    )
    return Text(*words)

"""When a council usually meets, as an area file says it: read, written back, checked, and put into words."""

from collections.abc import Iterator
from typing import Any

from workflow_app.kernel.languages import Text
from workflow_app.models.session_rhythm import LAST_WEEK, SessionRhythm
from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import Lines, Path, problem

LAST = "last"  # how the file says the last week of a month
WEEKDAY_WORDS = {
    "monday": Text("pondělí", "Monday"),
    "tuesday": Text("úterý", "Tuesday"),
    "wednesday": Text("středa", "Wednesday"),
    "thursday": Text("čtvrtek", "Thursday"),
    "friday": Text("pátek", "Friday"),
    "saturday": Text("sobota", "Saturday"),
    "sunday": Text("neděle", "Sunday"),
}


def read_sessions(entry: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the rhythm of `assembly_sessions` or `board_sessions`, None when the file does not say it."""
    if entry is None:
        return None
    week = entry.get("week", 1)
    return SessionRhythm.of({**entry, "week": LAST_WEEK if week == LAST else week}).as_json()


def write_sessions(rhythm: dict[str, Any]) -> dict[str, Any]:
    """Return the entry of the file that says `rhythm`; an empty one when nobody knows it."""
    week = {"week": LAST} if rhythm.get("week") == LAST_WEEK else {}
    return {**rhythm, **week}


def check_sessions(entry: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    """Yield what is wrong with an entry of the right shape: a week or a month of no weekday says nothing."""
    for name in ("week", "months"):
        if name in entry and "weekday" not in entry:
            yield problem(lines, (*path, name), "weekday_missing")


def sessions_in_words(rhythm: dict[str, Any]) -> Text:
    """Return the rhythm as the preview of an import shows it."""
    parts = list(_parts(rhythm))
    czech, english = ("; ".join(part.pick(language) for part in parts) for language in ("cs", "en"))
    return Text(czech or "–", english or "–")


def _parts(rhythm: dict[str, Any]) -> Iterator[Text]:
    said = SessionRhythm.of(rhythm)
    if said.weekday:
        weekday, last = WEEKDAY_WORDS[said.weekday], said.week == LAST_WEEK
        which = Text("poslední", "last") if last else Text(f"{said.week}.", f"no. {said.week}")
        yield Text(f"{weekday.cs}, {which.cs} v měsíci", f"{weekday.en}, {which.en} of the month")
    if said.weekday and said.months:
        months = ", ".join(map(str, said.months))
        yield Text(f"měsíce {months}", f"months {months}")
    if said.agenda_days is not None:
        days = said.agenda_days
        yield Text(f"uzávěrka programu {days} dní předem", f"agenda closes {days} days before")

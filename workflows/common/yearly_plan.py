"""What a yearly action plan is called: by the area's own word, with its plan and year; and whether it holds today."""

from datetime import date

from workflow_app.engine.definition import State
from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan import ADOPTED
from workflows.common.declension import genitive
from workflows.common.figures import day
from workflows.common.labels import NAMINGS

OVER = "not_yet"  # the tone of what has ended
_CHANGING = Text("změna se schvaluje", "a change is being approved")


def full_name(naming: str, plan_title: str, year: int) -> Text:
    """Return "Akční plán Komunitního plánu … na rok 2027" (domain § 4.8). Raises KeyError for an unknown naming."""
    word = NAMINGS[naming]
    return Text(f"{word.cs} {genitive(plan_title)} na rok {year}", f"{word.en} of “{plan_title}” for {year}")


def short_name(naming: str, year: int) -> Text:
    """Return "Akční plán na rok 2027". Raises KeyError for an unknown naming."""
    word = NAMINGS[naming]
    return Text(f"{word.cs} na rok {year}", f"{word.en} for {year}")


def first_day(year: int) -> date:
    """Return the day from which the action plan of `year` holds."""
    return date(year, 1, 1)


def last_day(year: int) -> date:
    """Return the last day on which the action plan of `year` holds."""
    return date(year, 12, 31)


def state_in_year(state: State, year: int | None, today: date) -> tuple[Text, str]:
    """Return how the state of a document reads on the day `today`, and its tone.

    An adopted action plan of `year` holds from the first to the last day of its year, whatever happens meanwhile; the
    year says so, nothing is stored. While councils decide about a change of it, that is said as well. Every other
    state, and a document without a year, reads as its definition says.
    """
    if year is None or state.name not in ADOPTED:
        return state.label, state.tone
    label, tone = _adopted(year, today)
    if state.settled:
        return label, tone
    return Text(f"{label.cs}, {_CHANGING.cs}", f"{label.en}, {_CHANGING.en}"), state.tone


def _adopted(year: int, today: date) -> tuple[Text, str]:
    if today < first_day(year):
        return _dated("Schválen, platí od", "Approved, in force from", first_day(year)), "done"
    if today <= last_day(year):
        return _dated("Platný do", "In force until", last_day(year)), "done"
    return _dated("Platil do", "Was in force until", last_day(year)), OVER


def _dated(czech: str, english: str, when: date) -> Text:
    return Text(f"{czech} {day(when, 'cs')}", f"{english} {day(when, 'en')}")

"""Which session can still be reached, and until when to send: tables of days."""

from datetime import date

import pytest

from workflow_app.models.session_rhythm import SessionRhythm
from workflow_app.queries.session_reach import Council, Sitting, Terms, closes_on, first_reachable, send_by

TERMS = Terms(7, 3, {"village": 90, "town": 60, "board": 21, "other": 90})
THIRD_WEDNESDAY = SessionRhythm("wednesday", 3, (2, 4, 6, 9, 11, 12))


def council(kind: str = "assembly", *, town: bool = False, rhythm: SessionRhythm | None = None) -> Council:
    return Council(kind, town, rhythm or SessionRhythm())


def known(day: date, closes: date | None = None) -> Sitting:
    return Sitting(day, "known", closes)


@pytest.mark.parametrize(
    ("kind", "closes", "rhythm", "last_day", "send"),
    [
        (
            "assembly",
            None,
            SessionRhythm(),
            date(2026, 12, 1),
            date(2026, 11, 28),
        ),  # § 93: a week on the board
        ("assembly", date(2026, 11, 24), SessionRhythm(), date(2026, 11, 24), date(2026, 11, 21)),
        (
            "assembly",
            date(2026, 12, 6),
            SessionRhythm(),
            date(2026, 12, 1),
            date(2026, 11, 28),
        ),  # the law is earlier
        ("assembly", None, SessionRhythm(agenda_days=14), date(2026, 11, 24), date(2026, 11, 21)),
        ("board", None, SessionRhythm(), date(2026, 12, 8), date(2026, 12, 5)),
        ("board", None, SessionRhythm(agenda_days=4), date(2026, 12, 4), date(2026, 12, 1)),
    ],
)
def test_days_are_counted_back_from_the_session(kind, closes, rhythm, last_day, send) -> None:
    body, sitting = council(kind, rhythm=rhythm), known(date(2026, 12, 8), closes)
    assert closes_on(body, sitting, TERMS) == last_day
    assert send_by(body, sitting, TERMS) == send


@pytest.mark.parametrize(
    ("body", "days", "ready", "day", "certainty", "missed"),
    [
        # a known session that can be reached to the day, and one that closed a day too early
        (council(), [date(2026, 12, 8)], date(2026, 12, 1), date(2026, 12, 8), "known", None),
        (
            council(),
            [date(2026, 12, 8), date(2027, 3, 2)],
            date(2026, 12, 2),
            date(2027, 3, 2),
            "known",
            (date(2026, 12, 8), date(2026, 12, 1)),
        ),
        # the usual rhythm goes on after the last known session; January is not among its months
        (
            council(rhythm=THIRD_WEDNESDAY),
            [date(2026, 12, 16)],
            date(2026, 12, 12),
            date(2027, 2, 17),
            "estimated",
            (date(2026, 12, 16), date(2026, 12, 9)),
        ),
        # nobody knows anything: § 92 for a village, usual gaps for the others
        (council(), [], date(2026, 11, 1), date(2027, 1, 30), "assumed", None),
        (council(town=True), [], date(2026, 11, 1), date(2026, 12, 31), "assumed", None),
        (council("board"), [], date(2026, 11, 1), date(2026, 11, 22), "assumed", None),
        (council("union"), [], date(2026, 11, 1), date(2027, 1, 30), "assumed", None),
        # counted from the last session, in as many gaps as it takes
        (council("board"), [date(2026, 10, 6)], date(2026, 11, 1), date(2026, 11, 17), "assumed", None),
    ],
)
def test_the_first_session_within_reach(body, days, ready, day, certainty, missed) -> None:
    found = first_reachable(body, [known(item) for item in days], ready, TERMS)
    assert (found.sitting.day, found.sitting.certainty, found.missed) == (day, certainty, missed)


def test_the_last_friday_of_every_month() -> None:
    days = list(SessionRhythm("friday", 5).days(date(2027, 1, 29), date(2027, 4, 30)))
    assert days == [date(2027, 2, 26), date(2027, 3, 26), date(2027, 4, 30)]


def test_a_rhythm_is_kept_as_it_was_said() -> None:
    assert SessionRhythm.of(THIRD_WEDNESDAY.as_json()) == THIRD_WEDNESDAY
    assert SessionRhythm.of({}).as_json() == {}
    assert SessionRhythm.of({"agenda_days": 10}) == SessionRhythm(agenda_days=10)

"""When a round will be complete and who will miss the deadline: tables over the join rules and the certainties."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from workflow_app.engine.join import StageCount
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflow_app.models.session_rhythm import SessionRhythm
from workflow_app.queries.forecast import StageAhead, Undecided, forecast
from workflow_app.queries.session_reach import Council, Sitting, Terms

TODAY = date(2026, 11, 2)
TERMS = Terms(7, 3, {"village": 90, "town": 60, "board": 21, "other": 90})
VILLAGE = Council("assembly", False, SessionRhythm())


def body(day: date | None = None, **more: Any) -> Undecided:
    """A village with a session on `day` (none: nobody knows its sessions), deadline on 15 December."""
    sittings = (Sitting(day, "known"),) if day else ()
    given = {"until": date(2026, 12, 15), "has_packet": True, "inhabitants": 100, **more}
    return Undecided(name=Text("Zastupitelstvo", "Assembly"), council=VILLAGE, sittings=sittings, **given)


def stage(*undecided: Undecided, opened: bool = True, counted: int = 0, **rule: Any) -> StageAhead:
    given = {
        "key": "a",
        "label": {"cs": "", "en": ""},
        "bodies": "all_assemblies",
        "counts": ("approved",),
        **rule,
    }
    total = len(undecided) + counted
    count = StageCount(
        round=1,
        position=1,
        rule=RouteStage(**given),
        opened_at=datetime(2026, 11, 1, tzinfo=UTC) if opened else None,
        completed_at=None,
        total=total if opened else 0,
        counted=counted,
        refused=0,
        left_out=0,
        inhabitants=total * 100 if opened else 0,
        inhabitants_counted=counted * 100,
        inhabitants_refused=0,
        inhabitants_left_out=0,
    )
    return StageAhead(count, tuple(undecided))


SOON, LATER, LATE = date(2026, 11, 24), date(2026, 12, 8), date(2027, 1, 12)


@pytest.mark.parametrize(
    ("rule", "complete_on"),
    [
        ({"join": "all"}, LATE),
        ({"join": "at_least", "join_value": 2}, SOON),  # one has agreed already
        ({"join": "at_least", "join_value": 3}, LATER),
        ({"join": "share_of_bodies", "join_value": 60}, LATER),  # 2.4 of 4, so three
        ({"join": "share_of_inhabitants", "join_value": 50}, SOON),
    ],
)
def test_a_stage_is_complete_when_its_rule_holds(rule: dict[str, Any], complete_on: date) -> None:
    found = forecast([stage(body(LATE), body(SOON), body(LATER), counted=1, **rule)], TODAY, TERMS)
    assert (found.complete_on, found.certainty) == (complete_on, "known")
    assert [item.day for item in found.late] == [LATE]


def test_stages_follow_one_another_and_the_second_one_waits_for_its_packet() -> None:
    second = body(SOON, until=None, has_packet=False)
    found = forecast([stage(body(SOON)), stage(second, opened=False, deadline_days=30)], TODAY, TERMS)
    # opened on 24 November, packet on the 27th, its session of the 24th is over, so in three months at most (§ 92)
    last = found.expected[-1]
    assert (last.day, last.certainty, last.until) == (date(2027, 2, 22), "assumed", date(2026, 12, 24))
    assert (found.complete_on, found.certainty) == (date(2027, 2, 22), "assumed")
    assert last.is_late


@pytest.mark.parametrize(
    ("given", "day", "why", "late"),
    [
        ({"stands": "planned", "planned_on": date(2026, 12, 15)}, date(2026, 12, 15), "planned", False),
        ({"stands": "planned", "planned_on": date(2026, 12, 16)}, date(2026, 12, 16), "planned", True),
        ({"stands": "held", "planned_on": date(2026, 10, 30)}, TODAY, "held", False),
        ({"stands": "held", "until": date(2026, 11, 1)}, TODAY, "held", True),
        ({"stands": "staff"}, TODAY, "staff", False),
        ({}, date(2027, 1, 31), "assumed", True),
    ],
)
def test_why_a_body_decides_on_its_day(given: dict[str, Any], day: date, why: str, late: bool) -> None:
    (item,) = forecast([stage(body(**given))], TODAY, TERMS).expected
    assert (item.day, item.why, item.is_late) == (day, why, late)


def test_a_session_whose_agenda_closed_is_named() -> None:
    sittings = (Sitting(date(2026, 11, 5), "known"), Sitting(date(2027, 1, 20), "known"))
    late = Undecided(
        name=Text("Z", "A"), council=VILLAGE, sittings=sittings, until=date(2026, 12, 15), has_packet=True
    )
    (item,) = forecast([stage(late)], TODAY, TERMS).late
    assert item.missed == (date(2026, 11, 5), date(2026, 10, 29))


def test_a_stage_that_cannot_succeed_has_no_day() -> None:
    found = forecast([stage(body(SOON), join="at_least", join_value=3)], TODAY, TERMS)
    assert found.complete_on is None


def test_the_lead_municipality_alone_is_enough() -> None:
    lead = body(SOON, is_lead=True, until=None)
    ahead = stage(body(LATE, until=None), lead, opened=False, join="lead_only")
    assert forecast([ahead], TODAY, TERMS).complete_on == SOON

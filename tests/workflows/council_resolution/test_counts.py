"""Which counts of a vote are refused, for which body, and what the refusal says."""

from datetime import date
from typing import Any

import pytest

from workflow_app.kernel.languages import Text
from workflow_app.kernel.refusals import refusal_sentence
from workflows.council_resolution.counts import DecidingBody, vote_refusals
from workflows.council_resolution.majority import DecisionRules
from workflows.council_resolution.payloads import ResolutionRecorded
from workflows.council_resolution.points import MOST_POINTS, ResolutionPoint

TODAY, HELD = date(2026, 12, 10), date(2026, 12, 8)
NAME = Text("Zastupitelstvo obce Bělá", "The assembly of Bělá")
ASSEMBLY = DecidingBody("assembly", NAME, DecisionRules())
BOARD = DecidingBody("board", Text("Rada města Hlučína", "The board of Hlučín"), DecisionRules())
STATUTES = {"quorum": ">= 2/3", "majority": "> 1/2", "of": "present", "per_rollam": "allowed"}
UNION = DecidingBody("union", Text("Svazek obcí", "The union"), DecisionRules.of("union", STATUTES))
PLAIN_UNION = DecidingBody("union", Text("Svazek obcí", "The union"), DecisionRules())


def _resolution(verdict: str, **more: Any) -> ResolutionRecorded:
    return ResolutionRecorded(verdict=verdict, session_on=HELD, **more)


def _keys(payload: ResolutionRecorded, body: DecidingBody = ASSEMBLY) -> list[tuple[str, str | None]]:
    return [(item.key, item.field) for item in (*payload.refusals(TODAY), *vote_refusals(payload, body))]


POSSIBLE = [
    ("approved", {}),
    (
        "approved",
        {"votes_for": 5, "votes_against": 2, "votes_abstained": 1, "members_total": 9, "members_present": 8},
    ),
    ("approved", {"votes_for": 5, "members_total": 9, "members_conflicted": 4}),
    ("approved", {"votes_for": 7, "members_total": 12, "members_present": 7}),
    ("consented", {"votes_for": 4, "members_total": 6}),
    ("rejected", {"votes_for": 6, "votes_against": 3, "members_total": 9}),
    ("not_adopted", {"votes_for": 4, "votes_against": 0, "members_total": 9, "members_present": 9}),
    ("postponed", {"votes_for": 3, "members_total": 9, "next_session_on": date(2027, 2, 1)}),
    ("no_quorum", {"members_total": 9, "members_present": 4, "next_session_on": date(2026, 12, 23)}),
]
IMPOSSIBLE = [
    ("approved", {"votes_for": -1}, ("votes_are_negative", "votes_for")),
    ("approved", {"members_total": 0}, ("members_are_missing", "members_total")),
    ("approved", {"members_present": 10, "members_total": 9}, ("more_present_than_all", "members_present")),
    (
        "approved",
        {"members_conflicted": 10, "members_total": 9},
        ("more_conflicted_than_all", "members_conflicted"),
    ),
    (
        "approved",
        {"votes_for": 5, "votes_against": 3, "members_present": 7},
        ("more_votes_than_those_present", "votes_for"),
    ),
    (
        "approved",
        {"votes_for": 8, "votes_against": 3, "members_total": 9},
        ("more_votes_than_members", "votes_for"),
    ),
    ("approved", {"votes_for": 4, "members_total": 9}, ("majority_of_all_is_missing", "votes_for")),
    ("noted", {"votes_for": 3, "members_total": 6}, ("majority_of_all_is_missing", "votes_for")),
    (
        "returned",
        {"votes_for": 3, "members_total": 6, "changes": "x"},
        ("majority_of_all_is_missing", "votes_for"),
    ),
    (
        "rejected",
        {"votes_for": 3, "votes_against": 6, "members_total": 9},
        ("majority_for_refusal_is_missing", "votes_for"),
    ),
    ("not_adopted", {"votes_for": 5, "members_total": 9}, ("majority_was_reached", "votes_for")),
    ("approved", {"members_present": 4, "members_total": 9}, ("quorum_was_not_there", "members_present")),
    ("not_adopted", {"members_present": 4, "members_total": 8}, ("quorum_was_not_there", "members_present")),
    ("no_quorum", {"members_present": 5, "members_total": 9}, ("quorum_was_there", "members_present")),
    ("no_quorum", {"votes_for": 1}, ("votes_without_quorum", "votes_for")),
    ("no_quorum", {"next_session_on": date(2026, 12, 24)}, ("substitute_session_is_late", "next_session_on")),
    ("postponed", {"next_session_on": HELD}, ("next_session_is_not_later", "next_session_on")),
    ("postponed", {"next_session_on": date(2029, 1, 1)}, ("day_is_too_far", "next_session_on")),
    ("returned", {}, ("text_is_missing", "changes")),
    ("approved_with_changes", {}, ("text_is_missing", "changes")),
    ("approved", {"decided_by": "per_rollam"}, ("per_rollam_is_impossible", "decided_by")),
    ("approved", {"decided_by": "by_fax"}, ("way_is_missing", "decided_by")),
    ("praised", {}, ("verdict_is_missing", "verdict")),
]


@pytest.mark.parametrize(("verdict", "more"), POSSIBLE)
def test_what_can_be_true_is_let_through(verdict: str, more: dict[str, Any]) -> None:
    assert _keys(_resolution(verdict, **more)) == []


@pytest.mark.parametrize(("verdict", "more", "expected"), IMPOSSIBLE)
def test_what_cannot_be_true_is_refused_at_its_field(
    verdict: str, more: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert _keys(_resolution(verdict, **more)) == [expected]


def test_the_refusal_says_the_numbers_in_both_languages() -> None:
    (refusal,) = vote_refusals(_resolution("approved", votes_for=4, members_total=9), ASSEMBLY)
    czech, english = refusal_sentence(refusal, "cs"), refusal_sentence(refusal, "en")
    assert czech.startswith(
        "Zastupitelstvo obce Bělá má 9 členů, k přijetí je třeba 5 hlasů; zapsali jste 4."
    )
    assert english.startswith(
        "The assembly of Bělá has 9 members and a resolution needs 5 votes; you wrote 4."
    )


def test_per_rollam_is_for_a_union_whose_statutes_allow_it() -> None:
    written = _resolution(
        "approved", decided_by="per_rollam", votes_for=6, members_total=15, members_present=8
    )
    assert _keys(written, BOARD)[0] == ("per_rollam_is_impossible", "decided_by")
    assert _keys(written, PLAIN_UNION)[0] == ("per_rollam_is_not_in_statutes", "decided_by")
    assert _keys(written, UNION) == []


def test_a_union_counts_by_its_statutes() -> None:
    present = {"members_total": 15, "members_present": 11}
    assert _keys(_resolution("approved", votes_for=6, **present), UNION) == []
    assert _keys(_resolution("approved", votes_for=5, **present), UNION) == [
        ("majority_of_union_is_missing", "votes_for")
    ]
    assert _keys(_resolution("approved", members_total=15, members_present=9), UNION) == [
        ("quorum_was_not_there", "members_present")
    ]
    few = _resolution("approved", votes_for=3, votes_against=3, members_total=15)
    assert _keys(few, UNION) == [("majority_of_union_is_missing", "votes_for")], "those who voted were there"


def test_only_an_assembly_has_a_substitute_session_within_fifteen_days() -> None:
    late = _resolution("no_quorum", next_session_on=date(2027, 1, 20))
    assert _keys(late, BOARD) == _keys(late, UNION) == []


def test_points_say_what_is_missing_in_which_row() -> None:
    points = (
        ResolutionPoint("I.", "takes_note", "důvodovou zprávu"),
        ResolutionPoint("II.", "instructs", "zveřejnit plán"),
        ResolutionPoint("", "", ""),
    )
    assert _keys(_resolution("approved", points=points)) == [
        ("person_of_task_is_missing", "points-1-person"),
        ("verb_is_missing", "points-2-verb"),
        ("text_is_missing", "points-2-text"),
    ]
    many = (ResolutionPoint("", "states", "x"),) * (MOST_POINTS + 1)
    assert _keys(_resolution("approved", points=many)) == [("too_many_points", f"points-{MOST_POINTS}-text")]

"""Majority and quorum by §§ 87, 92 and 101 of the Municipalities Act, and by the statutes of a union."""

from fractions import Fraction

import pytest

from workflows.council_resolution.majority import DecisionRules, Share, needed_presence, needed_votes

# All members -> votes a resolution needs (domain § 2.4).
TABLE = {5: 3, 7: 4, 9: 5, 11: 6, 13: 7, 15: 8, 17: 9, 19: 10, 21: 11, 23: 12, 25: 13, 27: 14, 29: 15} | {
    6: 4,
    8: 5,
    10: 6,
}
UNION = DecisionRules.of(
    "union", {"quorum": ">= 2/3", "majority": ">= 3/5", "of": "present", "per_rollam": "allowed"}
)


@pytest.mark.parametrize(("members", "needed"), TABLE.items())
def test_more_than_half_of_all_members_decides_and_must_be_there(members: int, needed: int) -> None:
    assert needed_votes(members) == needed
    assert needed_votes(members, present=needed) == needed, "the presence does not change it"
    assert needed_presence(members) == needed


def test_a_vacated_seat_changes_the_number_of_all_members() -> None:
    assert (needed_votes(15), needed_votes(14), needed_votes(13)) == (8, 8, 7)


def test_a_union_decides_by_its_statutes() -> None:
    assert needed_presence(15, UNION) == 10
    assert needed_votes(15, 10, UNION) == 6
    assert needed_votes(15, None, UNION) is None
    assert UNION.per_rollam


@pytest.mark.parametrize("kind", ["assembly", "board", "region"])
def test_statutes_do_not_change_what_the_act_says(kind: str) -> None:
    assert DecisionRules.of(kind, {"majority": ">= 1/3", "per_rollam": "allowed"}) == DecisionRules()


def test_what_the_statutes_leave_out_is_as_for_a_municipality() -> None:
    assert DecisionRules.of("union", {}) == DecisionRules()


def test_shares_are_exact() -> None:
    assert Share.read(">= 3/5") == Share(Fraction(3, 5), more_than=False)
    assert (Share.read(">= 3/5").of(10), Share.read("> 3/5").of(10), Share.read(">= 1/1").of(7)) == (6, 7, 7)


@pytest.mark.parametrize("wrong", ["1/2", "> 3/2", "> 1/1", ">= 0/1", "half", ">"])
def test_what_is_no_share_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Share.read(wrong)

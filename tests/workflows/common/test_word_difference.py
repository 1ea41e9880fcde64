"""Words that stayed, were deleted or inserted."""

import time
from itertools import pairwise

import pytest

from workflows.common.word_difference import DELETE, INSERT, SAME, Run, compare_words


def test_equal_texts_have_no_runs():
    assert compare_words("Služba do 20 h.", "Služba do 20 h.") == ()


def test_marks_the_words_that_changed():
    runs = compare_words("Dojíždí do 9 z 15 obcí.", "Dojíždí do 11 z 15 obcí.")
    assert runs == (
        Run(SAME, "Dojíždí do"),
        Run(DELETE, " 9"),
        Run(INSERT, " 11"),
        Run(SAME, " z 15 obcí."),
    )


def test_a_passage_that_was_rewritten_is_not_cut_into_scraps():
    before = "Pečovatelská služba dojíždí do devíti obcí s autem a ve všední dny do šestnácti hodin."
    after = "Nový popis opatření s rokem 2028."
    assert compare_words(before, after) == (Run(DELETE, before), Run(INSERT, after))


def test_a_short_text_that_much_was_added_to_stays():
    added = " Od roku 2028 přibude pět úvazků, dvě auta a provoz o víkendech ve všech obcích."
    assert compare_words("Služba jezdí.", f"Služba jezdí.{added}") == (
        Run(SAME, "Služba jezdí."),
        Run(INSERT, added),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "Nový text"),
        ("Starý text", ""),
        ("První.\n\nDruhý odstavec.\n- a\n- b", "První.\n\nJiný odstavec.\n- a\n- c\n- b\n"),
        ("  mezery  na krajích ", "mezery na krajích"),
        ("a & <b> č.", "a & <c> ř."),
    ],
)
def test_both_texts_can_be_read_from_the_runs(before: str, after: str):
    runs = compare_words(before, after)
    assert "".join(run.text for run in runs if run.kind != INSERT) == before
    assert "".join(run.text for run in runs if run.kind != DELETE) == after
    assert all(one.kind != two.kind for one, two in pairwise(runs))


def test_a_text_full_of_the_same_words_takes_no_minutes():
    before = " ".join(["služba", "obec"] * 5000)
    after = " ".join(["obec", "služba", "plán"] * 3000)
    began = time.monotonic()
    runs = compare_words(before, after)
    assert time.monotonic() - began < 3
    assert [run.kind for run in runs] == [DELETE, INSERT]

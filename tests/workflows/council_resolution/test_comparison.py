"""The comparison in print: long unchanged passages are cut, marks keep to words, values stand under each other."""

from dataclasses import replace

from tests.workflows.sample_content import HOME_CARE, NAMES
from workflow_app.models.content import Cost
from workflows.common.compare_versions import compare
from workflows.common.word_difference import compare_words
from workflows.council_resolution.comparison import (
    SHOWN_AROUND,
    ComparedRun,
    _shortened,
    compared_sections,
    summary_of,
)

LONG = "slovo " * 400


def test_a_long_unchanged_passage_is_cut_on_the_side_away_from_the_change() -> None:
    first, *rest = _shortened(compare_words(f"{LONG}staré konec", f"{LONG}nové konec"))
    assert first.text.startswith(" […] ")
    assert len(first.text) < SHOWN_AROUND + 10
    assert [run for run in rest if run.kind != "same"] == [
        ComparedRun("delete", "staré"),
        ComparedRun("insert", "nové"),
    ]


def test_white_space_stays_outside_of_the_marks() -> None:
    runs = list(_shortened(compare_words("jedna dvě", "jedna dvě tři")))
    assert ComparedRun("insert", "tři") in runs
    assert "".join(run.text for run in runs) == "jedna dvě tři"


def test_a_changed_sum_is_a_removed_and_an_added_row() -> None:
    before = replace(HOME_CARE, costs=(Cost(2027, 100, "municipality"),), urgency="low")
    after = replace(HOME_CARE, costs=(Cost(2027, 250, "municipality"),), urgency="high")
    differences = compare(before, after)
    (section,) = compared_sections(differences, NAMES, "cs")
    fields = {field.label: [(run.kind, run.text) for run in field.runs] for field in section.fields}
    assert fields["Náklady"] == [
        ("delete", "2027: rozpočty obcí 100\u00a0Kč"),
        ("same", "\n"),
        ("insert", "2027: rozpočty obcí 250\u00a0Kč"),
    ]
    assert fields["Naléhavost"] == [("delete", "nízká"), ("same", "\n"), ("insert", "vysoká")]
    assert section.state == "změněno"
    assert summary_of(differences, "en").startswith("1 changed, 0 added, 0 removed")
    assert summary_of((), "cs") == ""

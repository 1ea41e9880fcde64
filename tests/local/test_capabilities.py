"""docs/capabilities.md: what is marked is listed with its test and page, and nothing else counts as shown."""

import pytest

from local import capabilities
from local.capabilities import Mark, marks_of, page, read_rows

MODULE = """
import pytest

pytestmark = [pytest.mark.journey, pytest.mark.row("H-01")]

@pytest.mark.row("H-26", page="/staff/<area>/round/<id>")
@pytest.mark.parametrize("row", ["H-02"])
def test_one(row): ...

@pytest.mark.row("A-01")
class TestTwo:
    def test_three(self): ...
    def helper(self): ...

def helper(): ...
"""


def test_finds_marks_of_functions_classes_and_modules() -> None:
    assert set(marks_of("tests/test_x.py", MODULE)) == {
        Mark("H-01", "tests/test_x.py::test_one"),
        Mark("H-26", "tests/test_x.py::test_one", "/staff/<area>/round/<id>"),
        Mark("H-01", "tests/test_x.py::TestTwo::test_three"),
        Mark("A-01", "tests/test_x.py::TestTwo::test_three"),
    }


def test_lists_a_row_with_its_test_and_page_and_the_others_as_not_yet() -> None:
    text = page({"H-26": "In order.", "H-27": "Yearly."}, list(marks_of("tests/test_x.py", MODULE))[1:2])
    assert "| H-26 | In order. | `/staff/<area>/round/<id>` | `tests/test_x.py::test_one` |" in text
    assert "| H-27 | Yearly. | | not yet |" in text
    assert "1 of 2 rows" in text


def test_there_are_117_rows_numbered_without_a_gap() -> None:
    rows = read_rows()
    counts = {"H": 30, "A": 18, "P": 18, "D": 25, "K": 26}
    expected = [f"{letter}-{number:02}" for letter, count in counts.items() for number in range(1, count + 1)]
    assert list(rows) == expected
    assert len(rows) == 117
    assert all(what.endswith(".") for what in rows.values())


def test_a_mark_that_names_no_row_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(capabilities, "find_marks", lambda _: [Mark("Z-01", "tests/test_x.py::test_one")])
    assert capabilities.main(["--check"]) == 1
    assert "Z-01" in capsys.readouterr().out


def test_the_page_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert capabilities.main(["--check"]) == 0, capsys.readouterr().out

"""The progress bar: one moving line in a terminal, a line for each part of the work elsewhere."""

import pytest

from local.progress import Progress


def work(capsys: pytest.CaptureFixture[str]) -> str:
    with Progress(3, "Work") as progress:
        progress.advance("first part", "one")
        progress.advance("first part", "two")
        progress.advance("second part", "three")
    return capsys.readouterr().out


def test_without_a_terminal_each_part_gets_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = work(capsys).splitlines()
    assert lines[0] == "Work (3 steps)"
    assert [line.split("  ")[-1] for line in lines[1:3]] == ["first part", "second part"]
    assert lines[3].startswith("Work: done in ")
    assert len(lines) == 4


def test_in_a_terminal_one_line_moves(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    said = work(capsys)
    assert said.count("\n") == 1
    states = said.split("\r")
    assert "2/3  first part: two" in states[2]
    assert "█" * 28 in states[3]
    assert all(len(state.replace("\x1b[K", "")) < 100 for state in states[:4])

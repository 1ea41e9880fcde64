"""`dev.py test` counts honestly: nothing that failed, or did not run, passes for green."""

from pathlib import Path

import pytest

from local import test as dev_test


def test_counts_failures_and_errors_alike(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>')
    assert dev_test.counts(report) == (4, 3, 3)


def test_a_check_that_fails_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    result = dev_test.check("try", ["sh", "-c", "echo because; exit 3"])
    assert (result.passed, result.failed) == (0, 1)
    assert "because" in capsys.readouterr().out


def test_a_check_whose_program_is_missing_fails() -> None:
    assert dev_test.check("try", ["no-such-program-anywhere"]).failed == 1


def test_a_quiet_success_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev_test.check("try", ["sh", "-c", "echo chatter"]).passed == 1
    assert "chatter" not in capsys.readouterr().out

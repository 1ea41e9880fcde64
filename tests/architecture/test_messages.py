"""Every word of the interface has a Czech translation, and the compiled catalogue is the one of the sources."""

import pytest

from local import messages


def test_the_catalogue_is_complete_and_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    code = messages.main(["--check"])
    assert code == 0, capsys.readouterr().out[:2000]

"""`dev.py demo` on the command line: words that it does not know."""

import pytest

from local.demo import main


@pytest.mark.parametrize("words", [["--area", "praha"], ["hlucin"]])
def test_the_demo_tells_which_areas_there_are(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "--area {albrechtice,domazlice,hlucin,krumlov,pisek}" in said

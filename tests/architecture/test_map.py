"""docs/map.md and docs/settings.md say what the code says."""

import pytest

from local import map as house_map


def test_every_module_says_what_it_is_and_both_pages_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    code = house_map.main(["--check"])
    assert code == 0, capsys.readouterr().out[:2000]

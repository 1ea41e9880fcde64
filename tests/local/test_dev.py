"""dev.py itself, run as people run it."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def dev(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), *words], capture_output=True, text=True, check=False, cwd="/"
    )


def test_without_a_command_it_prints_help() -> None:
    answer = dev()
    assert answer.returncode == 0
    assert all(name in answer.stdout for name in ("run", "demo", "test", "lint", "map", "messages"))


def test_an_unknown_command_is_an_error_with_help() -> None:
    answer = dev("tset")
    assert answer.returncode == 2
    assert "Usage" in answer.stdout


def test_the_environment_is_made_anew_when_locked_packages_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    before = module.fingerprint()
    changed = tmp_path / "requirements.lock"
    changed.write_text("flask==0\n")
    monkeypatch.setattr(module, "LOCK_FILE", changed)
    assert module.fingerprint() != before

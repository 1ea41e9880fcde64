"""Nothing in the repository names a real person's address, the place where it was written, or a registry's host."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, shown

EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
OUR_DOMAINS = re.compile(r"@(?:[\w-]+\.)*(?:example\.(?:org|cz|com)|localhost)$|\.(?:invalid|test)$")
# Where somebody's home, or the folder of some workplace, would begin.
WORKPLACE = re.compile(r"(?<![\w.])/(?:home|Users|root|work|workspace)/\w+")
REGISTRY = re.compile(
    r"https?://(?!127\.0\.0\.1|localhost)[^\s\"')]*"
    r"(?:/simple\b|/api/pypi|artifactory|nexus|registry\.npmjs|pypi\.org|pythonhosted)",
    re.IGNORECASE,
)
VENDORED = "workflow_app/web/shared/static/vendor/"
THIS = "tests/architecture/test_personal_data.py"


def _texts() -> list[tuple[str, str]]:
    """Every text file that git knows or would add, by its path from the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    found = []
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if name == THIS or name.startswith(VENDORED) or not path.is_file():
            continue
        try:
            found.append((name, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    found = _texts()
    assert len(found) > 300
    return found


def _found(texts: list[tuple[str, str]], wrong) -> list[str]:
    return [
        f"{name}:{number}: {word}"
        for name, text in texts
        for number, line in enumerate(text.splitlines(), start=1)
        for word in wrong(line)
    ]


def test_every_email_address_is_a_made_up_one(texts: list[tuple[str, str]]) -> None:
    assert not _found(
        texts, lambda line: [word for word in EMAIL.findall(line) if not OUR_DOMAINS.search(word)]
    )


def test_no_path_of_a_workplace_is_left(texts: list[tuple[str, str]]) -> None:
    assert not _found(texts, WORKPLACE.findall)


def test_no_registry_host_is_named(texts: list[tuple[str, str]]) -> None:
    assert not _found(texts, REGISTRY.findall)


def test_the_patterns_would_find_what_they_look_for() -> None:
    host = "https://" + "pypi.org" + "/simple"
    assert EMAIL.findall("write to jana.novakova@" + "seznam.cz today") == ["jana.novakova@seznam.cz"]
    assert not OUR_DOMAINS.search("jana@" + "seznam.cz")
    assert OUR_DOMAINS.search("podatelna@hlucin.example.cz")
    assert WORKPLACE.findall("cd /ho" + "me/jana/plans")
    assert REGISTRY.findall(host)


def test_shown_paths_are_relative() -> None:
    assert not Path(shown(ROOT / "README.md")).is_absolute()

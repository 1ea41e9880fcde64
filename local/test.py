"""`dev.py test`, everything CI checks, one after another, with a table at the end."""

import os
import subprocess
import sys
import time
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / ".dev" / "pytest.xml"
CODE = ["workflow_app", "workflows", "worker", "local", "tests", "benchmarks", "dev.py"]
TYPED = ["workflow_app", "workflows", "worker", "local"]
PYTHON = [sys.executable, "-m"]


@dataclass(frozen=True)
class Result:
    """How one check went: counts of what passed, failed and was skipped, and seconds."""

    name: str
    seconds: float
    passed: int
    failed: int
    skipped: int = 0

    @property
    def row(self) -> str:
        """The line of the table."""
        counts = f"{self.passed} passed, {self.failed} failed" if self.passed + self.failed > 1 else ""
        word = "FAILED" if self.failed else "ok"
        return f"  {word:8}{self.name:24}{self.seconds:7.1f} s   {counts}".rstrip()


def main(words: list[str]) -> int:
    """All checks, then all tests; `--lint` only the checks; other words go to pytest and only it runs."""
    if words and words != ["--lint"]:
        os.execv(sys.executable, [*PYTHON, "pytest", *words])  # noqa: S606 - on purpose
    results = [check(name, command) for name, command in checks().items()]
    if not words:
        results.append(tests())
    failed = sum(result.failed for result in results)
    skipped = sum(result.skipped for result in results)
    print("\n" + "\n".join(result.row for result in results) + "\n")
    passed = sum(result.passed for result in results)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed else 0


def checks() -> dict[str, list[str]]:
    """Name and command of every check that is not a test."""
    code = [path for path in CODE if (ROOT / path).exists()]
    found = {
        "ruff check": [*PYTHON, "ruff", "check", *code],
        "ruff format": [*PYTHON, "ruff", "format", "--check", *code],
        "mypy": [*PYTHON, "mypy", *[word for package in TYPED for word in ("-p", package)]],
        "imports": ["lint-imports"],
        "compose file": ["compose-lint", "docker-compose.yml"],
        "templates": ["djlint", "workflow_app", "--lint", "--quiet"],
        "messages": [*PYTHON, "local.messages", "--check"],
        "map and settings pages": [*PYTHON, "local.map", "--check"],
    }
    if "djlint" not in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8")).get("tool", {}):
        del found["templates"]
    return found


def check(name: str, command: list[str]) -> Result:
    """Run one check; what it says is shown only when it fails."""
    began = time.monotonic()
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        failed, said = done.returncode != 0, done.stdout + done.stderr
    except OSError as missing:
        failed, said = True, str(missing)
    result = Result(name, time.monotonic() - began, passed=int(not failed), failed=int(failed))
    print(result.row, flush=True)
    if failed:
        print(said.rstrip() + "\n", flush=True)
    return result


def tests() -> Result:
    """Run pytest on both cores, its output shown as it comes."""
    began = time.monotonic()
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.unlink(missing_ok=True)
    command = [*PYTHON, "pytest", "-n", "2", f"--junitxml={REPORT}"]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    seconds = time.monotonic() - began
    if not REPORT.exists():
        return Result("pytest", seconds, passed=0, failed=1)
    passed, failed, skipped = counts(REPORT)
    # pytest can fail without a failed test: none collected, a worker lost, interrupted.
    return Result("pytest", seconds, passed, max(failed, int(code != 0)), skipped)


def counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed (errors too) and skipped tests of a JUnit report."""
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own file
    total, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

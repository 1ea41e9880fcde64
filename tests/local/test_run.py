"""`dev.py run` for real: it starts everything, stops everything, and a kill leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("gunicorn", "celery", "postgres", "valkey-server", "watchdog")
START_SECONDS = 120

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes in /proc")


class Started:
    """A `dev.py run` with its own state folder and port; its children carry a mark in their environment."""

    def __init__(self, state: Path) -> None:
        self.state, self.mark = state, uuid.uuid4().hex
        kept = {name: text for name, text in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.log = (state / "said").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "local.run", "--state", str(state)],
            cwd=ROOT,
            # Without the demo: tests/local/test_seed.py loads it, and these are about starting and stopping.
            env={
                **kept,
                "PORT": str(free_port()),
                "RUN_MARK": self.mark,
                "PYTHONUNBUFFERED": "1",
                "DEMO_MODE": "no",
            },
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def said(self) -> str:
        return (self.state / "said").read_text()

    def wait_for_address(self) -> str:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            found = re.search(r"Open (http://\S+)", self.said())
            if found:
                return found[1]
            time.sleep(0.2)
        raise AssertionError(f"did not start:\n{self.said()}")

    def family(self) -> list[str]:
        """Command lines of all living processes that carry the mark or work in the state folder.

        The servers write their title over their environment, so the mark alone would miss them.
        """
        return [words for words in map(self._ours, Path("/proc").glob("[0-9]*")) if words]

    def _ours(self, process: Path) -> str:
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            marked = self.mark.encode() in (process / "environ").read_bytes()
            inside = str(self.state) in words or (process / "cwd").readlink().is_relative_to(self.state)
        except OSError:
            return ""
        return words if marked or inside else ""

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.log.close()


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder that the unprivileged database server can walk into; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="workflow-app-run ") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture
def started(state: Path) -> Iterator[Started]:
    run = Started(state)
    yield run
    run.end()
    wait_until_gone(run)


def wait_until_gone(run: Started, seconds: float = 60) -> list[str]:
    end = time.monotonic() + seconds
    while run.family() and time.monotonic() < end:
        time.sleep(0.2)
    return run.family()


def test_ctrl_c_stops_everything_and_the_data_stays(state: Path, started: Started) -> None:
    address = started.wait_for_address()
    with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:  # noqa: S310 - our own
        assert answer.status == 200
    family = " ".join(started.family())
    assert [program for program in PROGRAMS if program not in family] == []
    started.process.send_signal(signal.SIGINT)
    assert started.process.wait(60) == 0
    assert started.family() == []
    assert (state / "data" / "postgres" / "data" / "PG_VERSION").exists()


def test_kill_leaves_no_orphan(started: Started) -> None:
    started.wait_for_address()
    started.process.kill()
    started.process.wait()
    assert wait_until_gone(started) == []


def test_names_the_program_that_ended_and_stops_the_rest(started: Started) -> None:
    started.wait_for_address()
    beat = subprocess.run(
        ["pgrep", "-f", f"celery.* beat .*{re.escape(str(started.state))}"],
        capture_output=True,
        text=True,
        check=True,
    )
    os.kill(int(beat.stdout.split()[0]), signal.SIGKILL)
    assert started.process.wait(60) == 1
    assert "beat has ended by itself" in started.said()
    assert started.family() == []

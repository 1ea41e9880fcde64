"""Processes of ours: asked politely, then killed with all they have started."""

import signal
import sys
import time
from pathlib import Path

from local.process import Command, Running
from local.watchdog import Watchdog

POLITE = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))
print("ready", flush=True)
time.sleep(600)
"""

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def command(tmp_path: Path, program: str, patience: float) -> Command:
    return Command("program", [sys.executable, "-c", program], tmp_path / "log", patience=patience)


def wait_for_line(running: Running) -> str:
    end = time.monotonic() + 20
    while not running.last_lines() and time.monotonic() < end:
        time.sleep(0.05)
    return running.last_lines()


def is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_a_polite_program_ends_by_itself(tmp_path: Path) -> None:
    with Watchdog() as watchdog:
        running = Running(command(tmp_path, POLITE, patience=20), watchdog)
        wait_for_line(running)
        running.stop()
    assert running.process.returncode == 3


def test_a_stubborn_program_is_killed_with_its_children(tmp_path: Path) -> None:
    with Watchdog() as watchdog:
        running = Running(command(tmp_path, STUBBORN, patience=0.3), watchdog)
        child = int(wait_for_line(running))
        assert is_there(child)
        running.stop()
    assert running.process.returncode == -signal.SIGKILL
    assert not is_there(child)


def test_what_is_still_there_at_the_end_is_stopped_by_the_watchdog(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with Watchdog() as watchdog:
        watchdog.remove(folder)
        running = Running(command(tmp_path, STUBBORN, patience=0.3), watchdog)
        child = int(wait_for_line(running))
    assert running.process.wait() == -signal.SIGKILL
    assert not is_there(child)
    assert not folder.exists()


def test_the_log_holds_what_the_program_said(tmp_path: Path) -> None:
    with Watchdog() as watchdog:
        running = Running(command(tmp_path, "print('a'); print('b'); print('c')", patience=1), watchdog)
        running.process.wait()
        assert running.ended
        assert running.last_lines(2) == "b\nc"
        running.stop()

"""Stops our processes when the program that started them is gone, even by kill -9."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

FAST = 5.0


class Watchdog:
    """Parent's side: tell it what to stop and remove if we die; leaving the block ends the watchdog itself.

    The watchdog holds the read end of a pipe whose only write end is ours. However we end, the kernel closes
    our end, and the watchdog stops what it was told, last started first.
    """

    def __init__(self, keep_open: tuple[int, ...] = ()) -> None:
        """`keep_open`: descriptors the watchdog holds until all is stopped (the lock of the data folder)."""
        self._keep_open = keep_open

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-S", str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self._keep_open,
            cwd="/",
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()

    def watch(self, pid: int, stop_signal: int, patience: float = FAST) -> None:
        """From now on, if we die: send `stop_signal`, and after `patience` seconds kill its whole group."""
        self._tell({"watch": pid, "signal": int(stop_signal), "patience": patience})

    def forget(self, pid: int) -> None:
        """The process has ended; its number may soon belong to somebody else."""
        self._tell({"forget": pid})

    def remove(self, folder: Path) -> None:
        """Remove this folder at the end, whichever way the end comes."""
        self._tell({"remove": str(folder)})

    def _tell(self, line: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line).encode() + b"\n")
        self._process.stdin.flush()


def _listen_until_parent_is_gone() -> tuple[dict[int, tuple[int, float]], list[str]]:
    watched: dict[int, tuple[int, float]] = {}
    folders: list[str] = []
    for text in sys.stdin:
        line = json.loads(text)
        if "watch" in line:
            watched[line["watch"]] = (line["signal"], line["patience"])
        elif "forget" in line:
            watched.pop(line["forget"], None)
        else:
            folders.append(line["remove"])
    return watched, folders


def _alive(pid: int) -> bool:
    """False also for a zombie: nobody may be left to reap it, as in a container without an init."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    with contextlib.suppress(OSError):
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def _stop(pid: int, stop_signal: int, patience: float) -> None:
    """Ask, wait, then kill the group (each process we start leads its own)."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, stop_signal)
    until = time.monotonic() + patience
    while _alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def main() -> None:
    """The watchdog's side: read orders until the pipe closes, then stop and remove."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    watched, folders = _listen_until_parent_is_gone()
    for pid, (stop_signal, patience) in reversed(watched.items()):
        _stop(pid, stop_signal, patience)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

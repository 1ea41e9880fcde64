"""One server or program of ours, started in its own group, logged to a file, stopped politely."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local.runner import Runner
from local.watchdog import Watchdog


@dataclass(frozen=True)
class Command:
    """What to start and how to end it. `patience`: seconds between the polite signal and the kill."""

    name: str
    words: list[str]
    log: Path
    stop_signal: int = signal.SIGTERM
    patience: float = 10.0
    environ: Mapping[str, str] | None = None
    folder: Path = Path("/")
    runner: Runner = field(default_factory=Runner)
    typed_in: str = ""


class Running:
    """A started command. It leads its own process group, so Ctrl-C in the terminal reaches only us."""

    def __init__(self, command: Command, watchdog: Watchdog) -> None:
        self.command = command
        self._watchdog = watchdog
        with command.log.open("wb") as log:
            self.process = subprocess.Popen(
                command.words,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=command.environ,
                cwd=command.folder,
                start_new_session=True,
                **command.runner.process_options,
            )
        watchdog.watch(self.process.pid, command.stop_signal, command.patience)
        self._type_in(command.typed_in)

    def _type_in(self, text: str) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError), self.process.stdin as keyboard:
            keyboard.write(text.encode())

    @property
    def ended(self) -> bool:
        """True once the program is no longer there."""
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Send the polite signal and return at once."""
        if not self.ended:
            self.process.send_signal(self.command.stop_signal)

    def stop(self) -> None:
        """Ask, wait for `patience` seconds, then kill the whole group."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.command.patience)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._watchdog.forget(self.process.pid)

    def last_lines(self, count: int = 15) -> str:
        """The end of its log."""
        lines = self.command.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-count:])

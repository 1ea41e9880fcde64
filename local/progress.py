"""A progress bar in the terminal; plain lines where nobody looks at a terminal."""

import shutil
import sys
import time
from types import TracebackType
from typing import Self

BAR = 28


class Progress:
    """Counts steps. In a terminal one line that moves; elsewhere one line for every part of the work."""

    def __init__(self, total: int, title: str) -> None:
        self._total, self._title, self._done = total, title, 0
        self._part, self._began = "", time.monotonic()
        self._moves = sys.stdout.isatty()

    def __enter__(self) -> Self:
        if not self._moves:
            print(f"{self._title} ({self._total} steps)", flush=True)
        return self

    def advance(self, part: str, label: str) -> None:
        """One more step of `part` is done; `label` says which."""
        self._done += 1
        if self._moves:
            self._draw(f"{part}: {label}")
        elif part != self._part:
            print(f"  {self._seconds():6.1f} s  {self._done:4}/{self._total}  {part}", flush=True)
        self._part = part

    def _draw(self, words: str) -> None:
        filled = BAR * self._done // max(self._total, 1)
        line = f"[{'█' * filled}{'·' * (BAR - filled)}] {self._done}/{self._total}  {words}"
        print(f"\r{line[: shutil.get_terminal_size().columns - 1]}\x1b[K", end="", flush=True)

    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._moves:
            print("\r\x1b[K", end="")
        if error is None:
            print(f"{self._title}: done in {self._seconds():.1f} s", flush=True)

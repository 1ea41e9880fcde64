"""Compares two texts word by word: runs of words that stayed, were deleted or inserted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, INSERT, DELETE = "same", "insert", "delete"
# Words of the two sides multiplied; beyond it a passage is shown as replaced, which takes no time.
MOST_PAIRS = 4_000_000
REWRITTEN = 4  # even the shorter side has more than so many words for each that stayed


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. kind: same | insert | delete."""

    kind: str
    text: str


def compare_words(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs that lead from `before` to `after`; nothing when the texts are equal.

    Joining the runs that are not inserted gives `before`, joining those not deleted gives `after`.
    """
    if before == after:
        return ()
    return tuple(_joined(_by_line(_split(before, r"[^\n]*\n|[^\n]+"), _split(after, r"[^\n]*\n|[^\n]+"))))


def _split(text: str, pattern: str) -> list[str]:
    return re.findall(pattern, text)


def _by_line(before: list[str], after: list[str]) -> Iterator[Run]:
    """Compare lines first, then the words within lines that were replaced: fast, and easy to read."""
    for kind, old, new in _steps(before, after):
        if kind == "replace":
            yield from _by_word(_split("".join(old), r"\s*\S+|\s+"), _split("".join(new), r"\s*\S+|\s+"))
        else:
            yield from _plain_runs(kind, old, new)


def _by_word(before: list[str], after: list[str]) -> Iterator[Run]:
    """Compare words. Where hardly any has stayed, a passage was rewritten: scraps of it between would only confuse."""
    steps = list(_steps(before, after))
    same = sum(len(old) for kind, old, _new in steps if kind == "equal")
    if same * REWRITTEN < min(len(before), len(after)):
        steps = [("replace", before, after)]
    for kind, old, new in steps:
        yield from _plain_runs(kind, old, new)


def _plain_runs(kind: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    if kind == "equal":
        yield Run(SAME, "".join(old))
        return
    if old:
        yield Run(DELETE, "".join(old))
    if new:
        yield Run(INSERT, "".join(new))


def _steps(before: list[str], after: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    if len(before) * len(after) > MOST_PAIRS:
        yield "replace", before, after
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, low, high, new_low, new_high in matcher.get_opcodes():
        yield kind, before[low:high], after[new_low:new_high]


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Join neighbours of one kind."""
    waiting: Run | None = None
    for run in runs:
        if waiting and waiting.kind == run.kind:
            waiting = Run(run.kind, waiting.text + run.text)
            continue
        if waiting:
            yield waiting
        waiting = run
    if waiting:
        yield waiting

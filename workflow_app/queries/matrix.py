"""What a matrix of municipalities × documents × stages holds, which rows a reader wants of it, and its counts."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workflow_app.engine.definition import State
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflow_app.queries.council_terms import Term

DONE, WAITING, REFUSED, LEFT_OUT = "done", "waiting", "refused", "left_out"
LATE = "late"  # of those that wait
GROUPS = (DONE, WAITING, LATE, REFUSED, LEFT_OUT)
BY_NAME = "name"
# What asks for attention comes first when rows are sorted by state.
_URGENCY = ("refused", "changed", "waits", "under_way", "not_yet", "done")
_NEVER, _LONG_AGO = date.max, date.min


@dataclass(frozen=True, slots=True)
class Cell:
    """One body in one stage. Without `state` and `label` it has not decided, and more is not said.

    `day` is that of the session, held or planned (`is_planned`), or of a decision without a session.
    `version_number` is there when the body decided on another text than the one that the councils have before them.
    `former_term` is there when a council of an electoral term that has ended decided.
    `until` and `days_late` are there while the body is awaited.
    """

    process_id: int | None
    stage: Text
    body: Text
    group: str
    tone: str
    state: str | None = None
    label: Text | None = None
    day: date | None = None
    is_planned: bool = False
    number: str = ""
    version_number: int | None = None
    former_term: Term | None = None
    until: date | None = None
    days_late: int = 0
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Stages of one round that no municipality shares: a municipality that decides twice has a cell in each."""

    process_id: int
    round: int
    kind: str
    title: Text
    is_running: bool
    stages: tuple[Text, ...]

    @property
    def key(self) -> str:
        """The round's name in addresses and downloads: document process and number of the round."""
        return f"{self.process_id}-{self.round}"


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality (or a body of none, such as a union: no code) with a cell for each column."""

    name: str
    code: str
    is_twin: bool  # another row has the same name
    inhabitants: int | None
    cells: tuple[Cell | None, ...]

    @property
    def until(self) -> date | None:
        """The nearest deadline that is still awaited."""
        return min((cell.until for cell in self.cells if cell and cell.until), default=None)

    @property
    def changed_on(self) -> date | None:
        """The day on which something last happened."""
        return max((cell.changed_on for cell in self.cells if cell and cell.changed_on), default=None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cells are in each group, and how many of those that wait are late."""

    done: int
    waiting: int
    refused: int
    left_out: int
    late: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One round that can be chosen for the matrix."""

    key: str
    title: Text
    round: int
    is_running: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for: which rounds (queries/rounds.py), which rows, and in what order.

    `text`: part of a name or of a code; `group`: one of GROUPS, "" for all;
    `sort`: name | inhabitants | state | deadline | change.
    """

    document: str = ""
    text: str = ""
    group: str = ""
    sort: str = BY_NAME


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows that are shown; `total` is how many there are without the filter."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    choices: tuple[Choice, ...]

    @property
    def column_counts(self) -> tuple[Counts, ...]:
        """The counts of each column, of the rows shown."""
        return tuple(count(row.cells[at] for row in self.rows) for at in range(len(self.columns)))

    @property
    def counts(self) -> Counts:
        """The counts of all cells shown."""
        return count(cell for row in self.rows for cell in row.cells)


def group_of(state: State, rule: RouteStage) -> str:
    """Return what a body's state means for its stage, as the stage's own counters have it (engine/join.py)."""
    if state.left_out:
        return LEFT_OUT
    if not state.settled:
        return WAITING
    return DONE if state.name in rule.counts else REFUSED


def count(cells: Iterable[Cell | None]) -> Counts:
    """Count cells by group."""
    found = [cell for cell in cells if cell]
    groups = Counter(cell.group for cell in found)
    late = sum(cell.days_late > 0 for cell in found)
    return Counts(groups[DONE], groups[WAITING], groups[REFUSED], groups[LEFT_OUT], late)


def arranged(matrix: Matrix, wish: Wish) -> Matrix:
    """Return the matrix with the rows that `wish` asks for, in its order; rows of a kind stay in Czech order."""
    text = _bare(wish.text)
    rows = [row for row in matrix.rows if (text in _bare(row.name) or text in row.code) and _fits(row, wish)]
    return replace(matrix, rows=tuple(_sorted(rows, wish.sort)))


def _bare(text: str) -> str:
    """Return `text` as people type it in a hurry: no capitals, no diacritics."""
    return "".join(
        one for one in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(one)
    )


def _fits(row: Row, wish: Wish) -> bool:
    return not wish.group or any(
        cell.days_late > 0 if wish.group == LATE else cell.group == wish.group for cell in row.cells if cell
    )


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    if sort == "inhabitants":
        return sorted(rows, key=lambda row: -(row.inhabitants or 0))
    if sort == "state":
        return sorted(rows, key=_urgency)
    if sort == "deadline":
        return sorted(rows, key=lambda row: row.until or _NEVER)
    if sort == "change":
        return sorted(rows, key=lambda row: row.changed_on or _LONG_AGO, reverse=True)
    return rows


def _urgency(row: Row) -> tuple[bool, int]:
    """The late first, then the most urgent of the row's states; rows without any stand last."""
    cells = [cell for cell in row.cells if cell]
    late = any(cell.days_late for cell in cells)
    return not late, min((_URGENCY.index(cell.tone) for cell in cells), default=len(_URGENCY))

"""A matrix in words: heads, cells and counts, the same for the page and for every download of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.documents.sheet import Entry
from workflow_app.queries.matrix import (
    DONE,
    LATE,
    LEFT_OUT,
    REFUSED,
    WAITING,
    Cell,
    Column,
    Counts,
    Matrix,
    Row,
)
from workflow_app.web.shared.term_words import term_words
from workflow_app.web.shared.wording import day, in_words

STAGES_NAMED = 3  # of a column; a round of sixty that decide one after another has sixty


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: what it is called, and for a round its stages. `document_id`: the round's document."""

    label: str
    lines: tuple[str, ...] = ()
    sort: str = ""
    document_id: int | None = None

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join((self.label, *self.lines))


@dataclass(frozen=True, slots=True)
class CellWords:
    """One cell: the state, how late it is, and facts. `process_id` leads staff to the body."""

    label: str
    tone: str
    late: str = ""
    facts: tuple[str, ...] = ()
    process_id: int | None = None

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(part for part in (self.label, self.late, *self.facts) if part)


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row. The first and the last two columns are the same for every document."""

    name: str
    note: str  # the code, where another municipality has the same name
    inhabitants: int | None
    cells: tuple[CellWords | None, ...]
    changed: Entry

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The row as it goes into a file, in the order of the heads."""
        name = f"{self.name} ({self.note})" if self.note else self.name
        cells = (Entry(cell.text, cell.tone) if cell else Entry(None) for cell in self.cells)
        return (Entry(name), Entry(self.inhabitants), *cells, self.changed)


@dataclass(frozen=True, slots=True)
class MatrixWords:
    """The whole table in the language of the page; `totals` has one text for each head."""

    heads: tuple[Head, ...]
    rows: tuple[RowWords, ...]
    totals: tuple[Entry, ...]
    summary: str


def matrix_words(matrix: Matrix, changed: str) -> MatrixWords:
    """Put a matrix into words; `changed` is what its last column is called."""
    heads = (
        Head(_("Municipality"), sort="name"),
        Head(_("Inhabitants"), sort="inhabitants"),
        *(_head(column) for column in matrix.columns),
        Head(changed, sort="change"),
    )
    counted = (Entry("\n".join(count_words(counts))) for counts in matrix.column_counts)
    people = sum(row.inhabitants or 0 for row in matrix.rows)
    totals = (Entry(_("Total")), Entry(people), *counted, Entry(None))
    rows = tuple(_row(row) for row in matrix.rows)
    return MatrixWords(heads, rows, totals, ", ".join(count_words(matrix.counts)))


def group_words() -> dict[str, str]:
    """Return what the groups of states are called."""
    return {
        DONE: _("done"),
        WAITING: _("waiting"),
        LATE: _("late"),
        REFUSED: _("disagrees"),
        LEFT_OUT: _("not required"),
    }


def count_words(counts: Counts) -> list[str]:
    """Return the counts one by one: "done 9", "waiting 4"; the rarer ones only where there are any."""
    words = group_words()
    found = {DONE: counts.done, WAITING: counts.waiting, LATE: counts.late, REFUSED: counts.refused}
    found[LEFT_OUT] = counts.left_out
    return [f"{words[key]}: {number}" for key, number in found.items() if number or key in (DONE, WAITING)]


def _head(column: Column) -> Head:
    return Head(in_words(column.title), tuple(_about_round(column)), document_id=column.process_id)


def _about_round(column: Column) -> Iterator[str]:
    if column.round > 1:
        yield _("round no. %(number)s", number=column.round)
    labels = [in_words(label) for label in column.stages]
    yield from labels[:STAGES_NAMED]
    more = len(labels) - STAGES_NAMED
    if more > 0:
        yield ngettext("and %(num)s more stage", "and %(num)s more stages", more)


def _row(row: Row) -> RowWords:
    return RowWords(
        row.name,
        row.code if row.is_twin else "",
        row.inhabitants,
        tuple(cell_words(cell) if cell else None for cell in row.cells),
        Entry(row.changed_on),
    )


def cell_words(cell: Cell) -> CellWords:
    """Put one cell into words."""
    days = cell.days_late
    return CellWords(
        in_words(cell.label) or _("not decided yet"),
        cell.tone,
        ngettext("%(num)s day late", "%(num)s days late", days) if days else "",
        tuple(_facts(cell)),
        cell.process_id,
    )


def _facts(cell: Cell) -> Iterator[str]:
    if cell.day:
        yield _("session %(day)s", day=day(cell.day)) if cell.is_planned else day(cell.day)
    if cell.number:
        says_it = cell.number.casefold().startswith(
            "č."
        )  # some bodies write the abbreviation into the number
        yield cell.number if says_it else _("no. %(number)s", number=cell.number)
    if cell.version_number:
        yield _("decided on version %(number)s", number=cell.version_number)
    if cell.former_term:
        yield term_words(cell.former_term)
    if cell.until:
        yield _("by %(until)s", until=day(cell.until))

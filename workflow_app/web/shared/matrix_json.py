"""A matrix as JSON with keys that stay as they are; docs/matrix.md tells what each means."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from workflow_app.queries.matrix import Cell, Column, Counts, Matrix, Row
from workflow_app.web.shared.matrix_words import cell_words
from workflow_app.web.shared.wording import in_words, language


def as_json(matrix: Matrix, area: str, name: str, today: date) -> bytes:
    """Return the rows and columns shown, in their order, with texts in the language of the page and ISO dates."""
    found = {
        "area": area,
        "area_name": name,
        "as_of": today,
        "language": language(),
        "documents": [
            _document(column, counts)
            for column, counts in zip(matrix.columns, matrix.column_counts, strict=True)
        ],
        "municipalities": [_municipality(matrix.columns, row) for row in matrix.rows],
        "counts": asdict(matrix.counts),
    }
    return json.dumps(found, ensure_ascii=False, indent=1, default=date.isoformat).encode()


def _document(column: Column, counts: Counts) -> dict[str, Any]:
    return {
        "key": column.key,
        "kind": column.kind,
        "title": in_words(column.title),
        "round": column.round,
        "is_running": column.is_running,
        "stages": [in_words(label) for label in column.stages],
        "counts": asdict(counts),
    }


def _municipality(columns: tuple[Column, ...], row: Row) -> dict[str, Any]:
    pairs = zip(columns, row.cells, strict=True)
    return {
        "code": row.code or None,
        "name": row.name,
        "inhabitants": row.inhabitants,
        "last_change": row.changed_on,
        "decisions": [_decision(column, cell) for column, cell in pairs if cell],
    }


def _decision(column: Column, cell: Cell) -> dict[str, Any]:
    return {
        "document": column.key,
        "stage": in_words(cell.stage),
        "body": in_words(cell.body),
        "group": cell.group,
        "state": cell.state,
        "state_label": cell_words(cell).label,
        "session_on": cell.day,
        "is_planned": cell.is_planned,
        "resolution_number": cell.number or None,
        "decided_on_version": cell.version_number,
        "former_electoral_term": cell.former_term.years if cell.former_term else None,
        "deadline": cell.until,
        "days_late": cell.days_late,
    }

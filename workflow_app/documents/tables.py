"""Where a table may break between pages: not after its head, not before its last row, a short one nowhere."""

from lxml.etree import _Element as Element

from workflow_app.documents.wordml import make, w

_SHORT = 10  # rows: a table up to this long stays on one page


def _keep_with_next(row: Element) -> None:
    """Word keeps a row with the next one if its paragraphs are kept with the next."""
    for paragraph in row.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = make("pPr")
            paragraph.insert(0, properties)
        if properties.find(w("keepNext")) is None:
            style = properties.find(w("pStyle"))
            properties.insert(0 if style is None else 1, make("keepNext"))


def keep_rows_together(body: Element) -> None:
    """Bind the rows of every table that must not be torn apart (widows and orphans of tables)."""
    for table in body.iter(w("tbl")):
        rows = table.findall(w("tr"))
        bound = rows[:-1] if len(rows) <= _SHORT else [*rows[:2], rows[-2]]
        for row in bound:
            _keep_with_next(row)

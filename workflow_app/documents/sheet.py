"""A table as a spreadsheet (XLSX) or as CSV; nothing that somebody typed can become a formula."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | int | date | None
NOTHING = "–"
# What spreadsheet programs take for the beginning of a formula when they open a CSV file.
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
DAY_FORMATS = {"cs": 'd". "m". "yyyy', "en": "d mmmm yyyy"}
FILLS = {
    "done": "#D9EFDD",
    "under_way": "#DCE9F8",
    "waits": "#FFF1C7",
    "refused": "#F9D9D6",
    "changed": "#E8DDF3",
}
HEAD_ROW_HEIGHT = 62  # points: four lines


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: text (lines are divided by a line break), a whole number or a day; `tone` colours it."""

    value: Value
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what stands above it. `widths` are in characters; `name` is that of the tab."""

    title: str
    name: str
    remarks: tuple[str, ...]
    author: str
    language: str
    made_at: datetime
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Entry, ...], ...]
    totals: tuple[Entry, ...]


def as_xlsx(sheet: Sheet) -> bytes:
    """Return the table as a workbook: title and remarks, a head that stays in sight, a filter, the totals."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": sheet.title,
                "author": sheet.author,
                "comments": " ".join(sheet.remarks),
                "created": sheet.made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        book.set_custom_property("Language", sheet.language)
        _fill(book, book.add_worksheet(sheet.name), sheet)
    return target.getvalue()


def as_csv(sheet: Sheet) -> bytes:
    """Return the table as UTF-8 with a byte order mark, divided by semicolons, as office programs here expect it."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_plain(head) for head in sheet.heads)
    for row in (*sheet.rows, sheet.totals):
        writer.writerow(_plain(entry.value) for entry in row)
    return target.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    """Return a value on one line, with an apostrophe before what would be read as a formula."""
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    text = str(value).replace("\n", " · ")
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


def _fill(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    formats = _formats(book, sheet.language)
    page.write_string(0, 0, sheet.title, formats["title"])
    for at, remark in enumerate(sheet.remarks, start=1):
        page.write_string(at, 0, remark, formats["remark"])
    head = len(sheet.remarks) + 2
    page.set_row(head, HEAD_ROW_HEIGHT)
    for column, (text, width) in enumerate(zip(sheet.heads, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(head, column, text, formats["head"])
    for at, row in enumerate(sheet.rows, start=head + 1):
        _write(page, at, row, formats)
    last = head + len(sheet.rows)
    _write(page, last + 1, [Entry(item.value, "total") for item in sheet.totals], formats)
    page.autofilter(head, 0, last, len(sheet.heads) - 1)
    page.freeze_panes(head + 1, 1)
    _for_paper(page, sheet, head)


def _for_paper(page: Worksheet, sheet: Sheet, head: int) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer(f"&L{sheet.title.replace('&', '&&')}&R&P/&N")


def _write(page: Worksheet, at: int, row: Sequence[Entry], formats: Mapping[str, Format]) -> None:
    for column, entry in enumerate(row):
        look, value = formats.get(entry.tone, formats[""]), entry.value
        if isinstance(value, date):
            page.write_datetime(at, column, value, formats["day"])
        elif isinstance(value, int):
            page.write_number(at, column, value, formats["number"])
        else:
            page.write_string(at, column, NOTHING if value is None else value, look)


def _formats(book: Workbook, language: str) -> dict[str, Format]:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BBBBBB"}
    plain = {
        "title": {"bold": True, "font_size": 14},
        "remark": {"font_color": "#444444"},
        "head": {**cell, "bold": True, "bg_color": "#E6EAEF"},
        "total": {**cell, "bold": True, "top": 2},
        "day": {**cell, "num_format": DAY_FORMATS[language], "align": "left"},
        "number": {**cell, "num_format": "#,##0"},
        "": cell,
    }
    toned = {tone: {**cell, "bg_color": fill} for tone, fill in FILLS.items()}
    return {name: book.add_format(look) for name, look in {**plain, **toned}.items()}

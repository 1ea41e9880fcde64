"""A table as XLSX and CSV: what was typed stays text, days and numbers stay days and numbers."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from workflow_app.documents.sheet import Entry, Sheet, as_csv, as_xlsx

EVIL = (
    "=1+1",
    "@SUM(A1)",
    "+420 555",
    "-5",
    "\tx",
    '=HYPERLINK("http://example.org")',
    "https://example.org",
)


def sheet(*rows: tuple[Entry, ...]) -> Sheet:
    return Sheet(
        title="Obce & <spol.>",
        name="Obce",
        remarks=("Stav k dnešku.",),
        author="Hlučínsko",
        language="cs",
        made_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
        heads=("Obec", "Plán\n1. stupeň"),
        widths=(20, 30),
        rows=rows,
        totals=(Entry("Celkem"), Entry(len(rows))),
    )


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    made = sheet((Entry(text), Entry("x")))
    content = as_xlsx(made)
    page = load_workbook(BytesIO(content)).active
    assert (page["A5"].value, page["A5"].data_type) == (text, "s")
    with ZipFile(BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in parts.namelist(), "no link"
    cell = next(
        row[0]
        for row in csv.reader(StringIO(as_csv(made).decode("utf-8-sig")), delimiter=";")
        if row[1] == "x"
    )
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert cell.endswith(text.strip("\t"))


def test_a_workbook_has_a_title_a_head_in_sight_a_filter_and_typed_cells() -> None:
    rows = (
        (Entry("Čeladná"), Entry(date(2026, 12, 8))),
        (Entry("Hlučín"), Entry(None)),
        (Entry("Ú"), Entry("ano\nne")),
    )
    book = load_workbook(BytesIO(as_xlsx(sheet(*rows))))
    page = book["Obce"]
    assert (page["A1"].value, page["A2"].value) == ("Obce & <spol.>", "Stav k dnešku.")
    assert [cell.value for cell in page[4]] == ["Obec", "Plán\n1. stupeň"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("B5", "A4:B7")
    assert page["B5"].value == datetime(2026, 12, 8)  # noqa: DTZ001 - a cell has no time zone
    assert page["B6"].value == "–"
    assert (page["B7"].value, page["B7"].alignment.wrap_text) == ("ano\nne", True)
    assert [cell.value for cell in page[8]] == ["Celkem", 3]
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$4:$4"
    assert (book.properties.title, book.properties.creator) == ("Obce & <spol.>", "Hlučínsko")
    assert {item.name: item.value for item in book.custom_doc_props.props} == {"Language": "cs"}


def test_csv_begins_with_a_mark_and_is_divided_by_semicolons() -> None:
    made = as_csv(sheet((Entry("Bělá; horní"), Entry(date(2026, 12, 8)))))
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.decode("utf-8-sig").splitlines() == [
        "Obec;Plán · 1. stupeň",
        '"Bělá; horní";2026-12-08',
        "Celkem;1",
    ]

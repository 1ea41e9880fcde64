"""The table of a matrix as its page, its workbook and its CSV file show it, to be compared."""

import csv
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO

from lxml import html
from openpyxl import load_workbook

from tests.browser_of_pages import PageClient


@dataclass(frozen=True)
class Shown:
    """The table of a page as lines of text in cells, its head and its totals apart."""

    heads: list[str]
    rows: list[list[str]]
    totals: list[str]

    def column(self, at: int) -> list[str]:
        return [row[at] for row in self.rows]


def shown(client: PageClient, address: str) -> Shown:
    answer = client.get(address)
    assert answer.status_code == 200, address
    (table,) = html.fromstring(answer.text).xpath('//table[@id="matrix"]')
    lines = [[_lines(cell) for cell in row] for row in table.xpath(".//tr")]
    return Shown(lines[0], lines[1:-1], lines[-1])


def _lines(cell: html.HtmlElement) -> str:
    return "\n".join(part.strip() for part in cell.itertext() if part.strip())


def _day(value: datetime, language: str) -> str:
    if language == "cs":
        return f"{value.day}.\xa0{value.month}.\xa0{value.year}"
    return f"{value.day}\xa0{value:%B}\xa0{value.year}"


def _number(value: int, language: str) -> str:
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", "\xa0")


def of_workbook(content: bytes, language: str) -> Shown:
    page = load_workbook(BytesIO(content)).active
    rows = [
        list(row)
        for row in page.iter_rows(min_row=int(page.print_title_rows.split("$")[-1]), values_only=True)
    ]

    def text(value: object) -> str:
        if isinstance(value, datetime):
            return _day(value, language)
        return _number(value, language) if isinstance(value, int) else str(value)

    lines = [[text(value) for value in row] for row in rows]
    return Shown(lines[0], lines[1:-1], lines[-1])


def of_csv(content: bytes, language: str) -> Shown:
    lines = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    for line in lines[1:]:
        line[1] = _number(int(line[1]), language)
        if line[-1] != "–":
            line[-1] = _day(datetime.fromisoformat(line[-1]), language)
    return Shown(lines[0], lines[1:-1], lines[-1])


def on_one_line(table: Shown) -> Shown:
    def flat(row: list[str]) -> list[str]:
        return [cell.replace("\n", " · ") for cell in row]

    return Shown(flat(table.heads), [flat(row) for row in table.rows], flat(table.totals))

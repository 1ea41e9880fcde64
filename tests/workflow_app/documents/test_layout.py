"""The estimate of pages."""

from pathlib import Path

import pytest
from lxml import etree

from tests.workflow_app.documents.test_render import filled, paragraph
from tests.workflow_app.documents.word_file import W, part
from workflow_app.documents.layout import pages_of_paragraphs
from workflow_app.documents.text_width import line_count, text_width


def test_width_of_text() -> None:
    assert text_width("Wi", 10) == pytest.approx(11.66)
    assert text_width("ěšč", 10) == text_width("esc", 10)
    assert text_width("a", 10, bold=True) > text_width("a", 10)


def test_lines() -> None:
    assert line_count("", 100, 10) == 1
    assert line_count(" ".join(["slovo"] * 20), 100, 10) == 7
    assert line_count("a\nb", 100, 10) == 2
    assert line_count("x" * 100, 100, 10) == 5


def _pages(folder: Path, body: str) -> list[int]:
    document = filled(folder, body)
    root = part(document, "word/document.xml").find(f"{W}body")
    styles = bytes(etree.tostring(part(document, "word/styles.xml")))
    return list(pages_of_paragraphs(root, styles).values())


def test_a_page_takes_a_page_of_lines(tmp_path: Path) -> None:
    pages = _pages(tmp_path, paragraph("řádek", "LetterAddress") * 120)
    lines = 700.1 / (10.5 * 1.149 * 1.1)  # height of the page by height of a line
    assert pages.count(1) == int(lines)
    assert max(pages) == 3


def test_heading_goes_with_its_text(tmp_path: Path) -> None:
    filler = paragraph("řádek", "LetterAddress") * 51
    assert _pages(tmp_path, filler + paragraph("Nadpis", "Heading1") + paragraph("Text"))[-2:] == [2, 2]


def test_table_rows_turn_the_page_and_the_head_stands_again(tmp_path: Path) -> None:
    cell = '<w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>' + paragraph("x", "TableText") + "</w:tc>"
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell}</w:tr>"
    table = (
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{head}' + f"<w:tr>{cell}</w:tr>" * 90
    )
    pages = _pages(tmp_path, table + "</w:tbl><w:p/>")
    assert (pages.count(1), pages.count(2)) == (pages.count(2) + 1, pages.count(1) - 1)

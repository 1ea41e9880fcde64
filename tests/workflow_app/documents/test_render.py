"""The renderer on a small template made here."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import jinja2
import pytest
from lxml import etree

from tests.workflow_app.documents.word_file import W, faults, lines, part
from tests.workflows.sample_papers import TEMPLATES
from workflow_app.documents.render import render

DONOR = TEMPLATES / "council_resolution" / "draft_resolution.cs.docx"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, style: str = "BodyText") -> str:
    """A paragraph of a template."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def template(folder: Path, body: str, **parts: str) -> Path:
    """A template with the styles of ours and the given body; `parts` replaces text in other parts."""
    file = folder / "template.docx"
    with zipfile.ZipFile(DONOR) as donor, zipfile.ZipFile(file, "w") as made:
        for entry in donor.infolist():
            data = donor.read(entry)
            if entry.filename == "word/document.xml":
                page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418"'
                page += ' w:left="1418" w:header="680" w:footer="567" w:gutter="0"/></w:sectPr>'
                data = f"<w:document {NS}><w:body>{body}{page}</w:body></w:document>".encode()
            elif entry.filename.startswith(("word/header", "word/footer")):
                kind = "hdr" if "header" in entry.filename else "ftr"
                data = f"<w:{kind} {NS}><w:p/></w:{kind}>".encode()
            elif entry.filename == "docProps/core.xml":
                data = data.replace(b"{{ footer.document }}", b"{{ title }}").replace(
                    b"{{ letterhead.area }}", b"{{ area }}"
                )
            made.writestr(entry.filename, data)
    return file


CONTEXT = {"title": 'Plán & "rozvoj" <služeb>', "area": "Hlučínsko"}


def filled(folder: Path, body: str, **values: object) -> bytes:
    """The body filled in Czech."""
    return render(template(folder, body), {**CONTEXT, **values}, "cs")


def test_special_characters_come_out_as_they_went_in(tmp_path: Path) -> None:
    text = "Říčany & okolí <test> konec \"x\" 'y' {{ 1 }} {% if %} ]]> &amp; 😀"
    document = filled(tmp_path, paragraph("{{ text }}"), text=text)
    assert lines(document) == [text.replace("Říčany", "Říčany")]
    assert faults(document, tmp_path) == []


def test_control_characters_go_tabs_and_lines_stay(tmp_path: Path) -> None:
    assert lines(filled(tmp_path, paragraph("{{ text }}"), text="a\x00b\x0b\tc\nd")) == ["ab\n\tc\nd"]


def test_prose_becomes_paragraphs_and_a_real_list(tmp_path: Path) -> None:
    document = filled(
        tmp_path, paragraph("{{p text | paragraphs }}"), text="Úvod & cíl.\n\n- první\n- <druhý>\n\nKonec."
    )
    assert lines(document) == ["Úvod & cíl.", "první", "<druhý>", "Konec."]
    styles = [node.get(f"{W}val") for node in part(document, "word/document.xml").iter(f"{W}pStyle")]
    assert styles == ["BodyText", "ListBullet", "ListBullet", "BodyText"]


def test_styles_are_found_by_name_when_word_has_renamed_their_ids(tmp_path: Path) -> None:
    file = template(tmp_path, paragraph("{{p text | paragraphs }}"))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"BodyText"', b'"Zkladntext"')
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    document = render(file, {**CONTEXT, "text": "x"}, "cs")
    assert part(document, "word/document.xml").find(f".//{W}pStyle").get(f"{W}val") == "Zkladntext"


def test_words_of_the_template_and_of_the_context_are_typeset(tmp_path: Path) -> None:
    document = filled(tmp_path, paragraph("v {{ a }} a o obci"), a="kraji s 5 %")
    assert lines(document) == ["v\u00a0kraji s\u00a05\u00a0% a\u00a0o\u00a0obci"]


def test_tags_torn_by_word_are_mended(tmp_path: Path) -> None:
    torn = (
        '<w:p><w:r><w:t>{{ te</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>xt }}</w:t></w:r></w:p>'
    )
    assert lines(filled(tmp_path, torn, text="ok")) == ["ok"]


def test_unknown_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        filled(tmp_path, paragraph("{{ nobody }}"))


@pytest.mark.parametrize("value", [None, True, 1.5, ["a"]])
def test_only_text_and_whole_numbers_are_printed(tmp_path: Path, value: object) -> None:
    with pytest.raises(TypeError, match="may print text"):
        filled(tmp_path, paragraph("{{ value }}"), value=value)


@pytest.mark.parametrize("attack", ["{{ ''.__class__.__mro__ }}", "{{ items.append(1) }}"])
def test_a_template_cannot_reach_out(tmp_path: Path, attack: str) -> None:
    with pytest.raises((jinja2.exceptions.SecurityError, TypeError)):
        filled(tmp_path, paragraph(attack), items=[])


def test_a_loop_in_the_wrong_place_is_an_error_not_a_loss(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>{% for x in items %}a</w:t></w:r></w:p><w:p><w:r><w:t>b{% endfor %}</w:t></w:r></w:p>"
    )
    with pytest.raises(etree.XMLSyntaxError):
        filled(tmp_path, body.replace("<w:p>", "<w:p><w:r><w:t>", 1), items=["1", "2"])


def test_properties_language_and_time(tmp_path: Path) -> None:
    file = template(tmp_path, paragraph("x"))
    document = render(file, CONTEXT, "en", datetime(2027, 6, 8, 10, 0, tzinfo=UTC))
    core = {etree.QName(node).localname: node.text for node in part(document, "docProps/core.xml")}
    assert core["title"] == 'Plán & "rozvoj" <služeb>'
    assert (core["creator"], core["language"], core["created"]) == (
        "Hlučínsko",
        "en-GB",
        "2027-06-08T10:00:00Z",
    )
    defaults = part(document, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert defaults.get(f"{W}val") == "en-GB"
    assert faults(document, tmp_path) == []


def test_equal_arguments_make_equal_bytes(tmp_path: Path) -> None:
    file = template(tmp_path, paragraph("{{ text }}"))
    made = {render(file, {**CONTEXT, "text": "x"}, "cs", datetime(2027, 1, 1, tzinfo=UTC)) for _ in range(2)}
    assert len(made) == 1
    with zipfile.ZipFile(io.BytesIO(made.pop())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_edited_template_is_used_at_once(tmp_path: Path) -> None:
    assert lines(filled(tmp_path, paragraph("staré"))) == ["staré"]
    assert lines(filled(tmp_path, paragraph("nové"))) == ["nové"]


def test_contents_lists_numbered_headings_with_pages(tmp_path: Path) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>doplní se</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    turn = '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:pageBreakBefore/></w:pPr><w:r><w:t>{{ text }}</w:t></w:r></w:p>'
    body = (
        field
        + paragraph("Úvod", "Heading1")
        + paragraph("Cíl", "Heading2")
        + paragraph("Detail", "Heading3")
        + turn
    )
    numbered = filled(tmp_path, body, text="Kapitola & dvě")
    assert lines(numbered)[:3] == ["Úvod\t1", "Cíl\t1", "Kapitola & dvě\t2"]
    document = part(numbered, "word/document.xml")
    marks = [node.get(f"{W}name") for node in document.iter(f"{W}bookmarkStart")]
    assert [node.get(f"{W}anchor") for node in document.iter(f"{W}hyperlink")] == marks
    assert faults(numbered, tmp_path) == []


def test_short_tables_stay_whole_and_long_ones_keep_head_and_end(tmp_path: Path) -> None:
    def table(rows: int) -> str:
        cell = (
            '<w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>'
            + paragraph("x", "TableText")
            + "</w:tc>"
        )
        return (
            '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>'
            + f"<w:tr>{cell}</w:tr>" * rows
            + "</w:tbl>"
        )

    def bound(rows: int) -> list[int]:
        found = part(filled(tmp_path, table(rows) + "<w:p/>"), "word/document.xml").iter(f"{W}tr")
        return [place for place, row in enumerate(found) if row.find(f".//{W}keepNext") is not None]

    assert bound(3) == [0, 1]
    assert bound(20) == [0, 1, 18]

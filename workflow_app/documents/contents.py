"""Table of contents and table numbers: fields are filled in, so that nobody has to update them by hand."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from workflow_app.documents.layout import pages_of_paragraphs
from workflow_app.documents.wordml import Field, Styles, field_mark, fields, make, text_of, text_run, w


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the contents lists it; `level` counts from 0, `number` is "2.1" or empty."""

    paragraph: Element
    level: int
    number: str
    text: str
    bookmark: str


def _is_numbered(paragraph: Element, by_style: bool) -> bool:
    own = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return by_style if own is None else own.get(w("val")) != "0"


def headings(body: Element, styles: Styles) -> Iterator[Heading]:
    """Yield the headings of a document in order, with the decimal numbers that Word will show."""
    counts = [0] * 9
    for order, paragraph in enumerate(body.iter(w("p"))):
        style = styles.of(paragraph)
        text = text_of(paragraph).strip()
        if style is None or style.outline_level is None or style.outline_level > 8 or not text:
            continue
        level, number = style.outline_level, ""
        if _is_numbered(paragraph, style.numbered):
            counts[level] += 1
            counts[level + 1 :] = [0] * (8 - level)
            number = ".".join(str(count) for count in counts[: level + 1])
        yield Heading(paragraph, level, number, text, f"_Toc{order:08d}")


def _add_bookmark(heading: Heading, number: int) -> None:
    """Enclose the runs of a heading in a bookmark, which the contents refers to."""
    start = make("bookmarkStart", id=str(number), name=heading.bookmark)
    properties = heading.paragraph.find(w("pPr"))
    heading.paragraph.insert(0 if properties is None else 1, start)
    heading.paragraph.append(make("bookmarkEnd", id=str(number)))


def _entry(heading: Heading, style_id: str) -> tuple[Element, Element]:
    """One line of the contents (number, text, leader, page; all a link), and the run that holds the page."""
    page = text_run("0")
    parts = [text_run(heading.number), make("r", make("tab"))] if heading.number else []
    reference = [
        field_mark("begin"),
        text_run(f" PAGEREF {heading.bookmark} \\h ", "instrText"),
        field_mark("separate"),
        page,
        field_mark("end"),
    ]
    parts += [text_run(heading.text), make("r", make("tab")), *reference]
    link = make("hyperlink", *parts, anchor=heading.bookmark, history="1")
    return make("p", make("pPr", make("pStyle", val=style_id)), link), page


def _paragraphs_of(field: Field) -> list[Element]:
    """The paragraphs from the beginning of a field to its end (siblings)."""
    first, last = field.begin.getparent(), field.end.getparent()
    found = [first]
    while found[-1] is not last:
        found.append(found[-1].getnext())
    return found


def _replace(field: Field, entries: list[Element]) -> None:
    old = _paragraphs_of(field)
    opening = [field_mark("begin"), text_run(field.instruction, "instrText"), field_mark("separate")]
    for position, run in enumerate(opening, start=1):
        entries[0].insert(position, run)
    entries[-1].append(field_mark("end"))
    for entry in entries:
        old[0].addprevious(entry)
    for paragraph in old:
        paragraph.getparent().remove(paragraph)


def _levels(instruction: str) -> int:
    found = re.search(r'\\o\s+"\d-(\d)"', instruction)
    return int(found.group(1)) if found else 3


def fill_contents(body: Element, styles: Styles, styles_xml: bytes) -> None:
    """Fill the field TOC with links to the headings and the pages on which they probably stand.

    A document without that field, or without headings, stays as it is. Word renews the lines when it updates
    the field; programs that never do show these.
    """
    field = next((found for found in fields(body) if found.instruction.split()[:1] == ["TOC"]), None)
    if field is None:
        return
    listed = [found for found in headings(body, styles) if found.level < _levels(field.instruction)]
    for number, heading in enumerate(listed):
        _add_bookmark(heading, 9000 + number)
    entries = [_entry(heading, styles.id_of(f"toc {heading.level + 1}")) for heading in listed]
    if entries:
        _replace(field, [entry for entry, _ in entries])
    pages = pages_of_paragraphs(body, styles_xml)  # the contents takes room itself, so its lines come first
    for heading, (_, page) in zip(listed, entries, strict=True):
        page[0].text = str(pages[heading.paragraph])


def number_sequences(body: Element) -> None:
    """Number the fields SEQ ("Table 1", "Table 2") in order, each series by itself."""
    counts: Counter[str] = Counter()
    for field in fields(body):
        words = field.instruction.split()
        if words[:1] != ["SEQ"] or field.separate is None:
            continue
        counts[words[1]] += 1
        result = field.separate.getnext()
        if result is not None and result is not field.end:
            for text in result.iter(w("t")):
                text.text = str(counts[words[1]])

"""On which page each paragraph will probably stand: page numbers for contents that nobody has updated yet.

An estimate from font metrics and styles. Word computes the exact numbers when it updates the contents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element as Element

from workflow_app.documents.text_width import line_count
from workflow_app.documents.wordml import w

_LINE = 1.149  # height of a line of Arial, in font sizes
_CELL_MARGIN = 5.4  # points left and right in a table cell


@dataclass(frozen=True, slots=True)
class _Look:
    """Effective look of a paragraph, lengths in points."""

    size: float = 10.0
    bold: bool = False
    line: float = 1.0
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    keep_next: bool = False
    break_before: bool = False
    contextual: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """What goes on a page in one piece, or line by line if it is a paragraph."""

    element: Element
    look: _Look
    lines: int
    line_height: float
    repeated: float = 0.0  # height of the table head that a new page begins with


def _points(node: Element, name: str, default: float) -> float:
    value = node.get(w(name))
    return default if value is None else float(value) / 20


def _is_on(node: Element | None, name: str, default: bool) -> bool:
    found = None if node is None else node.find(w(name))
    return default if found is None else found.get(w("val")) not in {"0", "false"}


def _with_paragraph(look: _Look, properties: Element) -> _Look:
    spacing, indent = properties.find(w("spacing")), properties.find(w("ind"))
    if spacing is not None:
        line = float(spacing.get(w("line"), look.line * 240)) / 240
        before, after = _points(spacing, "before", look.before), _points(spacing, "after", look.after)
        look = replace(look, before=before, after=after, line=line)
    if indent is not None:
        look = replace(
            look, left=_points(indent, "left", look.left), right=_points(indent, "right", look.right)
        )
    return replace(
        look,
        keep_next=_is_on(properties, "keepNext", look.keep_next),
        break_before=_is_on(properties, "pageBreakBefore", look.break_before),
        contextual=_is_on(properties, "contextualSpacing", look.contextual),
    )


def _with_run(look: _Look, properties: Element) -> _Look:
    size = properties.find(w("sz"))
    points = look.size if size is None else float(size.get(w("val"), look.size * 2)) / 2
    return replace(look, size=points, bold=_is_on(properties, "b", look.bold))


class _Looks:
    """The looks of all paragraph styles, inheritance resolved."""

    def __init__(self, styles_xml: bytes) -> None:
        root = etree.fromstring(styles_xml)
        self._nodes = {node.get(w("styleId")): node for node in root.iter(w("style"))}
        self._base = self._apply(_Look(), root.find(f"{w('docDefaults')}/{w('pPrDefault')}"))
        self._base = self._apply(self._base, root.find(f"{w('docDefaults')}/{w('rPrDefault')}"))
        self._known: dict[str | None, _Look] = {}

    def _apply(self, look: _Look, node: Element | None) -> _Look:
        if node is None:
            return look
        for name, change in ((w("pPr"), _with_paragraph), (w("rPr"), _with_run)):
            properties = node.find(name)
            look = look if properties is None else change(look, properties)
        return look

    def _of_style(self, style_id: str | None) -> _Look:
        node = self._nodes.get(style_id)
        if node is None:
            return self._base
        if style_id not in self._known:
            parent = node.find(w("basedOn"))
            inherited = self._of_style(None if parent is None else parent.get(w("val")))
            self._known[style_id] = self._apply(inherited, node)
        return self._known[style_id]

    def of(self, paragraph: Element) -> _Look:
        """Return the look of one paragraph."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return self._base
        style = properties.find(w("pStyle"))
        return _with_paragraph(self._of_style(None if style is None else style.get(w("val"))), properties)


def _visible(paragraph: Element) -> str:
    marks = {w("tab"): "    ", w("br"): "\n"}
    nodes = paragraph.iter(w("t"), w("br"), w("tab"))
    return "".join(
        marks.get(str(node.tag), node.text or "") for node in nodes if node.getparent().tag == w("r")
    )


def _paragraph_block(paragraph: Element, looks: _Looks, width: float) -> _Block:
    look = looks.of(paragraph)
    lines = line_count(_visible(paragraph), width - look.left - look.right, look.size, look.bold)
    return _Block(paragraph, look, lines, look.size * _LINE * look.line)


def _cell_height(cell: Element, looks: _Looks) -> float:
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    points = _points(width, "w", 100) - 2 * _CELL_MARGIN
    inside = [_paragraph_block(paragraph, looks, points) for paragraph in cell.iter(w("p"))]
    return sum(block.look.before + block.lines * block.line_height + block.look.after for block in inside)


def _table_blocks(table: Element, looks: _Looks) -> Iterator[_Block]:
    """One block a row; the rows of the head stand again on each further page."""
    head = 0.0
    for row in table.iterchildren(w("tr")):
        height = max((_cell_height(cell, looks) for cell in row.iterchildren(w("tc"))), default=0.0) + 0.5
        is_head = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        is_bound = is_head or next(row.iter(w("keepNext")), None) is not None
        yield _Block(row, _Look(keep_next=is_bound), 1, height, 0.0 if is_head else head)
        head += height if is_head else 0.0


def _blocks(body: Element, looks: _Looks, width: float) -> Iterator[_Block]:
    for child in body.iterchildren(w("p"), w("tbl"), w("sdt")):
        if child.tag == w("tbl"):
            yield from _table_blocks(child, looks)
        elif child.tag == w("sdt"):
            yield from _blocks(child.find(w("sdtContent")), looks, width)
        else:
            yield _paragraph_block(child, looks, width)


@dataclass(slots=True)
class _Cursor:
    """Where on which page the next block begins."""

    height: float
    page: int = 1
    used: float = 0.0

    def turn(self) -> None:
        self.page, self.used = self.page + 1, 0.0

    def place(self, block: _Block, needed: float, before: float) -> int:
        """Put a block down and return the page it begins on; `needed` has to fit below its beginning."""
        if block.look.break_before and self.used:
            self.turn()
        if self.used and self.used + before + needed > self.height:
            self.turn()
            before, self.used = 0.0, block.repeated
        self.used += before
        page = self.page
        for _ in range(block.lines):
            if self.used + block.line_height > self.height + 0.5:
                self.turn()
            self.used += block.line_height
        self.used += block.look.after
        return page


def _needed(blocks: list[_Block], place: int) -> float:
    """The height that must stay on one page: the block's first lines, and what it is kept with."""
    block = blocks[place]
    if block.look.keep_next and place + 1 < len(blocks):
        following = blocks[place + 1]
        whole = block.lines * block.line_height + block.look.after + following.look.before
        return whole + _needed(blocks, place + 1)
    shown = block.lines if block.lines <= 3 else 2
    return shown * block.line_height


def _same_style(one: _Block, other: _Block) -> bool:
    styles = [block.element.find(f"{w('pPr')}/{w('pStyle')}") for block in (one, other)]
    return None not in styles and len({style.get(w("val")) for style in styles if style is not None}) == 1


def pages_of_paragraphs(body: Element, styles_xml: bytes) -> dict[Element, int]:
    """Return the page on which each paragraph of the body probably begins, counted from 1."""
    size, margin = body.find(f".//{w('sectPr')}/{w('pgSz')}"), body.find(f".//{w('sectPr')}/{w('pgMar')}")
    if size is None or margin is None:
        return {}
    width = _points(size, "w", 595) - _points(margin, "left", 71) - _points(margin, "right", 71)
    height = _points(size, "h", 842) - _points(margin, "top", 71) - _points(margin, "bottom", 71)
    blocks = list(_blocks(body, _Looks(styles_xml), width))
    cursor, pages = _Cursor(height), {}
    for place, block in enumerate(blocks):
        close = place > 0 and block.look.contextual and _same_style(blocks[place - 1], block)
        if close:
            cursor.used -= blocks[place - 1].look.after
        page = cursor.place(block, _needed(blocks, place), 0.0 if close else block.look.before)
        pages.update(dict.fromkeys(block.element.iter(w("p")), page))
    return pages

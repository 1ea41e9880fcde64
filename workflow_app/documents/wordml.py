"""Reading and writing the XML of Word: names, styles and fields."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def make(name: str, /, *children: Element, **attributes: str) -> Element:
    """Return a new WordprocessingML element with children and attributes of the same namespace."""
    element = etree.Element(w(name), {w(key): value for key, value in attributes.items()}, nsmap={"w": W})
    element.extend(children)
    return element


def text_run(text: str, tag: str = "t") -> Element:
    """Return a run holding `text` (or a field instruction, with the tag `instrText`)."""
    holder = make(tag)
    holder.text = text
    holder.set(_XML_SPACE, "preserve")
    return make("r", holder)


def field_mark(kind: str) -> Element:
    """Return a run that begins, separates or ends a field."""
    return make("r", make("fldChar", fldCharType=kind))


def text_of(element: Element) -> str:
    """Return the visible text of an element, without field instructions."""
    return "".join(node.text or "" for node in element.iter(w("t")))


@dataclass(slots=True)
class Field:
    """A complex field: its instruction and the runs that begin, separate and end it."""

    begin: Element
    end: Element  # the beginning, as long as the end is not met
    instruction: str = ""
    separate: Element | None = None


def fields(root: Element) -> Iterator[Field]:
    """Yield every complex field that is complete, inner fields before outer ones."""
    opened: list[Field] = []
    for node in root.iter(w("fldChar"), w("instrText")):
        run = node.getparent()
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            opened.append(Field(run, run))
        elif opened and kind == "separate":
            opened[-1].separate = run
        elif opened and kind == "end":
            opened[-1].end = run
            yield opened.pop()
        elif opened and kind is None:
            opened[-1].instruction += node.text or ""


@dataclass(frozen=True, slots=True)
class Style:
    """What the layout of contents needs to know about one paragraph style; levels count from 0."""

    style_id: str
    name: str
    outline_level: int | None
    numbered: bool


class Styles:
    """Paragraph styles of one document, found by their English name or their id.

    Word in another language renames the ids when it saves ("Heading1" becomes "Nadpis1"), never the names.
    """

    def __init__(self, styles_xml: bytes) -> None:
        nodes = etree.fromstring(styles_xml).iterchildren(w("style"))
        found = [_style(node) for node in nodes if node.get(w("type")) == "paragraph"]
        self._by_id = {style.style_id: style for style in found}
        self._by_name = {style.name.casefold(): style for style in found}

    def id_of(self, name: str) -> str:
        """Return the id of the style called `name`. Raises KeyError if the document has no such style."""
        return self._by_name[name.casefold()].style_id

    def has(self, name: str) -> bool:
        """Tell whether the document has a paragraph style called `name`."""
        return name.casefold() in self._by_name

    def of(self, paragraph: Element) -> Style | None:
        """Return the style of a paragraph, None for the default one."""
        node = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return None if node is None else self._by_id.get(node.get(w("val"), ""))


def _style(node: Element) -> Style:
    name = node.find(w("name"))
    level = node.find(f"{w('pPr')}/{w('outlineLvl')}")
    number = node.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return Style(
        style_id=node.get(w("styleId"), ""),
        name="" if name is None else name.get(w("val"), ""),
        outline_level=None if level is None else int(level.get(w("val"), "9")),
        numbered=number is not None and number.get(w("val")) != "0",
    )

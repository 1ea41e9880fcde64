"""Fill a Word template with a context and return the finished document, the same bytes every time."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from lxml.etree import _Element as Element
from markupsafe import Markup, escape

from workflow_app.documents.blocks import blocks
from workflow_app.documents.contents import fill_contents, number_sequences
from workflow_app.documents.tables import keep_rows_together
from workflow_app.documents.typography import printable, typeset
from workflow_app.documents.wordml import Styles, w

FILLED_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STAND_IN = "\ua66e"  # a letter that no text has
_BODY = "word/document.xml"
_CORE = "docProps/core.xml"
_STYLES = "word/styles.xml"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_LOCALES = {"cs": "cs-CZ", "en": "en-GB"}
_DCTERMS = "http://purl.org/dc/terms/"
_DC = "http://purl.org/dc/elements/1.1/"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A template ready to be filled: the parts with placeholders compiled, the others as they are."""

    compiled: Mapping[str, jinja2.Template]
    parts: Mapping[str, bytes]
    styles: Styles


def word_source(part: bytes) -> str:
    """Return the Jinja source of one part of a template, with the tags of docxtpl ({%p %}, {%tr %}) resolved.

    Each paragraph begins on its own line, so that the line of an error leads to its text.
    """
    xml = etree.tostring(etree.fromstring(part), encoding="unicode")
    return str(DocxTemplate(io.BytesIO()).patch_xml(re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)))


def _typeset_source(source: str, language: str) -> str:
    """Typeset the fixed words of a template, so that whoever edits it in Word need not think of hard spaces.

    Tags stand aside as one letter each while the words around them are set.
    """

    def words(found: re.Match[str]) -> str:
        tags = iter(_TAG.findall(found[2]))
        return found[1] + re.sub(
            _STAND_IN, lambda _: next(tags), typeset(_TAG.sub(_STAND_IN, found[2]), language)
        )

    return re.sub(r"(<w:t(?: [^>]*)?>)([^<]*)(?=</w:t>)", words, source)


def environment(language: str, styles: Styles) -> ImmutableSandboxedEnvironment:
    """Return the sandbox of a template: everything escaped, nothing undefined, text typeset for print."""

    def text(value: str) -> str:
        return typeset(printable(value), language)

    def printed(value: object) -> object:
        if isinstance(value, Markup | jinja2.Undefined) or (type(value) is int):
            return value
        if isinstance(value, str):
            return text(value)
        raise TypeError(f"a template may print text and whole numbers, not {type(value).__name__}")

    def paragraphs(value: str, style: str = "Body Text", list_style: str = "List Bullet") -> Markup:
        found = [
            f'<w:p><w:pPr><w:pStyle w:val="{styles.id_of(list_style if block.item else style)}"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(text(block.text))}</w:t></w:r></w:p>'
            for block in blocks(printable(value))
        ]
        return Markup("".join(found) or "<w:p/>")  # noqa: S704 - every text in it went through escape()

    def cell_paragraphs(value: str) -> Markup:
        return paragraphs(value, "Table Text", "Table List")

    built = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined, finalize=printed)
    built.filters |= {"paragraphs": paragraphs, "cell_paragraphs": cell_paragraphs}
    return built


@lru_cache(maxsize=64)
def _compile(template: bytes, language: str) -> _Compiled:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    styles = Styles(parts[_STYLES])
    sandbox = environment(language, styles)
    compiled = {
        name: sandbox.from_string(_typeset_source(word_source(part), language))
        for name, part in parts.items()
        if FILLED_PARTS.fullmatch(name)
    }
    return _Compiled(compiled, parts, styles)


def _to_bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _finish_body(root: Element, ready: _Compiled) -> None:
    """What needs the whole text: breaks of tables, numbers, contents, unique ids of pictures."""
    keep_rows_together(root)
    number_sequences(root)
    fill_contents(root.find(w("body")), ready.styles, ready.parts[_STYLES])
    for number, picture in enumerate(root.iter("{*}docPr"), start=1):
        picture.set("id", str(number))


def _finish_core(root: Element, language: str, created: datetime | None) -> None:
    """Language and time of the document; without a time the template's own would be a lie, so it goes."""
    for name in ("created", "modified"):
        for node in root.findall(f"{{{_DCTERMS}}}{name}"):
            root.remove(node)
        if created is not None:
            stamp = etree.SubElement(root, f"{{{_DCTERMS}}}{name}", {_XSI_TYPE: "dcterms:W3CDTF"})
            stamp.text = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    node = root.find(f"{{{_DC}}}language")
    if node is None:
        node = etree.SubElement(root, f"{{{_DC}}}language")
    node.text = _LOCALES[language]


def _with_language(styles: bytes, language: str) -> bytes:
    """The default language of the text, which spelling and screen readers go by."""
    root = etree.fromstring(styles)
    for node in root.iterfind(f"{w('docDefaults')}//{w('lang')}"):
        node.set(w("val"), _LOCALES[language])
    return _to_bytes(root)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=6)
    return target.getvalue()


def render(
    template: Path, context: Mapping[str, object], language: str, created: datetime | None = None
) -> bytes:
    """Return the Word document made of `template` and `context`, in `language` ("cs" or "en").

    `context` has exactly the names that the template uses. `created` (aware) becomes the document's date;
    equal arguments give equal bytes. Raises jinja2.UndefinedError for a name that the context lacks,
    TypeError for a value that is neither text nor a whole number, lxml.etree.XMLSyntaxError if the filled
    template is not well-formed XML (a tag of a loop in the wrong paragraph): nothing is left out silently.
    """
    ready = _compile(template.read_bytes(), language)
    parts = dict(ready.parts)
    listing = DocxTemplate(io.BytesIO())
    for name, compiled in ready.compiled.items():
        root = etree.fromstring(listing.resolve_listing(compiled.render(context)))
        if name == _BODY:
            _finish_body(root, ready)
        if name == _CORE:
            _finish_core(root, language, created)
        parts[name] = _to_bytes(root)
    parts[_STYLES] = _with_language(parts[_STYLES], language)
    return _zipped(parts)

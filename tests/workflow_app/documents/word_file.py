"""Reads a Word file back as the tests need it: its text, its parts, and what two validators say."""

import io
import zipfile
from pathlib import Path

import ooxml_integrity
from lxml import etree
from openxml_audit import OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(document: bytes, name: str) -> etree._Element:
    """One XML part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read(name))


def _line(paragraph: etree._Element) -> str:
    pieces = {f"{W}tab": "\t", f"{W}br": "\n"}
    nodes = (node for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br") if node.getparent().tag == f"{W}r")
    return "".join(pieces.get(node.tag, node.text or "") for node in nodes)


def _row(row: etree._Element) -> str:
    return " | ".join(" / ".join(map(_line, cell.iter(f"{W}p"))) for cell in row.iterchildren(f"{W}tc"))


def lines(document: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of a part: one string a paragraph, one a table row."""
    found = []
    for node in part(document, name).iter(f"{W}p", f"{W}tr"):
        if node.tag == f"{W}tr":
            found.append(_row(node))
        elif next(node.iterancestors(f"{W}tr"), None) is None:
            found.append(_line(node))
    return found


def text(document: bytes) -> str:
    """All text a reader sees, body, headers and footers, with plain spaces."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = [
            name
            for name in archive.namelist()
            if name.startswith(("word/document", "word/header", "word/foot"))
        ]
    joined = "\n".join(line for name in names for line in lines(document, name))
    return joined.replace("\u00a0", " ")


def faults(document: bytes, folder: Path) -> list[str]:
    """What openxml-audit and ooxml-integrity find wrong."""
    file = folder / "document.docx"
    file.write_bytes(document)
    audit = [str(error) for error in OpenXmlValidator().validate(str(file)).errors]
    findings = ooxml_integrity.check(str(file))
    return audit + [str(finding) for finding in findings if finding.severity != ooxml_integrity.INFO]

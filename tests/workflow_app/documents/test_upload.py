"""What may be uploaded."""

import io
import struct
import zipfile
import zlib

import pytest

from tests.workflows.sample_papers import TEMPLATES
from workflow_app.documents.upload import LIMIT_BYTES, Upload, check_upload
from workflow_app.kernel.errors import Refused

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\x00" * 40 + b"\xff\xd9"
DOCX = (TEMPLATES / "plan" / "plan.cs.docx").read_bytes()
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def _zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def _word(content_types: bytes = b"<Types/>", **more: bytes) -> bytes:
    return _zip(**{"[Content_Types].xml": content_types, "word/document.xml": b"<x/>", **more})


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (PDF, "výpis.pdf", Upload("application/pdf", "výpis.pdf")),
        (JPEG, "IMG_0001.JPG", Upload("image/jpeg", "IMG_0001.jpg")),
        (_png(), "../sken.png", Upload("image/png", "sken.png")),
        (DOCX, "usnesení.docx", Upload(DOCX_TYPE, "usnesení.docx")),
        (PDF, "vydává se za obrázek.jpg", Upload("application/pdf", "vydává se za obrázek.pdf")),
    ],
)
def test_accepted_by_content(data: bytes, name: str, expected: Upload) -> None:
    assert check_upload(data, name) == expected


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "upload_empty"),
        (b"%PDF-" + b"0" * LIMIT_BYTES, "upload_too_large"),
        (b"MZ\x90\x00 program", "upload_type_not_allowed"),
        (b"<svg onload='x'/>", "upload_type_not_allowed"),
        (b"<html>%PDF-1.7 %%EOF", "upload_type_not_allowed"),
        (_zip(**{"a.txt": b"x"}), "upload_type_not_allowed"),
        (_zip(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "upload_type_not_allowed"),
        (PDF[:-7], "upload_incomplete"),
        (JPEG[:-2], "upload_incomplete"),
        (_png()[:-6], "upload_incomplete"),
        (DOCX[:5000], "upload_incomplete"),
        (_word(**{"word/vbaProject.bin": b"x"}), "upload_with_macros"),
        (_word(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "upload_with_macros"),
        (_word(**{"word/media/a.bin": b"\0" * 5_000_000}), "upload_too_large_inside"),
        (_word(**{f"word/{number}.xml": b"" for number in range(2100)}), "upload_too_large_inside"),
    ],
)
def test_refused_with_a_reason(data: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        check_upload(data, "soubor.pdf")
    assert [(reason.key, reason.field) for reason in refused.value.reasons] == [(key, "file")]


def test_damaged_inside_is_refused() -> None:
    whole = bytearray(_word(**{"word/styles.xml": b"a" * 50}))
    place = (
        whole.index(b"<x/>")
        if b"<x/>" in whole
        else whole.index(b"word/document.xml") + len("word/document.xml")
    )
    whole[place + 1] ^= 0xFF
    with pytest.raises(Refused) as refused:
        check_upload(bytes(whole), "a.docx")
    assert refused.value.reasons[0].key == "upload_incomplete"

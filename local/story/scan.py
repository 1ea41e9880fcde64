"""Makes the scan of an extract that a council sends: a small PDF or a PNG, without any library."""

import struct
import unicodedata
import zlib
from collections.abc import Sequence

# Letters of a 5 × 7 raster would be a font; a scan of a signed page is grey lines of text to whoever looks at it.
_WIDTH, _HEIGHT = 420, 594
_PAPER, _INK, _STAMP = 246, 70, 150


def make_scan(kind: str, lines: Sequence[str]) -> bytes:
    """Return a file of `kind` (pdf or png) that looks like a page with these lines. Raises KeyError for others."""
    return {"pdf": _pdf, "png": _png}[kind](lines)


def _plain(text: str) -> str:
    """ASCII only: the fonts that every PDF reader has know no Czech letters."""
    bare = unicodedata.normalize("NFKD", text.replace("–", "-")).encode("ascii", "ignore").decode()
    return bare.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf(lines: Sequence[str]) -> bytes:
    shown = "\n".join(f"({_plain(line)}) Tj T*" for line in lines)
    page = f"BT /F1 12 Tf 18 TL 70 760 Td\n{shown}\nET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def _png(lines: Sequence[str]) -> bytes:
    rows = [bytearray([_PAPER]) * _WIDTH for _ in range(_HEIGHT)]
    for position, line in enumerate(lines):
        _write(rows, 60 + position * 26, line)
    for row in rows[480:540]:
        row[280:360] = bytes([_STAMP]) * 80
    picture = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", picture), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*chunks, strict=True)))


def _write(rows: list[bytearray], top: int, line: str) -> None:
    """Draw a line of text as bars, one a word, as a page looks from afar."""
    left = 50
    for word in line.split():
        right = min(left + 6 * len(word), _WIDTH - 50)
        for row in rows[top : top + 9]:
            row[left:right] = bytes([_INK]) * max(right - left, 0)
        left = right + 8


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

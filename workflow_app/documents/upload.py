"""Check of an uploaded file by its content: PDF, JPEG, PNG or a Word document, nothing else."""

import io
import zipfile
import zlib
from dataclasses import dataclass

import puremagic

from workflow_app.documents.file_names import safe_file_name
from workflow_app.kernel.errors import Refusal, Refused

LIMIT_BYTES = 20 * 1024 * 1024
_UNPACKED_LIMIT_BYTES = 200 * 1024 * 1024
_RATIO_LIMIT = 150
_ENTRIES_LIMIT = 2000
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXTENSIONS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", _DOCX: ".docx"}
_ENDINGS = {"application/pdf": b"%%EOF", "image/jpeg": b"\xff\xd9", "image/png": b"IEND\xaeB`\x82"}
_SIGNATURES = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted file: its media type by content and a name that is safe to keep and to offer."""

    media_type: str
    file_name: str


def _refuse(key: str, **params: object) -> Refused:
    return Refused(Refusal(key, params, field="file"))


def _media_type(data: bytes) -> str:
    """What the first bytes say; puremagic has to agree that it is no other kind of file in disguise."""
    if data.startswith(b"PK\x03\x04"):
        return _DOCX
    media_type = next((kind for kind, start in _SIGNATURES.items() if data.startswith(start)), "")
    try:
        guesses = {match.mime_type for match in puremagic.magic_string(data[:65536])}
    except puremagic.PureError:
        guesses = set()
    return media_type if media_type in guesses else ""


def _check_ending(media_type: str, data: bytes) -> None:
    """A file cut off on the way lacks its ending; a few bytes of padding may follow it."""
    if _ENDINGS[media_type] not in data[-2048:]:
        raise _refuse("upload_incomplete")


def _check_size_inside(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """The declared sizes must be sane before anything is unpacked (a ZIP bomb)."""
    unpacked = sum(entry.file_size for entry in entries)
    too_much = unpacked > _UNPACKED_LIMIT_BYTES or unpacked > packed * _RATIO_LIMIT
    if too_much or len(entries) > _ENTRIES_LIMIT:
        raise _refuse("upload_too_large_inside")


def _check_word_document(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_size_inside(entries, len(data))
            names = {entry.filename for entry in entries}
            content_types = archive.read("[Content_Types].xml")
            archive.read("word/document.xml")
    except KeyError:
        raise _refuse("upload_type_not_allowed") from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error):
        raise _refuse("upload_incomplete") from None
    if b"macroEnabled" in content_types or any("vbaproject" in name.lower() for name in names):
        raise _refuse("upload_with_macros")


def check_upload(data: bytes, name: str, limit_bytes: int = LIMIT_BYTES) -> Upload:
    """Return what `data` is and a safe form of `name` (with the extension of the real content).

    Raises Refused (field "file") with the key `upload_empty`, `upload_too_large` (limit_mb),
    `upload_type_not_allowed`, `upload_incomplete`, `upload_too_large_inside` or `upload_with_macros`.
    """
    if not data:
        raise _refuse("upload_empty")
    if len(data) > limit_bytes:
        raise _refuse("upload_too_large", limit_mb=limit_bytes // (1024 * 1024))
    media_type = _media_type(data)
    if not media_type:
        raise _refuse("upload_type_not_allowed")
    if media_type == _DOCX:
        _check_word_document(data)
    else:
        _check_ending(media_type, data)
    return Upload(media_type, safe_file_name(name, _EXTENSIONS[media_type]))

"""File names that are safe in a ZIP, in a download and on Windows."""

import re
import unicodedata

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGEST_BYTES = 120


def _shortened(stem: str) -> str:
    return stem.encode()[:_LONGEST_BYTES].decode(errors="ignore").rstrip(" .")


def safe_file_name(name: str, extension: str) -> str:
    """Return `name` without folders, control or reserved characters, ending with `extension` (".pdf").

    Diacritics stay (composed, NFC). Whatever extension the name had is replaced: the content decides.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", last)
    stem = re.sub(r"\s+", " ", _UNSAFE.sub(" ", stem)).strip(" .")
    stem = _shortened(stem) or "soubor"
    return (f"_{stem}" if _RESERVED.match(stem) else stem) + extension

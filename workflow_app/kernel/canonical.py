"""Canonical JSON and its SHA-256: one text, one fingerprint."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def _plain(value: Any) -> Any:
    """Dataclasses and dates as JSON knows them; anything else is refused by json itself."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _refuse_float(_text: str) -> None:
    raise TypeError("a float has no canonical form")


_WRITE = json.JSONEncoder(default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_READ = json.JSONDecoder(parse_float=_refuse_float, parse_constant=_refuse_float)


def canonical_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys, no spaces and unescaped diacritics.

    Two equal values always give the same text, on every machine and after a round trip through JSONB.
    Floats are refused (use integers of crowns, or strings): their text is not stable.
    """
    text = _WRITE.encode(value)
    _READ.decode(text)
    return text


def sha256_text(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of `value` (64 hexadecimal digits)."""
    return sha256_text(canonical_json(value))

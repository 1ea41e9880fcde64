"""Writes an area file as YAML that a person likes to read: one thing a line, one municipality a few lines."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

PLAIN = re.compile(r"[^\W\d_]([\w /().@+–-]*[\w).])?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
EMPTY_WORDS = ("null", "Null", "NULL")


def scalar(value: object) -> str:
    """Return a text, number or day as YAML; quoted when it could be read as something else."""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    plain = PLAIN.fullmatch(text) and text not in EMPTY_WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """Return a mapping or list on one line, without entries that are empty."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(item)}" for name, item in filled(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def filled(fields: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the entries that say something: no None, no empty text or list."""
    return [(name, value) for name, value in fields.items() if value not in (None, "", [], (), {})]


def block(fields: Mapping[str, Any], indent: int) -> list[str]:
    """Return one line for each entry, `indent` spaces deep."""
    return [f"{' ' * indent}{name}: {flow(value)}" for name, value in filled(fields)]


def item(rows: Iterable[Mapping[str, Any]], indent: int) -> str:
    """Return one list item as a mapping in braces, each of `rows` on a line of its own."""
    lines = [", ".join(f"{name}: {flow(value)}" for name, value in filled(row)) for row in rows]
    inner = (",\n" + " " * (indent + 3)).join(line for line in lines if line)
    return f"{' ' * indent}- {{{inner}}}"

"""Prose as Word paragraphs: an empty line separates paragraphs, "- " begins an item of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"^\s*[-–•*]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or one item of a list; a line feed inside is a line break."""

    text: str
    item: bool = False


def _blocks_of(part: str) -> Iterator[Block]:
    """Split one part (no empty line inside): lines before the first item are a paragraph."""
    pending: list[str] = []
    item = False
    for line in part.split("\n"):
        if _ITEM.match(line):
            if pending:
                yield Block("\n".join(pending), item)
            pending, item = [_ITEM.sub("", line).rstrip()], True
        elif line.strip():
            pending.append(line.strip())
    if pending:
        yield Block("\n".join(pending), item)


def blocks(text: str) -> list[Block]:
    """Return the paragraphs and list items of `text` in order; nothing but white space is lost."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return [block for part in parts for block in _blocks_of(part)]

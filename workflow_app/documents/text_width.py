"""How wide a text is in Arial (and in its twin Liberation Sans), and on how many lines it fits."""

import math
import unicodedata
from functools import cache

# Advance widths in thousandths of the font size; accented letters are as wide as their base letters.
_WIDTHS = {
    191: "'",
    222: "ijl",
    278: " !,./:;[]\\ftI|\u00a0",
    333: "()-r„“”`",
    350: "•",
    355: '"',
    389: "*",
    500: "cksvxyzJ",
    556: "abdeghnopqu0123456789?#$L–§_",
    584: "+<=>~×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_BY_CHARACTER = {character: width for width, characters in _WIDTHS.items() for character in characters}
_BOLD = 1.07  # bold letters are on average this much wider


@cache
def _width(character: str) -> int:
    base = unicodedata.normalize("NFD", character)[0]
    return _BY_CHARACTER.get(character, _BY_CHARACTER.get(base, 556))


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of `text` in points at a font size in points."""
    return sum(map(_width, text)) * size / 1000 * (_BOLD if bold else 1)


def _lines_of(words: list[str], width: float, size: float, bold: bool) -> int:
    lines, used, space = 1, 0.0, text_width(" ", size, bold)
    for word in words:
        needed = text_width(word, size, bold)
        if used and used + space + needed > width:
            lines, used = lines + 1, needed
        else:
            used += needed + (space if used else 0)
        if used > width:  # a word longer than the line is broken
            further = math.ceil(used / width) - 1
            lines, used = lines + further, used - further * width
    return lines


def line_count(text: str, width: float, size: float, bold: bool = False) -> int:
    """Return on how many lines of `width` points the text fits; a line feed begins a new line."""
    return sum(_lines_of(part.split(" "), width, size, bold) for part in text.split("\n"))

"""Typographic rules for printed text: hard spaces and en dashes, Czech (ČSN 01 6910) and English."""

import re
from functools import cache

NBSP = "\u00a0"
_FORBIDDEN_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNITS = (
    r"Kč|CZK|EUR|€|%|‰|tis\.|mil\.|mld\.|km|m²|m|kg|g|h|hod\.|min\.|Sb\.|"
    r"úvaz\w+|klient\w*|lůž\w+|osob\w*|let|roků|měsíc\w*|dn[ůíy]|míst\w*|obc[íe]|obec|obyvatel\w*|"
    r"clients?|beds?|persons?|people|years?|months?|days?|places?|FTE"
)
_CZECH_MONTHS = "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince"
_TITLES = r"Ing\.|Mgr\.|Bc\.|MUDr\.|JUDr\.|PhDr\.|RNDr\.|PaedDr\.|Dr\.|doc\.|prof\.|MgA\."
_ABBREVIATIONS = r"č\.|čl\.|odst\.|písm\.|str\.|kap\.|tab\.|obr\.|tel\.|č\. j\.|Č\. j\.|IČO|PSČ|§+|No\."

_Rule = tuple[re.Pattern[str], str]

_COMMON: tuple[_Rule, ...] = (
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))"), NBSP),
    (re.compile(r"(?<=(?:tis|mil|mld)\.) (?=Kč|EUR|€)"), NBSP),
    (re.compile(rf"(?<![\w.])({_ABBREVIATIONS}) (?=[\w„“\"])"), r"\1" + NBSP),
    (re.compile(r"(?<!\w)([čČ]\.) (?=j\.)"), r"\1" + NBSP),
    (re.compile(rf"(?<!\w)({_TITLES}) (?=[^\W\d_])"), r"\1" + NBSP),
    (
        re.compile(r"(?<![\w.])([aehkoprsvz]\.) (?=[oprsú]\.)"),
        r"\1" + NBSP,
    ),  # z. s., p. o., o. p. s., s. r. o.
    (re.compile(r"(?<![\w/–.-])((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)(?![\w/-])"), r"\1–\2"),
    (re.compile(rf"(?<![\w/.–-])(\d{{1,3}})-(\d{{1,3}})(?=[ {NBSP}](?:{_UNITS})(?!\w))"), r"\1–\2"),
    (re.compile(r"(?<=\S) - (?=\S)"), NBSP + "– "),
    (re.compile(r"(?<=\S) – (?=\S)"), NBSP + "– "),
)
_CZECH: tuple[_Rule, ...] = (
    (re.compile(r"(?<![^\s(\[„‚\"'–/-])([kszvouaiKSZVOUAI])[ ](?=\S)"), r"\1" + NBSP),
    (re.compile(r"(?<!\d)(\d{1,2}\.) (?=\d{1,2}\.)"), r"\1" + NBSP),
    (re.compile(rf"(?<=\d\.) (?=(?:19|20)\d\d(?!\d)|(?:{_CZECH_MONTHS})(?!\w))"), NBSP),
    (re.compile(r"(?<!\d)(\d{1,3}\.) (?=[a-záčďéěíňóřšťúůýž])"), r"\1" + NBSP),
)
_ENGLISH: tuple[_Rule, ...] = (
    (re.compile(r"(?<!\w)(CZK|EUR|€) (?=\d)"), r"\1" + NBSP),
    (
        re.compile(
            r"(?<!\d)(\d{1,2}) (?=(?:January|February|March|April|May|June|July|August|"
            r"September|October|November|December)(?!\w))"
        ),
        r"\1" + NBSP,
    ),
)


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    return _COMMON + (_CZECH if language == "cs" else _ENGLISH)


def printable(text: str) -> str:
    """Return `text` without the characters that XML forbids; line ends become a plain line feed."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return _FORBIDDEN_IN_XML.sub("", unified)


def typeset(text: str, language: str) -> str:
    """Return `text` with hard spaces and en dashes where print needs them; words and line breaks stay.

    `language` is "cs" or "en". Applying it twice changes nothing more. Source of the Czech rules:
    ČSN 01 6910 (one-letter prepositions and conjunctions, numbers, dates, units, ranges).
    """
    for pattern, replacement in _rules(language):
        text = pattern.sub(replacement, text)
    return text

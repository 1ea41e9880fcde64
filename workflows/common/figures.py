"""Money, dates, years and shares as people print them, in Czech and in English."""

from collections.abc import Iterable
from datetime import date

NBSP = "\u00a0"
_ENGLISH_MONTHS = (  # not from the machine's locale
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(value: int, language: str) -> str:
    """Return a whole number with groups of thousands: "1 250 000" (hard spaces) or "1,250,000"."""
    grouped = f"{value:,}".replace("-", "−")
    return grouped if language == "en" else grouped.replace(",", NBSP)


def money(amount_czk: int, language: str) -> str:
    """Return whole crowns: "1 250 000 Kč" or "CZK 1,250,000"."""
    printed = number(amount_czk, language)
    return f"CZK{NBSP}{printed}" if language == "en" else f"{printed}{NBSP}Kč"


def share(part: int, whole: int, language: str) -> str:
    """Return `part` of `whole` in whole per cent, halves up: "45 %" or "45%"; a dash if there is no whole."""
    if whole == 0:
        return "–"
    percent = (200 * part + whole) // (2 * whole)
    return f"{percent}%" if language == "en" else f"{percent}{NBSP}%"


def fine_share(part: int, whole: int, language: str) -> str:
    """Return `part` of `whole` in per cent with one decimal: "2,3 %" or "2.3%"; a dash if there is no whole."""
    if whole == 0:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    if language == "en":
        return f"{tenths // 10}.{tenths % 10}%"
    return f"{tenths // 10},{tenths % 10}{NBSP}%"


def file_size(size: int, language: str) -> str:
    """Return the size of a file: "148 kB", "1,2 MB" or "1.2 MB"."""
    if size < 1_000_000:
        return f"{max(size // 1000, 1)}{NBSP}kB"
    point = "." if language == "en" else ","
    return f"{size // 1_000_000}{point}{size % 1_000_000 // 100_000}{NBSP}MB"


def day(value: date, language: str) -> str:
    """Return a date: "8. 12. 2026" or "8 December 2026" (hard spaces)."""
    if language == "en":
        return f"{value.day}{NBSP}{_ENGLISH_MONTHS[value.month - 1]}{NBSP}{value.year}"
    return f"{value.day}.{NBSP}{value.month}.{NBSP}{value.year}"


def years(year_from: int | None, year_to: int | None) -> str:
    """Return a span of years: "2027–2030", "2027" if it is one, "" if nothing is known."""
    known = [str(year) for year in (year_from, year_to) if year is not None]
    return "–".join(dict.fromkeys(known))


def listed(names: Iterable[str], language: str) -> str:
    """Return names in a row: "Bělá, Hať a Píšť" or "Bělá, Hať and Píšť"."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    joint = f" a{NBSP}" if language == "cs" else " and "
    return ", ".join(found[:-1]) + joint + found[-1]

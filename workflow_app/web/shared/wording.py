"""Puts dates, money, numbers and refusals into words in the language of the page."""

from dataclasses import replace
from datetime import date, datetime

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale

from workflow_app.kernel.clock import PRAGUE
from workflow_app.kernel.errors import Refusal
from workflow_app.kernel.languages import Text
from workflow_app.kernel.refusals import refusal_sentence

HARD_SPACE = "\u00a0"


def language() -> str:
    """Return the language of this page: cs or en."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "cs"


def day(value: date | datetime | str | None) -> str:
    """Return a day as people write it: 8. 12. 2026 (Czech), 8 December 2026 (English). Moments are shown in Prague."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = value.astimezone(PRAGUE).date()
    if language() == "en":
        return f"{value.day}{HARD_SPACE}{value:%B}{HARD_SPACE}{value.year}"
    return f"{value.day}.{HARD_SPACE}{value.month}.{HARD_SPACE}{value.year}"


def known_day(value: date, precision: str) -> str:
    """Return a date as far as it is known (day | month | year): 20. 6. 2005, březen 2008, 2010."""
    if precision == "year":
        return str(value.year)
    if precision == "month":
        return str(format_date(value, "LLLL y", locale=language()))
    return day(value)


def day_time(value: datetime | None) -> str:
    """Return a moment with hours and minutes in Prague."""
    if value is None:
        return ""
    local = value.astimezone(PRAGUE)
    time = f"{local.hour}:{local.minute:02}"
    return f"{day(value)}, {time}" + ("" if language() == "en" else f"{HARD_SPACE}h")


def number(value: int | None) -> str:
    """Return a whole number with hard spaces between thousands (commas in English)."""
    if value is None:
        return ""
    return f"{value:,}" if language() == "en" else f"{value:,}".replace(",", HARD_SPACE)


def czk(value: int | None) -> str:
    """Return an amount in whole crowns: 1 250 000 Kč, CZK 1,250,000."""
    if value is None:
        return ""
    return f"CZK{HARD_SPACE}{number(value)}" if language() == "en" else f"{number(value)}{HARD_SPACE}Kč"


def in_words(text: Text | dict[str, str] | None) -> str:
    """Return a pair of texts in the language of the page."""
    if text is None:
        return ""
    return (text if isinstance(text, Text) else Text.of(text)).pick(language())


def refusal_text(refusal: Refusal) -> str:
    """Return why something cannot be done, in the language of the page; days among the parameters as days."""
    params = {
        key: day(str(value)) if key in ("day", "until") else value for key, value in refusal.params.items()
    }
    return refusal_sentence(replace(refusal, params=params), language())


def register_filters(app: Flask) -> None:
    """Make the wording available in templates as filters."""
    for name, function in {
        "day": day,
        "day_time": day_time,
        "known_day": known_day,
        "number": number,
        "czk": czk,
        "in_words": in_words,
        "refusal_text": refusal_text,
    }.items():
        app.jinja_env.filters[name] = function

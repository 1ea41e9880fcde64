"""Numbers of rows in addresses and forms: one that no row can have leads nowhere, and does not trouble the database."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2_147_483_647  # what the database's column holds
NO_ROW = 0


class RowConverter(IntegerConverter):
    """`<int:…>` of an address, up to the largest number that a row can have; beyond it the page is not found."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        """Take the options of the address."""
        super().__init__(url_map, **{"max": LARGEST, **options})


def row_number(text: str | None) -> int:
    """Return the number of a row as a form or an address gives it; NO_ROW for anything that cannot be one."""
    digits = text or ""
    number = int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 11 else NO_ROW
    return number if number <= LARGEST else NO_ROW


def register_row_numbers(app: Flask) -> None:
    """Have the addresses of all pages read so; before the pages are registered."""
    app.url_map.converters["int"] = RowConverter

"""Parts of an address that the database can hold: an address with anything else is no page of ours."""

from flask import Flask
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

LARGEST_ID = 2**63 - 1


class KeptText(UnicodeConverter):
    """A text without the character that PostgreSQL cannot hold."""

    def to_python(self, value: str) -> str:
        """Return the text; ValidationError makes it an address of no page."""
        if "\x00" in value:
            raise ValidationError
        return value


class KeptNumber(IntegerConverter):
    """A whole number as far as ids go."""

    def to_python(self, value: str) -> int:
        """Return the number; ValidationError makes it an address of no page."""
        number = int(super().to_python(value))
        if number > LARGEST_ID:
            raise ValidationError
        return number


def register_address_parts(app: Flask) -> None:
    """Use them in every address; called before the pages are registered."""
    app.url_map.converters |= {"default": KeptText, "string": KeptText, "int": KeptNumber}

"""Form fields for a day and for a whole number: what cannot be read comes back as typed, with advice."""

import re
from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext as _
from wtforms import Field
from wtforms.widgets import TextInput

from workflow_app.kernel.errors import Refusal
from workflow_app.usecases.measure_input import MOST_CROWNS, whole_number
from workflow_app.web.shared.wording import refusal_text

_CZECH_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_LARGEST = 2_000_000_000  # fits the column, and is more than anybody counts here


def read_day(text: str) -> date:
    """Return the day that `text` means: 2026-12-08 (a date picker) or 8. 12. 2026. Raises ValueError."""
    typed = _CZECH_DAY.fullmatch(text.strip().replace("\u00a0", " "))
    if typed:
        day, month, year = (int(part) for part in typed.groups())
        return date(year, month, day)
    return date.fromisoformat(text.strip())


class Needed:
    """Marks a field that has to be filled in, so that it is not called optional.

    That something is missing there, the use case says together with everything else.
    """

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Let everything pass."""


class _TypedField(Field):
    """Shows what was typed for as long as it is in error."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self._shown() if self.data is not None else ""

    def _shown(self) -> str:
        return str(self.data)


class DayField(_TypedField):
    """A calendar day; `data` is a date or None."""

    @property
    def day(self) -> date:
        """The day of a field that was validated as required. Raises ValueError when there is none."""
        if self.data is None:
            raise ValueError(f"no day in {self.name}")
        found: date = self.data
        return found

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; an empty field is None."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = read_day(valuelist[0])
        except ValueError:
            raise ValueError(_("Write the day like 8. 12. 2026.")) from None


class CrownsField(_TypedField):
    """Money in whole crowns as people write it: 1 250 000, 1 250 000 Kč; `data` is an int or None."""

    def _shown(self) -> str:
        return f"{self.data:,}".replace(",", " ")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the amount; an empty field is None."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = whole_number(typed) if typed else None
        if typed and self.data is None:
            raise ValueError(refusal_text(Refusal("number_is_not_whole", {"typed": typed[:40]})))
        if self.data and self.data > MOST_CROWNS:
            raise ValueError(refusal_text(Refusal("amount_is_too_large")))


class CountField(_TypedField):
    """A whole number that is not negative; `data` is an int or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; spaces between thousands are allowed, an empty field is None."""
        self.data = None
        typed = re.sub(r"\s", "", valuelist[0]) if valuelist else ""
        if not typed:
            return
        if not re.fullmatch(r"[0-9]{1,10}", typed) or int(typed) > _LARGEST:
            raise ValueError(_("Write a whole number in digits, for example 9."))
        self.data = int(typed)

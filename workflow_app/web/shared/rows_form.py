"""Forms with lists of rows that can be added and removed without JavaScript."""

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, Form, FormField

from workflow_app.kernel.errors import Refused
from workflow_app.web.shared.forms import PageForm, strip_text
from workflow_app.web.shared.wording import refusal_text

MOVES = {"up": -1, "down": 1}


class RowForm(Form):
    """One row: plain texts without white space around."""

    class Meta(Form.Meta):
        """Strips what people type."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Add the stripping filter to every text."""
            return unbound_field.bind(form=form, filters=[strip_text], **options)


class RowsForm(PageForm):
    """A form with lists of rows: fields that hold other fields take no filters of their own."""

    class Meta(PageForm.Meta):
        """Leaves lists of rows alone."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Strip plain texts only."""
            if unbound_field.field_class in (FieldList, FormField):
                return unbound_field.bind(form=form, **options)
            return super().bind_field(form, unbound_field, options)

    def change_rows(self, do: str) -> bool:
        """Do what the button pressed says: add-costs, remove-costs-2, up-costs-2, down-costs-0; tell whether it did."""
        verb, _dash, rest = do.partition("-")
        name, _dash, index = rest.partition("-")
        rows = self._fields.get(name)
        if not isinstance(rows, FieldList):
            return False
        if verb == "add":
            rows.append_entry()
        elif verb == "remove" and index:
            _renumber(rows, [entry.data for entry in rows.entries if entry.name != f"{name}-{index}"])
        elif verb in MOVES and index.isdecimal() and int(index) < len(rows.entries):
            kept = [entry.data for entry in rows.entries]
            moved = kept.pop(int(index))
            kept.insert(max(int(index) + MOVES[verb], 0), moved)
            _renumber(rows, kept)
        else:
            return False
        return True

    def rows_typed(self, name: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows of one list as they were typed."""
        return tuple(
            {column: field.data or "" for column, field in entry.form._fields.items()}
            for entry in self._fields[name].entries
        )

    def refuse(self, refused: Refused) -> list[str]:
        """Put refusals to their fields, those of a row (costs-0-year) to the field of that row."""
        general = []
        for reason in refused.reasons:
            field = self._find(reason.field or "")
            if field is None:
                general.append(refusal_text(reason))
            else:
                field.errors = [*field.errors, refusal_text(reason)]
        for rows in (field for field in self if isinstance(field, FieldList)):
            rows.errors = (
                [entry.errors for entry in rows.entries] if any(e.errors for e in rows.entries) else []
            )
        return general

    def _find(self, path: str) -> Any:
        name, _dash, rest = path.partition("-")
        field = self._fields.get(path)
        rows = self._fields.get(name)
        if field is not None and not isinstance(field, FieldList):
            return field
        index, _dash, column = rest.partition("-")
        if not isinstance(rows, FieldList) or not index.isdecimal() or int(index) >= len(rows.entries):
            return None
        return rows.entries[int(index)].form._fields.get(column)


def _renumber(rows: FieldList, kept: list[Any]) -> None:
    """Build the rows anew from 0: the numbers in their names are their places, also after one was removed."""
    rows.entries, rows.last_index = [], -1
    for data in kept:
        rows.append_entry(data)

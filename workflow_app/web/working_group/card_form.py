"""The form of a measure card, with rows of costs, indicators and activities that can be added and removed."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, SelectField, StringField, TextAreaField, widgets
from wtforms.fields import SelectMultipleField

from workflow_app.kernel.errors import Refused
from workflow_app.kernel.languages import Text
from workflow_app.queries.measure_card import CardToWrite
from workflow_app.usecases.measure_input import TypedCard
from workflow_app.web.shared.forms import PageForm, strip_text
from workflow_app.web.shared.wording import in_words, refusal_text
from workflows.common.labels import INTENTS, SOURCES, URGENCIES

ROW_LISTS = ("costs", "indicators", "activities")
NOT_CHOSEN = ("", "–")


class RowForm(Form):
    """One row: plain texts without white space around."""

    class Meta(Form.Meta):
        """Strips what people type."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Add the stripping filter to every text."""
            return unbound_field.bind(form=form, filters=[strip_text], **options)


class CostRow(RowForm):
    """Money of one year from one source."""

    year = StringField(_l("Year"))
    amount_czk = StringField(_l("Amount in CZK"))
    source = SelectField(_l("Source of money"), validate_choice=False)


class IndicatorRow(RowForm):
    """A figure that tells whether the measure works."""

    name = StringField(_l("What is counted"))
    unit = StringField(_l("Unit"))
    baseline = StringField(_l("Now"))
    target = StringField(_l("Target"))
    source = StringField(_l("Where it is taken from"))


class ActivityRow(RowForm):
    """One step of a measure."""

    title = StringField(_l("Activity"))
    due = StringField(_l("By when"))
    implementer = StringField(_l("Who"))


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
        """Add or remove a row when the button pressed says so (add-costs, remove-costs-2); tell whether it did."""
        verb, _dash, rest = do.partition("-")
        name, _dash, index = rest.partition("-")
        rows = self._fields.get(name)
        if not isinstance(rows, FieldList):
            return False
        if verb == "add":
            rows.append_entry()
        elif verb == "remove" and index:
            _renumber(rows, [entry.data for entry in rows.entries if entry.name != f"{name}-{index}"])
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


class CardForm(RowsForm):
    """The essential fields of a measure card (domain § 4.2)."""

    title = StringField(_l("Name of the measure"))
    target_group = TextAreaField(_l("Target group"))
    description = TextAreaField(_l("What the measure does"))
    justification = TextAreaField(_l("Why it is needed"))
    owner = StringField(_l("Who answers for it"))
    implementer = StringField(_l("Who carries it out"))
    cooperating = StringField(_l("Who cooperates"))
    municipalities = SelectMultipleField(
        _l("Municipalities concerned"),
        validate_choice=False,
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    year_from = StringField(_l("First year"))
    year_to = StringField(_l("Last year"))
    costs = FieldList(FormField(CostRow))
    capacity = TextAreaField(_l("Capacity"))
    outputs = TextAreaField(_l("Outputs"))
    indicators = FieldList(FormField(IndicatorRow))
    impact = TextAreaField(_l("Expected impact"))
    risks = TextAreaField(_l("Risks"))
    intent = SelectField(_l("Kind of intent"), validate_choice=False)
    urgency = SelectField(_l("Urgency"), validate_choice=False)
    activities = FieldList(FormField(ActivityRow))

    @property
    def typed(self) -> TypedCard:
        """Return everything as it was typed."""
        plain = (
            name for name in self._fields if name not in (*ROW_LISTS, "municipalities", "seen", "csrf_token")
        )
        return TypedCard(
            texts={name: self._fields[name].data or "" for name in plain},
            municipalities=tuple(self.municipalities.data or ()),
            costs=self.rows_typed("costs"),
            indicators=self.rows_typed("indicators"),
            activities=self.rows_typed("activities"),
        )

    def offer(self, municipalities: Mapping[str, str]) -> None:
        """Fill in what can be chosen; `municipalities` maps codes to names."""
        self.title.flags.required = True
        self.municipalities.choices = list(municipalities.items())
        self.intent.choices = [NOT_CHOSEN, *_choices(INTENTS)]
        self.urgency.choices = [NOT_CHOSEN, *_choices(URGENCIES)]
        for entry in self.costs.entries:
            entry.form.source.choices = [NOT_CHOSEN, *_choices(SOURCES)]


def _choices(labels: Mapping[str, Text]) -> Iterable[tuple[str, str]]:
    return [(code, in_words(text)) for code, text in labels.items()]


def card_values(found: CardToWrite) -> dict[str, Any]:
    """Return what a form shows of a stored card. No municipality chosen means all of them, so none is ticked."""
    card = found.card
    plain = {name: getattr(card, name) for name in card.__slots__ if name not in ROW_LISTS}
    return {
        **plain,
        "municipalities": list(card.municipalities),
        "year_from": str(card.year_from or ""),
        "year_to": str(card.year_to or ""),
        "costs": [
            {
                "year": str(cost.year),
                "amount_czk": f"{cost.amount_czk:,}".replace(",", " "),
                "source": cost.source,
            }
            for cost in card.costs
        ],
        "indicators": [{name: getattr(item, name) for name in item.__slots__} for item in card.indicators],
        "activities": [{name: getattr(item, name) for name in item.__slots__} for item in card.activities],
    }

"""The form of a measure card, with rows of costs, indicators and activities that can be added and removed."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField, StringField, TextAreaField, widgets
from wtforms.fields import SelectMultipleField

from workflow_app.kernel.languages import Text
from workflow_app.queries.measure_card import CardToWrite
from workflow_app.usecases.measure_input import TypedCard
from workflow_app.web.shared.rows_form import RowForm, RowsForm
from workflow_app.web.shared.wording import in_words
from workflows.common.labels import INTENTS, SOURCES, URGENCIES

ROW_LISTS = ("costs", "indicators", "activities")
NOT_CHOSEN = ("", "–")


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
        for field in (self.title, self.description, self.owner):  # without these a card is never finished
            field.flags.required = True
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

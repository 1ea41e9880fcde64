"""The form of an approval route: its stages as blocks that can be added, removed and moved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField, widgets
from wtforms.fields import DateField, SelectMultipleField

from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.stage_bodies import RouteStage
from workflow_app.usecases.route_input import TypedStage
from workflow_app.usecases.route_sequence import sequence_text
from workflow_app.web.shared.round_rule import outcome_label, set_label
from workflow_app.web.shared.rows_form import RowForm, RowsForm

SETS = (
    "lead_board",
    "lead_assembly",
    "member_boards",
    "member_assemblies",
    "all_boards",
    "all_assemblies",
    "union",
    "region",
    "named",
)
OUTCOMES = ("approved", "consented", "recommended", "noted")
COUNTS = "counts"


class StageRow(RowForm):
    """One stage."""

    key = HiddenField()
    label_cs = StringField(_l("Name of the stage"))
    label_en = StringField(_l("The same in English"))
    bodies = SelectField(_l("Who decides"), validate_choice=False)
    body_key = SelectField(_l("Which body"), validate_choice=False)
    without_board = SelectField(_l("A municipality without a board"), validate_choice=False)
    order = SelectField(_l("In what order"), validate_choice=False)
    sequence = TextAreaField(_l("Order of the municipalities"))
    counts = SelectMultipleField(
        _l("What counts as consent"),
        validate_choice=False,
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    proposes = SelectField(_l("What the draft resolution proposes"), validate_choice=False)
    join = SelectField(_l("When it is enough"), validate_choice=False)
    join_value = StringField(_l("How many, or how many percent"))
    refusal = SelectField(_l("What a refusal means"), validate_choice=False)
    deadline_days = StringField(_l("Days to decide"))
    part = SelectField(_l("What is decided about"), validate_choice=False)
    note = StringField(_l("Note for people"))


class RouteForm(RowsForm):
    """The stages, from when they hold, and why they change."""

    stages = FieldList(FormField(StageRow))
    valid_from = DateField(_l("Holds for rounds opened from"))
    reason = TextAreaField(_l("Why it changes"))

    @property
    def typed(self) -> tuple[TypedStage, ...]:
        """Return the stages as they were typed."""
        return tuple(
            TypedStage(
                texts={name: text for name, text in row.items() if name != COUNTS},
                counts=tuple(row[COUNTS] or ()),
            )
            for row in self.rows_typed("stages")
        )

    def offer(self, catalogue: Catalogue, kind: str, named: Sequence[tuple[str, str]]) -> None:
        """Fill in what can be chosen in a route for documents of `kind`; `named` are keys and names of bodies."""
        self.reason.flags.required = self.valid_from.flags.required = True
        sets = (*SETS, "asked_assemblies") if kind == "intent" else SETS
        for entry in self.stages.entries:
            row = entry.form
            for name in ("label_cs", "counts", "deadline_days"):
                row[name].flags.required = True
            row.bodies.choices = [(name, set_label(name)) for name in sets]
            row.body_key.choices = [("", "–"), *named]
            outcomes = [(name, outcome_label(catalogue, name)) for name in OUTCOMES]
            row.counts.choices = row.proposes.choices = outcomes
            for name, choices in _choices(kind).items():
                row[name].choices = choices


def _choices(kind: str) -> dict[str, list[tuple[str, str]]]:
    parts = [("", _("the whole document"))]
    if kind in ("plan", "action_plan"):
        parts.append(("goals_and_measures", _("the part “Goals and measures”")))
    return {
        "without_board": [
            ("skip", _("skips the stage")),
            ("assembly", _("its assembly decides")),
            ("mayor", _("its mayor decides")),
        ],
        "order": [("parallel", _("all at the same time")), ("one_by_one", _("one after another"))],
        "join": [
            ("all", _("when all bodies agree")),
            ("at_least", _("when at least so many bodies agree")),
            ("share_of_bodies", _("when at least so many percent of the municipalities agree")),
            ("share_of_inhabitants", _("when municipalities with so many percent of the inhabitants agree")),
            ("lead_only", _("when the lead municipality agrees")),
        ],
        "refusal": [
            ("ask", _("the coordinator decides how to go on")),
            ("stop", _("the round stops, the document is returned")),
            ("go_on", _("the others go on without it")),
        ],
        "part": parts,
    }


def route_values(rules: Sequence[RouteStage], today: date, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form shows of a stored route; a changed one holds from today unless said otherwise.

    `names` are those of municipalities by their codes.
    """
    return {"stages": [_stage_values(rule, names) for rule in rules], "valid_from": today}


def _stage_values(rule: RouteStage, names: Mapping[str, str]) -> dict[str, Any]:
    plain = ("key", "bodies", "body_key", "without_board", "order", "join", "refusal", "part", "note")
    return {
        **{name: getattr(rule, name) for name in plain},
        "sequence": sequence_text(rule.sequence, names),
        "label_cs": rule.label["cs"],
        "label_en": rule.label["en"],
        COUNTS: list(rule.counts),
        "proposes": rule.counts[0],
        "join_value": "" if rule.join_value is None else str(rule.join_value),
        "deadline_days": str(rule.deadline_days),
    }

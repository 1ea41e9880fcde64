"""What the forms for a merger and a split of working groups have in common, and what they say before the click."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from workflow_app.db.uow import Transaction
from workflow_app.queries.document_head import document_head
from workflow_app.queries.working_groups import WorkingGroup, decisions_about_groups
from workflow_app.usecases.area_file import CASES
from workflow_app.usecases.group_input import Change, NewGroup
from workflow_app.usecases.group_parts import Moved
from workflow_app.web.shared.access import assembly
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.wording import day, in_words


class TickedField(SelectMultipleField):
    """Several answers; `ids` are those that were ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    @property
    def ids(self) -> frozenset[int]:
        """The ticked values as numbers."""
        return frozenset(int(value) for value in self.data or () if value.isdecimal())


class GroupForm(PageForm):
    """The day, the decision behind it, and the name of a new group; `shown` is what the consequences were shown for."""

    on = DayField(_l("First day of the new state"), validators=[InputRequired(_l("Write the day."))])
    decision_id = SelectField(_l("Decision behind it"), validate_choice=False)
    note = StringField(_l("Note"))
    name = StringField(_l("Name of the new group"))
    name_en = StringField(_l("Its name in English"))
    key = StringField(_l("Short name of the new group"))
    genitive = StringField(_l("Genitive (without whom)"))
    dative = StringField(_l("Dative (to whom)"))
    accusative = StringField(_l("Accusative (we see whom)"))
    locative = StringField(_l("Locative (about whom)"))
    instrumental = StringField(_l("Instrumental (with whom)"))
    shown = HiddenField()

    @property
    def change(self) -> Change:
        """The day, the decision and the note."""
        decision = self.decision_id.data or ""
        return Change(self.on.day, int(decision) if decision.isdecimal() else None, self.note.data or "")

    @property
    def new_group(self) -> NewGroup:
        """The group that does not exist yet."""
        forms = {case: self[case].data for case in CASES if self[case].data}
        return NewGroup(self.key.data or "", self.name.data or "", self.name_en.data or "", forms)

    def offer_decisions(self, tx: Transaction, area_id: int) -> None:
        """Let one of the area's decisions about groups be chosen."""
        found = decisions_about_groups(tx, area_id)
        choices = [(str(key), f"{day(on)} – {who}: {what}") for key, on, who, what in found]
        self.decision_id.choices = [("", _("none, or not recorded")), *choices]


def people_of(groups: Iterable[WorkingGroup], ids: Iterable[int]) -> str:
    """Return the names of people of the groups, in the order of the groups."""
    wanted = set(ids)
    names = {
        person.user_id: person.name for group in groups for person in group.people if person.user_id in wanted
    }
    return ", ".join(names.values())


def lines_of(tx: Transaction, area_id: int, moved: Iterable[Moved]) -> list[str]:
    """Return what moves, one line a document."""
    catalogue = assembly().catalogue
    return [
        f"{in_words(document_head(tx, catalogue, area_id, item.process_id).title)}: {', '.join(_parts(item))}"
        for item in moved
    ]


def told_line() -> str:
    """Return who will hear of it."""
    return _("The people of these groups and the steering group get an e-mail about it.")


def _parts(item: Moved) -> Iterable[str]:
    yield from (_("goal %(goal)s", goal=goal) for goal in item.goals)
    if item.measures:
        count = ngettext("%(num)s measure", "%(num)s measures", len(item.measures))
        yield f"{count} ({', '.join(item.measures)})"
    yield from (_("chapter %(title)s", title=title) for title in item.chapters)
    if item.entries:
        yield ngettext("%(num)s measure", "%(num)s measures", item.entries)

"""The form of an intent to plan together, and the page that shows it."""

from flask import Response, url_for
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, widgets
from wtforms.fields import SelectMultipleField
from wtforms.validators import InputRequired

from workflow_app.db.uow import Transaction
from workflow_app.queries.followed_municipalities import followed_municipalities
from workflow_app.queries.place import Place
from workflow_app.usecases.intent_input import IntentInput
from workflow_app.web.shared.checked_fields import CountField, DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import render
from workflow_app.web.staff.onboarding_words import state_words


class IntentForm(PageForm):
    """What joining means, and who is asked."""

    title = StringField(_l("Title"), validators=[InputRequired(_l("Write the title."))])
    territory = StringField(_l("Territory in words"))
    text = TextAreaField(_l("What joining means"))
    join_on = DayField(_l("Who approves joins on"), validators=[InputRequired(_l("Write the day."))])
    cost_share_czk = CountField(_l("Yearly share of the costs per inhabitant"))
    codes = SelectMultipleField(
        _l("Municipalities asked"),
        validate_choice=False,
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )

    def said(self) -> IntentInput:
        """Return what was filled in."""
        return IntentInput(
            title=self.title.data or "",
            territory=self.territory.data or "",
            text=self.text.data or "",
            join_on=self.join_on.day,
            codes=tuple(self.codes.data or ()),
            cost_share_czk=self.cost_share_czk.data,
        )


def show_intent(
    tx: Transaction,
    place: Place,
    template: str,
    form: IntentForm,
    back_url: str,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    """Show the form with every municipality that the area follows and where it stands."""
    rows = followed_municipalities(tx, place.area_id or 0)
    form.codes.choices = [(row.code, row.name) for row in rows]
    return render(
        template,
        status=status,
        area=place.area_key,
        form=form,
        explained={row.code: state_words(row.state)["label"] for row in rows},
        general=[(text, None) for text in general or ()],
        back_url=back_url,
        new_url=url_for("staff.new_municipality", area=place.area_key),
    )

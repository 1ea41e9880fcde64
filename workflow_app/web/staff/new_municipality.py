"""Adds a municipality that might join the area."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.place import Place
from workflow_app.usecases.add_candidate import Candidate, add_candidate
from workflow_app.web.shared.access import page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CountField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.staff.blueprint import staff


class NewMunicipalityForm(PageForm):
    """Facts of the municipality; only its code is needed when the installation knows it already."""

    code = StringField(
        _l("Code of the municipality"), validators=[InputRequired(_l("Write the code of the municipality."))]
    )
    ico = StringField("IČO")
    kind = SelectField(_l("Kind"), validate_choice=False)
    name = StringField(_l("Name"))
    genitive = StringField(_l("Name in the 2nd case"))
    locative = StringField(_l("Name in the 6th case with its preposition"))
    inhabitants = CountField(_l("Inhabitants"))
    assembly = CountField(_l("Members of the assembly"))
    board = CountField(_l("Members of the board"))
    contact_name = StringField(_l("Contact person"))
    contact_email = StringField(_l("E-mail for letters"))
    contact_phone = StringField(_l("Telephone"))


@staff.get("/<area>/new-municipality")
@page(Permission.STAFF_MANAGE)
def new_municipality(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the form."""
    return _show(area, NewMunicipalityForm())


@staff.post("/<area>/new-municipality")
@page(Permission.STAFF_MANAGE)
def new_municipality_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Add the municipality and lead to its page."""
    form = NewMunicipalityForm()
    if not form.validate():
        return _show(area, form, status=422)
    try:
        with attempt(tx):
            code = add_candidate(tx, place.area_id or 0, _candidate(form))
    except Refused as refused:
        return _show(area, form, form.refuse(refused), 422)
    message = _("The municipality is on the list. Write down what happens with it.")
    return go_to(url_for("staff.municipality", area=area, municipality=code), message)


def _candidate(form: NewMunicipalityForm) -> Candidate:
    texts = ("code", "ico", "kind", "name", "genitive", "locative")
    contact = ("contact_name", "contact_email", "contact_phone")
    return Candidate(
        **{name: form[name].data or "" for name in (*texts, *contact)},
        inhabitants=form.inhabitants.data,
        assembly=form.assembly.data,
        board=form.board.data,
    )


def _show(
    area: str, form: NewMunicipalityForm, general: list[str] | None = None, status: int = 200
) -> Response:
    form.kind.choices = [
        ("municipality", _("municipality")),
        ("market_town", _("market town")),
        ("town", _("town")),
        ("statutory_city", _("statutory city")),
    ]
    return render(
        "staff/new_municipality.html",
        status=status,
        area=area,
        form=form,
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.municipalities", area=area),
    )

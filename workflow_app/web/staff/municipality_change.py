"""Records that a municipality merged into another one, or was split."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.municipality_record import municipality_record
from workflow_app.queries.place import Place
from workflow_app.usecases.change_municipality import ChangeInput, change_municipality
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.staff.blueprint import staff


class MunicipalityChangeForm(PageForm):
    """What happened, to whom, from which day."""

    kind = RadioField(_l("What happened"), validators=[InputRequired(_l("Choose what happened."))])
    successor_code = StringField(
        _l("Code of the other municipality"),
        validators=[InputRequired(_l("Write the code of the municipality."))],
    )
    on = DayField(_l("First day of the new state"), validators=[InputRequired(_l("Write the day."))])
    goes_on = BooleanField(_l("The old municipality goes on existing"))
    note = TextAreaField(_l("Note"))


@staff.get("/<area>/municipalities/<municipality>/change")
@page(Permission.STAFF_MANAGE)
def municipality_change(tx: Transaction, place: Place, area: str, municipality: str) -> ResponseReturnValue:
    """Show the form and what the change will cause."""
    return _show(tx, place, _form())


@staff.post("/<area>/municipalities/<municipality>/change")
@page(Permission.STAFF_MANAGE)
def municipality_change_post(
    tx: Transaction, place: Place, area: str, municipality: str
) -> ResponseReturnValue:
    """Record the change and lead back to the municipality, which says what remains to be done."""
    form = _form()
    if not form.validate():
        return _show(tx, place, form, status=422)
    said = ChangeInput(
        kind=form.kind.data or "",
        successor_code=form.successor_code.data or "",
        on=form.on.day,
        note=form.note.data or "",
        goes_on=bool(form.goes_on.data),
    )
    municipality_record(tx, assembly().catalogue, place.area_id or 0, place.municipality_id or 0)
    try:
        with attempt(tx):
            change_municipality(tx, place.area_id or 0, place.municipality_id or 0, said)
    except Refused as refused:
        return _show(tx, place, form, form.refuse(refused), 422)
    return go_to(
        url_for("staff.municipality", area=area, municipality=municipality), _("The change is recorded.")
    )


def _form() -> MunicipalityChangeForm:
    form = MunicipalityChangeForm()
    form.kind.choices = [
        ("merged", _("it merged into another municipality")),
        ("split", _("another municipality came out of it")),
    ]
    return form


def _show(
    tx: Transaction,
    place: Place,
    form: MunicipalityChangeForm,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    found = municipality_record(tx, assembly().catalogue, place.area_id or 0, place.municipality_id or 0)
    return render(
        "staff/municipality_change.html",
        status=status,
        area=place.area_key,
        form=form,
        name=found.row.name,
        waiting=sum(item.verdict is None for item in found.decisions),
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.municipality", area=place.area_key, municipality=found.row.code),
        new_url=url_for("staff.new_municipality", area=place.area_key),
    )

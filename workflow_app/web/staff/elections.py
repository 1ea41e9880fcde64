"""After elections: whose mandates end, and when the new electoral term began."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.mandates import Mandate, TownMandates, mandates, usual_beginning
from workflow_app.queries.place import Place
from workflow_app.usecases.end_mandates import MandatesInput, end_mandates
from workflow_app.web.shared.access import page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.role_words import role_label
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.staff.blueprint import staff


class ElectionsForm(PageForm):
    """Two days; municipalities and seats are ticked in the table."""

    on = DayField(_l("Day of the inaugural session"), validators=[InputRequired(_l("Write the day."))])
    began = DayField(_l("First day of the former term"), validators=[InputRequired(_l("Write the day."))])


@staff.get("/<area>/elections")
@page(Permission.STAFF_MANAGE)
def elections(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show who holds a mandate; mayors and their deputies are ticked."""
    towns = mandates(tx, place.area_id or 0)
    form = ElectionsForm(data={"on": prague_day(tx.now), "began": usual_beginning(towns)})
    ticked = {item.seat_id for town in towns for item in town.mandates if item.ends_usually}
    codes = {town.code for town in towns if not town.elsewhere}
    return _show(area, form, towns, ticked, codes)


@staff.post("/<area>/elections")
@page(Permission.STAFF_MANAGE)
def elections_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """End the ticked mandates and lead to the question for new contacts."""
    towns, form = mandates(tx, place.area_id or 0), ElectionsForm()
    ticked = {int(value) for value in request.form.getlist("seat") if value.isdecimal()}
    codes = set(request.form.getlist("town"))
    if not form.validate():
        return _show(area, form, towns, ticked, codes, status=422)
    offered = {item.seat_id for town in towns if town.code in codes for item in town.mandates}
    said = MandatesInput(form.on.day, form.began.day, tuple(sorted(ticked & offered)), tuple(sorted(codes)))
    try:
        with attempt(tx):
            count = end_mandates(tx, place.area_id or 0, said)
    except Refused as refused:
        return _show(area, form, towns, ticked, codes, form.refuse(refused), 422)
    message = ngettext(
        "%(num)s mandate ends. Now ask for new contacts.",
        "%(num)s mandates end. Now ask for new contacts.",
        count,
    )
    return go_to(url_for("staff.contacts", area=area), message)


def _show(
    area: str,
    form: ElectionsForm,
    towns: tuple[TownMandates, ...],
    ticked: set[int],
    codes: set[str],
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    return render(
        "staff/elections.html",
        status=status,
        area=area,
        form=form,
        towns=[_town(town, ticked, codes) for town in towns],
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.municipalities", area=area),
    )


def _town(town: TownMandates, ticked: set[int], codes: set[str]) -> dict[str, Any]:
    shared = ", ".join(town.elsewhere)
    return {
        "code": town.code,
        "name": town.name,
        "ticked": town.code in codes,
        "shared": _("also plans in: %(areas)s", areas=shared) if shared else "",
        "mandates": [_mandate(item, item.seat_id in ticked) for item in town.mandates],
    }


def _mandate(item: Mandate, is_ticked: bool) -> dict[str, Any]:
    what = f"{role_label(item.role)}, {in_words(item.body)}"
    if item.brings:
        groups = ", ".join(in_words(group) for group in item.brings)
        what = _("%(what)s (and through it: %(groups)s)", what=what, groups=groups)
    return {
        "id": item.seat_id,
        "person": item.person,
        "ticked": is_ticked,
        "what": what,
        "since": _("from %(day)s", day=day(item.since)),
    }

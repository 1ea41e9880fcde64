"""Enters what one office answered: new mayor, clerk, address and numbers of members, on one page."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.queries.municipality_record import MunicipalityRecord, municipality_record
from workflow_app.queries.place import Place
from workflow_app.usecases.enter_new_contacts import ContactsAnswer, Officer, enter_new_contacts
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CountField, DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.staff.blueprint import staff


class AnswerForm(PageForm):
    """Everything may be left empty but the day: what is empty stays as it was."""

    since = DayField(_l("They act from"), validators=[InputRequired(_l("Write the day."))])
    mayor_name = StringField(_l("Name of the mayor"))
    mayor_email = StringField(_l("E-mail of the mayor"))
    mayor_phone = StringField(_l("Telephone of the mayor"))
    clerk_name = StringField(_l("Name of the clerk"))
    clerk_email = StringField(_l("E-mail of the clerk"))
    clerk_phone = StringField(_l("Telephone of the clerk"))
    contact_email = StringField(_l("E-mail for letters"))
    assembly = CountField(_l("Members of the assembly"))
    board = CountField(_l("Members of the board"))


@staff.get("/<area>/contacts/<municipality>")
@page(Permission.STAFF_MANAGE)
def contact_answer(tx: Transaction, place: Place, area: str, municipality: str) -> ResponseReturnValue:
    """Show the form with what is known."""
    found = _found(tx, place)
    members = {council.kind: council.member_count for council in found.councils}
    terms = [term.valid_from for council in found.councils for term in council.terms]
    form = AnswerForm(
        data={
            "since": max(terms, default=prague_day(tx.now)),
            "contact_email": found.row.contact_email,
            "assembly": members.get("assembly"),
            "board": members.get("board"),
        }
    )
    return _show(place, found, form)


@staff.post("/<area>/contacts/<municipality>")
@page(Permission.STAFF_MANAGE)
def contact_answer_post(tx: Transaction, place: Place, area: str, municipality: str) -> ResponseReturnValue:
    """Enter the answer and lead back to the list."""
    form = AnswerForm()
    found = _found(tx, place)
    if not form.validate():
        return _show(place, found, form, status=422)
    try:
        with attempt(tx):
            enter_new_contacts(tx, place.area_id or 0, place.municipality_id or 0, _answer(form))
    except Refused as refused:
        return _show(place, found, form, form.refuse(refused), 422)
    message = _("The answer of %(name)s is entered. New people can be invited.", name=found.row.name)
    return go_to(url_for("staff.contacts", area=area), message)


def _found(tx: Transaction, place: Place) -> MunicipalityRecord:
    found = municipality_record(tx, assembly().catalogue, place.area_id or 0, place.municipality_id or 0)
    if found.row.state != "joined":
        raise NotFound(f"municipality {found.row.code} is no member")
    return found


def _answer(form: AnswerForm) -> ContactsAnswer:
    officers = tuple(
        Officer(
            role=role,
            name=form[f"{role}_name"].data or "",
            email=form[f"{role}_email"].data or "",
            phone=form[f"{role}_phone"].data or "",
        )
        for role in ("mayor", "clerk")
    )
    return ContactsAnswer(
        since=form.since.day,
        officers=officers,
        contact_email=form.contact_email.data or "",
        assembly=form.assembly.data,
        board=form.board.data,
    )


def _show(
    place: Place,
    found: MunicipalityRecord,
    form: AnswerForm,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    return render(
        "staff/contact_answer.html",
        status=status,
        area=place.area_key,
        form=form,
        name=found.row.name,
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.contacts", area=place.area_key),
    )

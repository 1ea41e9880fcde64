"""Asking offices for their new people after elections, and who has answered."""

from datetime import timedelta

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.contact_campaign import contact_campaign
from workflow_app.queries.place import Place
from workflow_app.usecases.ask_for_contacts import ask_for_contacts
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.staff.blueprint import staff

USUAL_DAYS = 21  # to answer


class CampaignForm(PageForm):
    """Until when the offices should answer."""

    answer_by = DayField(_l("Answer by"), validators=[InputRequired(_l("Write the day."))])


@staff.get("/<area>/contacts")
@page(Permission.STAFF_MANAGE)
def contacts(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show who has answered, and the way to ask."""
    form = CampaignForm(data={"answer_by": prague_day(tx.now) + timedelta(days=USUAL_DAYS)})
    return _show(tx, place, form)


@staff.post("/<area>/contacts")
@page(Permission.STAFF_MANAGE)
def contacts_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Ask every office by e-mail."""
    form = CampaignForm()
    if not form.validate():
        return _show(tx, place, form, status=422)
    try:
        with attempt(tx):
            count = ask_for_contacts(tx, place.area_id or 0, form.answer_by.day, assembly().settings.base_url)
    except Refused as refused:
        return _show(tx, place, form, form.refuse(refused), 422)
    message = ngettext("%(num)s e-mail is on its way.", "%(num)s e-mails are on their way.", count)
    return go_to(url_for("staff.contacts", area=area), message)


def _show(
    tx: Transaction, place: Place, form: CampaignForm, general: list[str] | None = None, status: int = 200
) -> Response:
    found = contact_campaign(tx, place.area_id or 0)
    area = place.area_key or ""
    rows = [
        {
            "name": office.name,
            "url": url_for("staff.contact_answer", area=area, municipality=office.code),
            "email": office.email,
            "answered": office.answered_at,
        }
        for office in (found.offices if found else ())
    ]
    return render(
        "staff/contacts.html",
        status=status,
        area=area,
        form=form,
        campaign=found,
        rows=rows,
        late=found is not None and found.answer_by < prague_day(tx.now),
        general=[(text, None) for text in general or ()],
    )

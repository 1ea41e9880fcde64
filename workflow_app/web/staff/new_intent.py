"""Begins an intent to plan together."""

from datetime import date

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.followed_municipalities import followed_municipalities
from workflow_app.queries.place import Place
from workflow_app.usecases.start_intent import start_intent
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.intent_form import IntentForm, show_intent

OPEN_STATES = ("not_contacted", "contacted", "in_talks")  # of municipalities that can still be asked


@staff.get("/<area>/new-intent")
@page(Permission.STAFF_MANAGE)
def new_intent(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the form; municipalities that have not joined or declined are ticked."""
    rows = followed_municipalities(tx, place.area_id or 0)
    form = IntentForm(
        data={
            "title": f"Záměr společného plánování sociálních služeb {in_words(place.area_name)}",
            "join_on": date(prague_day(tx.now).year + 1, 1, 1),
            "codes": [row.code for row in rows if row.state in OPEN_STATES],
        }
    )
    return _show(tx, place, form)


@staff.post("/<area>/new-intent")
@page(Permission.STAFF_MANAGE)
def new_intent_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Begin the intent and lead to it."""
    form = IntentForm()
    if not form.validate():
        return _show(tx, place, form, status=422)
    try:
        with attempt(tx):
            process_id = start_intent(tx, assembly().catalogue, place.area_id or 0, form.said())
    except Refused as refused:
        return _show(tx, place, form, form.refuse(refused), 422)
    message = _("The intent is begun. When it is written, submit it.")
    return go_to(url_for("staff.document", area=area, process_id=process_id), message)


def _show(
    tx: Transaction, place: Place, form: IntentForm, general: list[str] | None = None, status: int = 200
) -> Response:
    back_url = url_for("staff.municipalities", area=place.area_key)
    return show_intent(tx, place, "staff/new_intent.html", form, back_url, general, status)

"""An intent to plan together while it is being written."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.intent import intent_to_write
from workflow_app.queries.place import Place
from workflow_app.usecases.save_intent import save_intent
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.intent_form import IntentForm, show_intent


@staff.get("/<area>/intent/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def intent(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show the intent that is being written."""
    found = intent_to_write(tx, place.area_id or 0, process_id)
    form = IntentForm(
        data={
            "title": found.title,
            "territory": found.territory,
            "text": found.text,
            "join_on": found.join_on,
            "cost_share_czk": found.cost_share_czk,
            "codes": list(found.codes),
        }
    )
    form.seen.data = str(found.seq)
    return _show(tx, place, form, process_id)


@staff.post("/<area>/intent/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def intent_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Save the intent."""
    form = IntentForm()
    intent_to_write(tx, place.area_id or 0, process_id)
    if not form.validate():
        return _show(tx, place, form, process_id, status=422)
    try:
        with attempt(tx):
            save_intent(tx, assembly().catalogue, place.area_id or 0, process_id, form.said(), form.seen_seq)
    except Refused as refused:
        return _show(tx, place, form, process_id, form.refuse(refused), 422)
    except Stale:
        return _show(tx, place, form, process_id, [stale_text()], 409)
    return go_to(url_for("staff.document", area=area, process_id=process_id), _("The intent is saved."))


def _show(
    tx: Transaction,
    place: Place,
    form: IntentForm,
    process_id: int,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    back_url = url_for("staff.document", area=place.area_key, process_id=process_id)
    return show_intent(tx, place, "staff/intent.html", form, back_url, general, status)

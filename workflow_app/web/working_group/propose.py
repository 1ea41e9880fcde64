"""Starts a proposal: which measure of the plan in force should change, or what the new one is called."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.measures_in_force import Proposable, measures_in_force
from workflow_app.queries.place import Place
from workflow_app.usecases.propose_measure_change import propose_measure_change, propose_new_measure
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.row_numbers import row_number
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import to, trail


class ProposeForm(PageForm):
    """A measure to change, or the place and the name of a new one."""

    measure_id = StringField()
    priority_id = SelectField(_l("Under which priority"), validate_choice=False)
    title = StringField(_l("Name of the new measure"), [Needed()])


@working_group.get("/<area>/<group>/propose")
@page(Permission.GROUP_WRITE)
def propose(tx: Transaction, place: Place, area: str, group: str) -> Response:
    """Show what can be proposed."""
    return _show(tx, place, ProposeForm(), [])


@working_group.post("/<area>/<group>/propose")
@page(Permission.GROUP_WRITE)
def propose_post(tx: Transaction, place: Place, area: str, group: str) -> Response:
    """Start the proposal and lead to its card."""
    form = ProposeForm()
    try:
        with attempt(tx):
            process = _start(tx, place, form)
    except Refused as refused:
        return _show(tx, place, form, form.refuse(refused), status=422)
    return go_to(
        to(place, "proposal", process=process), _("The proposal is open. Change the card and say why.")
    )


def _start(tx: Transaction, place: Place, form: ProposeForm) -> int:
    catalogue, area_id, body_id = assembly().catalogue, place.area_id or 0, place.body_id or 0
    if request.form.get("do") == "change":
        measure_id = row_number(form.measure_id.data)
        return propose_measure_change(tx, catalogue, area_id=area_id, body_id=body_id, measure_id=measure_id)
    return propose_new_measure(
        tx,
        catalogue,
        area_id=area_id,
        body_id=body_id,
        priority_id=row_number(form.priority_id.data),
        title=form.title.data or "",
    )


def _show(
    tx: Transaction, place: Place, form: ProposeForm, general: list[str], status: int = 200
) -> Response:
    found = measures_in_force(tx, place.area_id or 0, place.body_id or 0)
    form.priority_id.choices = [(str(key), name) for key, name in found.priorities.items()] if found else []
    return render(
        "working_group/propose.html",
        status=status,
        trail=trail(place, (_("Propose a change"), None)),
        found=found,
        measures=_measures(place, found),
        form=form,
        general=[(line, None) for line in general],
        desk_url=to(place, "desk"),
    )


def _measures(place: Place, found: Proposable | None) -> list[dict[str, object]]:
    measures = found.measures if found else ()
    return [
        {
            "id": item.id,
            "name": f"{item.number} {item.title}",
            "url": to(place, "review", process=item.proposal) if item.proposal else None,
        }
        for item in measures
    ]

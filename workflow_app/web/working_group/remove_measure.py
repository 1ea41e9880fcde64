"""Asks before a measure is removed from a plan that is being written, and removes it."""

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.measure_card import measure_card
from workflow_app.queries.place import Place
from workflow_app.queries.plan_parts import plan_parts
from workflow_app.usecases.remove_measure import remove_measure as remove
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import document_trail, to


@working_group.get("/<area>/<group>/plan/<int:process>/measure/<int:measure>/remove")
@page(Permission.GROUP_WRITE)
def remove_measure(
    tx: Transaction, place: Place, area: str, group: str, process: int, measure: int
) -> Response:
    """Ask."""
    return _show(tx, place, process, measure, PageForm(), [])


@working_group.post("/<area>/<group>/plan/<int:process>/measure/<int:measure>/remove")
@page(Permission.GROUP_WRITE)
def remove_measure_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, measure: int
) -> Response:
    """Remove."""
    form = PageForm()
    try:
        with attempt(tx):
            remove(
                tx,
                assembly().catalogue,
                area_id=place.area_id or 0,
                process_id=process,
                body_id=place.body_id or 0,
                measure_id=measure,
                seen=form.seen_seq,
            )
    except Refused as refused:
        return _show(tx, place, process, measure, form, form.refuse(refused), status=422)
    return go_to(to(place, "write", process=process), _("The measure was removed from the plan."))


def _show(
    tx: Transaction,
    place: Place,
    process: int,
    measure: int,
    form: PageForm,
    general: list[str],
    status: int = 200,
) -> Response:
    parts = plan_parts(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    found = measure_card(tx, parts.head.subject_id, measure)
    back = to(place, "write_measure", process=process, measure=measure)
    return render(
        "working_group/remove_measure.html",
        status=status,
        trail=document_trail(
            place, parts.head, (f"{found.card.number} {found.card.title}", back), (_("Remove"), None)
        ),
        found=found,
        form=form,
        general=[(line, None) for line in general],
        back_url=back,
    )

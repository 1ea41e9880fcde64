"""Adds a goal, a priority or a measure to the group's own part of a plan."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.queries.place import Place
from workflow_app.queries.plan_parts import plan_parts
from workflow_app.usecases.add_goal import add_goal, add_priority
from workflow_app.usecases.add_measure import add_measure
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import document_trail, to

KINDS = ("goal", "priority", "measure")


class PartForm(PageForm):
    """What the new part is called."""

    title = StringField(_l("Name of the part"), [Needed()])


@working_group.get("/<area>/<group>/plan/<int:process>/add/<kind>/<int:parent>")
@page(Permission.GROUP_WRITE)
def add_part(
    tx: Transaction, place: Place, area: str, group: str, process: int, kind: str, parent: int
) -> Response:
    """Ask for the name. `parent` is the goal of a priority, the priority of a measure, 0 for a goal."""
    return _show(tx, place, process, kind, PartForm(), [])


@working_group.post("/<area>/<group>/plan/<int:process>/add/<kind>/<int:parent>")
@page(Permission.GROUP_WRITE)
def add_part_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, kind: str, parent: int
) -> Response:
    """Add the part and lead to it."""
    form = PartForm()
    try:
        with attempt(tx):
            url = _add(tx, place, process, kind, parent, form.title.data or "")
    except Refused as refused:
        return _show(tx, place, process, kind, form, form.refuse(refused), status=422)
    return go_to(url, _("Added. Now write its text."))


def _add(tx: Transaction, place: Place, process: int, kind: str, parent: int, title: str) -> str:
    """Add the part and return the address where it is written."""
    catalogue, area_id, body_id = assembly().catalogue, place.area_id or 0, place.body_id or 0
    if kind == "goal":
        made = add_goal(tx, catalogue, area_id=area_id, process_id=process, body_id=body_id, title=title)
        return to(place, "write_goal", process=process, goal=made)
    if kind == "priority":
        add_priority(
            tx, catalogue, area_id=area_id, process_id=process, body_id=body_id, goal_id=parent, title=title
        )
        return to(place, "write_goal", process=process, goal=parent)
    if kind == "measure":
        made = add_measure(
            tx,
            catalogue,
            area_id=area_id,
            process_id=process,
            body_id=body_id,
            priority_id=parent,
            title=title,
        )
        return to(place, "write_measure", process=process, measure=made)
    raise NotFound(f"part {kind}")


def _show(
    tx: Transaction,
    place: Place,
    process: int,
    kind: str,
    form: PartForm,
    general: list[str],
    status: int = 200,
) -> Response:
    if kind not in KINDS:
        raise NotFound(f"part {kind}")
    parts = plan_parts(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    titles = {"goal": _("Add a goal"), "priority": _("Add a priority"), "measure": _("Add a measure")}
    hints = {
        "goal": _("E.g. Seniors can live at home as long as they wish"),
        "priority": _("E.g. Help in the home within reach of every municipality"),
        "measure": _("E.g. Home care in the evening and at weekends"),
    }
    back = to(place, "write", process=process)
    return render(
        "working_group/add_part.html",
        status=status,
        trail=document_trail(place, parts.head, (_("Write"), back), (titles[kind], None)),
        title=titles[kind],
        hint=hints[kind],
        form=form,
        general=[(line, None) for line in general],
        back_url=back,
    )

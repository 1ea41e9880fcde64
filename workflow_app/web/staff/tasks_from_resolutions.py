"""Tasks that resolutions imposed: who, what, until when, by which resolution; the late ones first."""

from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.resolution_tasks import resolution_tasks
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/tasks-from-resolutions")
@page(Permission.STAFF_MANAGE)
def tasks_from_resolutions(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the tasks of all resolutions that hold."""
    tasks = resolution_tasks(tx, assembly().catalogue, place.area_id or 0)
    return render("staff/tasks_from_resolutions.html", area=area, tasks=tasks)

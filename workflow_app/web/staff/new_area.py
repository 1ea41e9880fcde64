"""Who runs the installation sets up an area from its file, or changes one."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import render
from workflow_app.web.staff.area_import_flow import AreaFileForm, ImportStep, take_area_file
from workflow_app.web.staff.blueprint import staff


@staff.get("/areas/new")
@page(Permission.INSTALLATION_MANAGE)
def new_area(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Ask for the file."""
    return _show(AreaFileForm(), ImportStep("upload"))


@staff.post("/areas/new")
@page(Permission.INSTALLATION_MANAGE)
def new_area_post(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Show the preview, or import what was confirmed."""
    form = AreaFileForm()
    return _show(form, take_area_file(tx, form, None))


def _show(form: AreaFileForm, step: ImportStep) -> Response:
    return render(
        "staff/new_area.html",
        status=step.status,
        form=form,
        step=step,
        back_url=url_for("staff.areas"),
        export_url=None,
        overview_url=url_for("staff.areas"),
    )

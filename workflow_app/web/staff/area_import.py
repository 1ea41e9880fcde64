"""The coordinator imports the area's file: preview first, then confirm."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import render
from workflow_app.web.staff.area_import_flow import AreaFileForm, ImportStep, take_area_file
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/import")
@page(Permission.STAFF_MANAGE)
def area_import(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Ask for the file."""
    return _show(area, AreaFileForm(), ImportStep("upload"))


@staff.post("/<area>/import")
@page(Permission.STAFF_MANAGE)
def area_import_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the preview, or import what was confirmed."""
    form = AreaFileForm()
    return _show(area, form, take_area_file(tx, form, place.area_key))


def _show(area: str, form: AreaFileForm, step: ImportStep) -> Response:
    return render(
        "staff/area_import.html",
        status=step.status,
        form=form,
        step=step,
        back_url=url_for("staff.overview", area=area),
        export_url=url_for("staff.area_export", area=area),
        overview_url=url_for("staff.overview", area=area),
    )

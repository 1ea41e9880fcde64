"""The area as a file that would make it again."""

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.usecases.export_area import export_area
from workflow_app.web.shared.access import page
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/export")
@page(Permission.STAFF_MANAGE)
def area_export(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Send the YAML."""
    response: Response = make_response(export_area(tx, area))
    response.mimetype = "application/yaml"
    response.headers["Content-Disposition"] = f'attachment; filename="{area}.yaml"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

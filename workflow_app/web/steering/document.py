"""Downloads a Word document of the area for its steering group."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.documents import area_document
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored
from workflow_app.web.steering.blueprint import steering


@steering.get("/<area>/document/<int:document_id>")
@page(Permission.STEERING_READ)
def document(tx: Transaction, place: Place, area: str, document_id: int) -> Response:
    """Send one document."""
    file = area_document(tx, place.area_id or 0, document_id)
    return send_stored(file.sha256, file.file_name, file.media_type)

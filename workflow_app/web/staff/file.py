"""A produced document of the area as a download."""

from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.documents import area_document
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/file/<int:document_id>")
@page(Permission.STAFF_MANAGE)
def file(tx: Transaction, place: Place, area: str, document_id: int) -> ResponseReturnValue:
    """Send a produced document of the area."""
    document = area_document(tx, place.area_id or 0, document_id)
    return send_stored(document.sha256, document.file_name, document.media_type)

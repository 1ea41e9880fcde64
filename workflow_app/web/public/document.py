"""Downloads a document that everybody may read."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_documents import public_document
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored


@public.get("/areas/<area>/documents/<int:document_id>")
@page(Permission.PUBLIC)
def document(tx: Transaction, place: Place, area: str, document_id: int) -> Response:
    """Send one public document of the area."""
    file = public_document(tx, place.area_id or 0, document_id)
    return send_stored(file.sha256, file.file_name, file.media_type)

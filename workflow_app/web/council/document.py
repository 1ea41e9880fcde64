"""Downloads a document that was made for a body of this municipality."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.documents import municipal_document
from workflow_app.queries.place import Place
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored


@council.get("/<municipality>/document/<int:document_id>")
@page(Permission.COUNCIL_READ)
def document(tx: Transaction, place: Place, municipality: str, document_id: int) -> Response:
    """Send one packet or extract."""
    file = municipal_document(tx, place.municipality_id or 0, document_id)
    return send_stored(file.sha256, file.file_name, file.media_type)

"""Downloads the scan that was attached to a resolution of this municipality."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.municipal_matter import municipal_scan
from workflow_app.queries.place import Place
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored


@council.get("/<municipality>/scan/<int:resolution_id>")
@page(Permission.COUNCIL_READ)
def scan(tx: Transaction, place: Place, municipality: str, resolution_id: int) -> Response:
    """Send one scan."""
    file = municipal_scan(tx, place.municipality_id or 0, resolution_id)
    return send_stored(file.sha256, file.file_name, file.media_type)

"""A produced document found by its fingerprint: what was ever handed out stays addressable."""

from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.documents import document_by_hash
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/file-by-hash/<sha256>")
@page(Permission.STAFF_MANAGE)
def file_by_hash(tx: Transaction, place: Place, area: str, sha256: str) -> ResponseReturnValue:
    """Send a document of the area."""
    document = document_by_hash(tx, place.area_id or 0, sha256)
    return send_stored(document.sha256, document.file_name, document.media_type)

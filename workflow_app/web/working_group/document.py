"""Downloads one Word document of the area."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.group_matter import group_document
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored
from workflow_app.web.working_group.blueprint import working_group


@working_group.get("/<area>/<group>/files/<int:document>")
@page(Permission.GROUP_WRITE)
def document(tx: Transaction, place: Place, area: str, group: str, document: int) -> Response:
    """Send the file."""
    found = group_document(tx, place.area_id or 0, place.body_id or 0, document)
    return send_stored(found.sha256, found.file_name, found.media_type)

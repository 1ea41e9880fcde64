"""The scan of a resolution, for staff."""

from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.resolutions import area_scan
from workflow_app.web.shared.access import page
from workflow_app.web.shared.download import send_stored
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/scan/<int:resolution_id>")
@page(Permission.STAFF_MANAGE)
def scan(tx: Transaction, place: Place, area: str, resolution_id: int) -> ResponseReturnValue:
    """Send the scan of a resolution recorded in the area."""
    found = area_scan(tx, place.area_id or 0, resolution_id)
    return send_stored(found.scan_sha256 or "", found.scan_name or "", found.scan_type or "")

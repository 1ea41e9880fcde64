"""The packets of chosen bodies (or of all of them) as one ZIP."""

import io
import zipfile

from flask import request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.council_round import council_round
from workflow_app.queries.documents import area_document
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/round/<int:process_id>/packets")
@page(Permission.STAFF_MANAGE)
def packets(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Send the newest packets; packets are ZIP files already, so they are put in as they are."""
    found = council_round(tx, assembly().catalogue, place.area_id or 0, process_id)
    if found is None:
        raise NotFound(f"round of {process_id}")
    chosen = {int(value) for value in request.args.getlist("chosen") if value.isdecimal()}
    ids = [row.packet_id for row in found.rows if row.packet_id and (not chosen or row.process_id in chosen)]
    if not ids:
        back = url_for("staff.council_round", area=area, process_id=process_id)
        return go_to(back, _("The packets are still being prepared. Try again in a moment."), "warning")
    return send_file(
        _together(tx, place.area_id or 0, ids),
        mimetype="application/zip",
        as_attachment=True,
        download_name=_("packets.zip"),
    )


def _together(tx: Transaction, area_id: int, ids: list[int]) -> io.BytesIO:
    store, whole = assembly().store, io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for number, document_id in enumerate(ids, start=1):
            document = area_document(tx, area_id, document_id)
            archive.writestr(f"{number:02}_{document.file_name}", store.read(document.sha256))
    whole.seek(0)
    return whole

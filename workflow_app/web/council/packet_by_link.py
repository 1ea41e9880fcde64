"""Downloads the packet of the body whose recording link was opened, or a file of it, and nothing else."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.link_matter import link_matter, link_packet
from workflow_app.queries.place import Place
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.download import send_stored
from workflow_app.web.shared.useless_link import private


@council.get("/by-link/<int:link_id>/packet/<int:document_id>")
@page(Permission.LINK_HELD)
def packet_by_link(tx: Transaction, place: Place, link_id: int, document_id: int) -> Response:
    """Send one packet, or one Word file of it: an old phone may not open a ZIP."""
    file = link_packet(tx, link_matter(tx, assembly().catalogue, place), document_id)
    return private(send_stored(file.sha256, file.file_name, file.media_type))

"""A file that was uploaded on an earlier page: its signed ticket travels in the form instead of the file."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from workflow_app.usecases.record_resolution import KeptScan
from workflow_app.usecases.upload_packet_file import EditedFile

TICKET_SECONDS = 24 * 3600


EDITED = "kept-edited-file"  # a ticket of one kind proves nothing where another kind is asked for


def _signer(kind: str = "kept-file") -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=kind)


def edit_ticket(edited: EditedFile, process_id: int) -> str:
    """Return a text that proves that this edited file was uploaded for the packet of this process."""
    return str(_signer(EDITED).dumps([process_id, edited.sha256, edited.size, edited.born]))


def edit_of_ticket(ticket: str, process_id: int) -> EditedFile | None:
    """Return the edited file that a ticket stands for; None for no ticket, a forged, old or foreign one."""
    try:
        owner, *edited = _signer(EDITED).loads(ticket, max_age=TICKET_SECONDS)
    except BadSignature:
        return None
    return EditedFile(*edited) if owner == process_id else None


def ticket_for(scan: KeptScan, process_id: int) -> str:
    """Return a text that proves that this file was uploaded for this process."""
    return str(_signer().dumps([process_id, scan.sha256, scan.file_name, scan.media_type]))


def scan_of_ticket(ticket: str, process_id: int) -> KeptScan | None:
    """Return the file that a ticket stands for; None for no ticket, a forged, old or foreign one."""
    try:
        owner, *scan = _signer().loads(ticket or "", max_age=TICKET_SECONDS)
    except BadSignature:
        return None
    return KeptScan(*scan) if owner == process_id else None

"""A file that was uploaded on an earlier page: its signed ticket travels in the form instead of the file."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from workflow_app.usecases.record_resolution import KeptScan

TICKET_SECONDS = 24 * 3600


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="kept-file")


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

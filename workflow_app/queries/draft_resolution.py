"""The draft resolution from the packet of a body, to prefill the form that records what it resolved."""

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.recorded_step import read_step
from workflows.council_resolution.packet import packet_of
from workflows.council_resolution.proposed import proposed_resolution
from workflows.council_resolution.resolved import with_verb


def draft_text(tx: Transaction, catalogue: Catalogue, process_id: int, language: str) -> str:
    """Return the draft in the wording of the very body that decides, one point a line.

    The caller has checked whose process it is, and that its round is the newest one.
    """
    packet = packet_of(read_step(tx, catalogue, process_id, 0, language))
    return proposed_resolution(packet, language).as_text()


def resolved_text(tx: Transaction, catalogue: Catalogue, process_id: int, language: str, verdict: str) -> str:
    """Return the standard text of an outcome; "" for one by which nothing was resolved. As for `draft_text`."""
    packet = packet_of(read_step(tx, catalogue, process_id, 0, language))
    return with_verb(packet.official, packet.matter, verdict, language)

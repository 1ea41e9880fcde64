"""The packets of all bodies of a round: since when, what was edited by hand, and which are out of date."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.documents.paper import Enclosure
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.papers import PaperToday
from workflow_app.models.document import Document
from workflow_app.queries.council_round import RoundRow, council_round
from workflow_app.queries.packet_files import FileInPacket, outdated_files, packet_files


@dataclass(frozen=True, slots=True)
class PacketOfBody:
    """One body's newest packet. `made_at` is None while it is being made, `outdated` names files to be made anew.

    A body that has decided keeps what it decided on, so nothing of it is outdated.
    """

    row: RoundRow
    made_at: datetime | None
    files: tuple[FileInPacket, ...]
    outdated: frozenset[str]

    @property
    def edited(self) -> tuple[FileInPacket, ...]:
        """The files that somebody has edited by hand."""
        return tuple(file for file in self.files if file.is_edited)


def round_packets(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int, base_url: str
) -> tuple[PacketOfBody, ...]:
    """Return the Czech packets of the newest round of a document, in its order; nothing when there is no round.

    Raises NotFound for another area's document.
    """
    found = council_round(tx, catalogue, area_id, process_id)
    rows = found.rows if found else ()
    ids = [row.packet_id for row in rows if row.packet_id]
    made = select(Document.id, Document.created_at).where(Document.id.in_(ids))
    made_at = {document_id: at for document_id, at in tx.session.execute(made)}
    known: dict[Enclosure, PaperToday] = {}
    return tuple(
        _packet(tx, catalogue, row, made_at.get(row.packet_id or 0), base_url, known) for row in rows
    )


def _packet(
    tx: Transaction,
    catalogue: Catalogue,
    row: RoundRow,
    made_at: datetime | None,
    base_url: str,
    known: dict[Enclosure, PaperToday],
) -> PacketOfBody:
    if row.packet_id is None:
        return PacketOfBody(row, None, (), frozenset())
    files = packet_files(tx, row.packet_id)
    outdated: frozenset[str] = frozenset()
    if not row.settled:
        outdated = outdated_files(tx, catalogue, row.process_id, row.packet_id, "cs", base_url, known)
    return PacketOfBody(row, made_at, files, outdated)

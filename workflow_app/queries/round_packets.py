"""The packets of all bodies of a round: since when, what was edited by hand, and which are out of date."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.models.document import Document
from workflow_app.queries.council_round import RoundRow, council_round
from workflow_app.queries.packet_files import FileInPacket, files_of_packets, outdated_of_bodies


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
    files = files_of_packets(tx, ids)
    undecided = {
        row.process_id: files[row.packet_id] for row in rows if row.packet_id and not row.has_decided
    }
    outdated = outdated_of_bodies(tx, catalogue, undecided, "cs", base_url)
    return tuple(
        PacketOfBody(
            row,
            made_at.get(row.packet_id or 0),
            files.get(row.packet_id or 0, ()),
            outdated.get(row.process_id, frozenset()),
        )
        for row in rows
    )

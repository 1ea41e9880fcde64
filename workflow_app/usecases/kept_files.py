"""The files of packets that exist: the newest of each name, and those that all packets of a round share."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from workflow_app.db.uow import Transaction
from workflow_app.models.document import GENERATED, Document


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file as its row tells it; `made_from` is the fingerprint of template and content."""

    id: int
    name: str
    revision: int
    origin: str  # generated | uploaded
    file_name: str
    sha256: str
    size: int
    made_from: str


_COLUMNS = (
    Document.id,
    Document.name,
    Document.revision,
    Document.origin,
    Document.file_name,
    Document.sha256,
    Document.size,
    Document.made_from_sha256.label("made_from"),
)


def newest_files(tx: Transaction, process_id: int, language: str, packet: str) -> dict[str, KeptFile]:
    """Return the newest file of each name of a process; `packet` is "" for documents of its own."""
    statement = (
        select(*_COLUMNS)
        .ext(distinct_on(Document.name))
        .where(Document.process_id == process_id, Document.language == language, Document.packet == packet)
        .order_by(Document.name, Document.id.desc())
    )
    return {row["name"]: KeptFile(**row) for row in tx.session.execute(statement).mappings()}


def generated_revisions(tx: Transaction, process_id: int, name: str, language: str) -> list[KeptFile]:
    """Return every generated revision of one file of a body's packet, the newest first."""
    statement = (
        select(*_COLUMNS)
        .where(
            Document.process_id == process_id,
            Document.name == name,
            Document.language == language,
            Document.packet != "",
            Document.origin == GENERATED,
        )
        .order_by(Document.id.desc())
    )
    return [KeptFile(**row) for row in tx.session.execute(statement).mappings()]


def shared_file(
    tx: Transaction, process_id: int, name: str, language: str, made_from: str
) -> KeptFile | None:
    """Return the file of a round that was made from exactly this content; None when it has to be made."""
    statement = (
        select(*_COLUMNS)
        .where(
            Document.process_id == process_id,
            Document.name == name,
            Document.language == language,
            Document.packet != "",
            Document.made_from_sha256 == made_from,
        )
        .order_by(Document.id)
        .limit(1)
    )
    row = tx.session.execute(statement).mappings().first()
    return KeptFile(**row) if row else None

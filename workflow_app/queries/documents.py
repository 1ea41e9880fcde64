"""Produced Word documents: what there is for a process, and one of them for download."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.models.body import Body
from workflow_app.models.document import Document
from workflow_app.models.packet_file import PacketFile
from workflow_app.models.process_instance import ProcessInstance


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One produced file. `size` is in bytes, `sha256` addresses it in the store."""

    id: int
    process_id: int
    name: str
    language: str
    seq: int
    file_name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


_COLUMNS: tuple[Any, ...] = (
    Document.id,
    Document.process_id,
    Document.name,
    Document.language,
    Document.seq,
    Document.file_name,
    Document.media_type,
    Document.size,
    Document.sha256,
    Document.created_at,
)


def documents_of(tx: Transaction, process_id: int) -> list[DocumentFile]:
    """Return the documents of a process, the newest first; the caller has checked whose process it is.

    The files that a packet is put together from are not among them, see queries/packet_files.py.
    """
    statement = (
        select(*_COLUMNS)
        .where(Document.process_id == process_id, Document.packet == "")
        .order_by(Document.id.desc())
    )
    return [DocumentFile(**row) for row in tx.session.execute(statement).mappings()]


def area_document(tx: Transaction, area_id: int, document_id: int) -> DocumentFile:
    """Return a document of an area, for its staff and members. Raises NotFound."""
    return _one(tx, select(*_COLUMNS).where(Document.id == document_id, Document.area_id == area_id))


def municipal_document(tx: Transaction, municipality_id: int, document_id: int) -> DocumentFile:
    """Return a document made for a body of this municipality, or a file of one of its packets. Raises NotFound."""
    own = (
        select(Document.id)
        .join(ProcessInstance, ProcessInstance.id == Document.process_id)
        .join(Body, Body.id == ProcessInstance.body_id)
        .where(Body.municipality_id == municipality_id)
    )
    inside = select(PacketFile.document_id).where(PacketFile.packet_id.in_(own))
    statement = select(*_COLUMNS).where(
        Document.id == document_id, or_(Document.id.in_(own), Document.id.in_(inside))
    )
    return _one(tx, statement)


def packet_document(tx: Transaction, packet_ids: Collection[int], document_id: int) -> DocumentFile:
    """Return one of these packets, or a file of one of them. Raises NotFound, also for any other document."""
    inside = select(PacketFile.document_id).where(PacketFile.packet_id.in_(packet_ids))
    mine = or_(Document.id.in_(packet_ids), Document.id.in_(inside))
    return _one(tx, select(*_COLUMNS).where(Document.id == document_id, mine))


def document_by_hash(tx: Transaction, area_id: int, sha256: str) -> DocumentFile:
    """Return the first document of an area with this fingerprint: what was handed out can be found by it for ever.

    Raises NotFound.
    """
    statement = select(*_COLUMNS).where(Document.area_id == area_id, Document.sha256 == sha256)
    return _one(tx, statement.order_by(Document.id).limit(1))


def _one(tx: Transaction, statement: Select[Any]) -> DocumentFile:
    row = tx.session.execute(statement).mappings().first()
    if row is None:
        raise NotFound("document")
    return DocumentFile(**row)

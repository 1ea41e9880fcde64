"""The files of one body's packet: which there are, since when, by whom, and whether the data beneath have changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.papers import PaperToday, papers_today
from workflow_app.engine.recorded_step import newest_steps
from workflow_app.kernel.errors import NotFound
from workflow_app.models.document import UPLOADED, Document
from workflow_app.models.packet_file import PacketFile
from workflow_app.models.user import User

PACKET = "council_packet"
LIST = "annex_list"  # says what the other files are, so it is outdated only with them


@dataclass(frozen=True, slots=True)
class FileInPacket:
    """One file of a packet, or one of its earlier revisions. `size` is in bytes.

    `is_shared`: all packets of the round hold it alike, so it cannot be edited for one body.
    """

    id: int
    name: str
    file_name: str
    revision: int
    size: int
    sha256: str
    made_from: str
    is_edited: bool
    is_shared: bool
    by: str  # who uploaded it, "" for a generated one
    note: str
    created_at: datetime


def packet_files(tx: Transaction, packet_id: int) -> tuple[FileInPacket, ...]:
    """Return what is in one packet, in its order; nothing for a packet made before files were kept one by one."""
    return files_of_packets(tx, [packet_id])[packet_id]


def files_of_packets(tx: Transaction, packet_ids: Collection[int]) -> dict[int, tuple[FileInPacket, ...]]:
    """Return what is in each of the packets, in its order; one statement."""
    packet = aliased(Document)
    statement = (
        select(
            *_COLUMNS,
            PacketFile.file_name.label("file_name"),
            Document.process_id,
            packet.id.label("packet_id"),
            packet.process_id.label("owner"),
        )
        .join(PacketFile, PacketFile.document_id == Document.id)
        .join(packet, packet.id == PacketFile.packet_id)
        .outerjoin(User, User.id == Document.uploaded_by_id)
        .where(PacketFile.packet_id.in_(packet_ids))
        .order_by(PacketFile.packet_id, PacketFile.position)
    )
    found: dict[int, list[FileInPacket]] = {packet_id: [] for packet_id in packet_ids}
    for row in tx.session.execute(statement).mappings():
        found[row["packet_id"]].append(_file(row, row["owner"]))
    return {packet_id: tuple(files) for packet_id, files in found.items()}


def file_revisions(tx: Transaction, process_id: int, name: str, language: str) -> tuple[FileInPacket, ...]:
    """Return all revisions of one file of a body's packet, the newest first."""
    statement = (
        select(*_COLUMNS, Document.file_name.label("file_name"), Document.process_id)
        .outerjoin(User, User.id == Document.uploaded_by_id)
        .where(Document.process_id == process_id, Document.name == name, Document.language == language)
        .where(Document.packet == PACKET)
        .order_by(Document.id.desc())
    )
    return tuple(_file(row, process_id) for row in tx.session.execute(statement).mappings())


def outdated_files(
    tx: Transaction, catalogue: Catalogue, process_id: int, packet_id: int, language: str, base_url: str
) -> frozenset[str]:
    """Return the names of files whose content would be another one if they were made today.

    A file that the packet lacks, or that no longer belongs to it, counts, too. Raises NotFound.
    """
    files = {process_id: packet_files(tx, packet_id)}
    outdated = outdated_of_bodies(tx, catalogue, files, language, base_url)
    if process_id not in outdated:
        raise NotFound(f"process {process_id}")
    return outdated[process_id]


def outdated_of_bodies(
    tx: Transaction,
    catalogue: Catalogue,
    files: Mapping[int, Collection[FileInPacket]],
    language: str,
    base_url: str,
) -> dict[int, frozenset[str]]:
    """Return the outdated files of each body; `files` are those of its packet, by the body's process.

    What the bodies of a round have alike is found once for all of them.
    """
    steps = newest_steps(tx, catalogue, files.keys(), language, base_url)
    return {
        process_id: _outdated(files[process_id], papers_today(catalogue, step, PACKET))
        for process_id, step in steps.items()
    }


def _outdated(files: Collection[FileInPacket], wanted: Mapping[str, PaperToday]) -> frozenset[str]:
    there = {file.name: file.made_from for file in files}
    changed = {name for name, paper in wanted.items() if there.get(name) != paper.made_from}
    return frozenset(changed | (set(there) - set(wanted) - {LIST}))


_COLUMNS: tuple[Any, ...] = (
    Document.id,
    Document.name,
    Document.revision,
    Document.size,
    Document.sha256,
    Document.made_from_sha256,
    Document.origin,
    Document.note,
    Document.created_at,
    User.name.label("by"),
)


def _file(row: RowMapping, process_id: int | None) -> FileInPacket:
    return FileInPacket(
        id=row["id"],
        name=row["name"],
        file_name=row["file_name"],
        revision=row["revision"],
        size=row["size"],
        sha256=row["sha256"],
        made_from=row["made_from_sha256"],
        is_edited=row["origin"] == UPLOADED,
        is_shared=row["process_id"] != process_id,
        by=row["by"] or "",
        note=row["note"],
        created_at=row["created_at"],
    )

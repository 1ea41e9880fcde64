"""Makes the packet of one body: prints only what has changed, and puts the newest of each file into one ZIP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from workflow_app.db.uow import Transaction
from workflow_app.documents.packet import make_packet
from workflow_app.documents.paper import Listed, Paper, PaperSet, Shared
from workflow_app.documents.render import render
from workflow_app.documents.store import FileStore
from workflow_app.engine.lock import lock
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.canonical import fingerprint
from workflow_app.kernel.errors import Transient
from workflow_app.models.document import GENERATED, UPLOADED, Document
from workflow_app.models.packet_file import PacketFile
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.usecases.kept_files import KeptFile, newest_files, shared_file

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP_FILE = "application/zip"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file that the packet is to hold: the paper it is printed from, and the file that is there already."""

    process_id: int  # of the body, or of the round when all packets hold the file alike
    is_shared: bool
    paper: Paper
    made_from: str
    kept: KeptFile | None


@dataclass(frozen=True, slots=True)
class PacketOrder:
    """What the packet is to hold. `newest` are the body's own files by name, as they were when this was loaded."""

    message: ProduceDocument
    area_id: int
    version_id: int | None
    created: datetime
    made: PaperSet
    wanted: tuple[Wanted, ...]
    newest: Mapping[str, KeptFile]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file in the store: kept from before, or printed now."""

    process_id: int
    is_shared: bool
    name: str
    file_name: str
    sha256: str
    size: int
    made_from: str
    kept: KeptFile | None  # when nothing had to be printed


@dataclass(frozen=True, slots=True)
class MadePacket:
    """The ZIP and the files in it, in their order."""

    files: tuple[MadeFile, ...]
    sha256: str
    size: int


def load(tx: Transaction, step: RecordedStep, message: ProduceDocument, made: PaperSet) -> PacketOrder:
    """Return what the packet is to hold, and which of it is there already."""
    newest = newest_files(tx, message.process_id, message.language, message.name)
    return PacketOrder(
        message=message,
        area_id=step.process.area_id,
        version_id=step.process.version_id,
        created=step.at,
        made=made,
        wanted=tuple(_wanted(tx, message, newest, item) for item in made.papers),
        newest=newest,
    )


def _wanted(
    tx: Transaction, message: ProduceDocument, newest: Mapping[str, KeptFile], item: object
) -> Wanted:
    if isinstance(item, Shared):
        made_from = item.paper.made_from(message.language)
        kept = shared_file(tx, item.process_id, item.paper.name, message.language, made_from)
        return Wanted(item.process_id, True, item.paper, made_from, kept)
    if not isinstance(item, Paper):
        raise TypeError(f"{type(item).__name__} is not resolved")
    made_from = item.made_from(message.language)
    return Wanted(message.process_id, False, item, made_from, newest.get(item.name))


def work(order: PacketOrder, store: FileStore) -> MadePacket:
    """Print what is missing or outdated, list it, and put everything together."""
    files = [_made(order, item, store) for item in order.wanted]
    if order.made.listing:
        files.append(_made(order, _listing(order, order.made.listing(_listed(files))), store))
    files.sort(key=lambda file: file.file_name)
    data = make_packet({file.file_name: store.read(file.sha256) for file in files})
    return MadePacket(tuple(files), store.put(data), len(data))


def _listed(files: Sequence[MadeFile]) -> list[Listed]:
    return [Listed(file.name, file.file_name, file.size, file.sha256) for file in files]


def _listing(order: PacketOrder, paper: Paper) -> Wanted:
    made_from = paper.made_from(order.message.language)
    return Wanted(order.message.process_id, False, paper, made_from, order.newest.get(paper.name))


def _made(order: PacketOrder, item: Wanted, store: FileStore) -> MadeFile:
    """Return the file as it is kept, or print it. What somebody has edited by hand stays until they let it go."""
    kept, paper, language = item.kept, item.paper, order.message.language
    is_edited = kept is not None and kept.origin == UPLOADED and kept.id != order.message.anew
    if kept and (is_edited or (kept.origin == GENERATED and kept.made_from == item.made_from)):
        sha256, size, made_from = kept.sha256, kept.size, kept.made_from
    else:
        data = render(paper.template_file(language), paper.context, language, order.created)
        sha256, size, made_from, kept = store.put(data), len(data), item.made_from, None
    return MadeFile(
        item.process_id, item.is_shared, paper.name, paper.file_name, sha256, size, made_from, kept
    )


def record(tx: Transaction, order: PacketOrder, made: MadePacket) -> None:
    """Write the rows of new files and, when its files differ from those before, of the packet.

    Raises Transient when somebody has uploaded or made a file meanwhile: the packet is then put together again.
    """
    message = order.message
    lock(tx, message.process_id, None)
    newest = newest_files(tx, message.process_id, message.language, message.name)
    if newest != order.newest:
        raise Transient(f"the files of packet {message.process_id} changed while it was being made")
    ids = [_file_id(tx, order, newest, file) for file in made.files]
    contents = fingerprint([[file.file_name, file.sha256] for file in made.files])
    before = newest_files(tx, message.process_id, message.language, "").get(message.name)
    if before and before.made_from == contents:
        return
    packet = _insert(
        tx,
        order,
        process_id=message.process_id,
        name=message.name,
        file_name=order.made.file_name,
        media_type=ZIP_FILE,
        size=made.size,
        sha256=made.sha256,
        made_from_sha256=contents,
        **_after(before),
    )
    rows = [
        {"packet_id": packet, "position": position, "document_id": document_id, "file_name": file.file_name}
        for position, (document_id, file) in enumerate(zip(ids, made.files, strict=True), start=1)
    ]
    tx.session.execute(insert(PacketFile), rows)


def _file_id(tx: Transaction, order: PacketOrder, newest: Mapping[str, KeptFile], file: MadeFile) -> int:
    """Return the row of a file; a shared one may have been printed for another body in the meantime."""
    if file.kept:
        return file.kept.id
    before = newest.get(file.name)
    if file.is_shared:
        twin = shared_file(tx, file.process_id, file.name, order.message.language, file.made_from)
        if twin and twin.sha256 != file.sha256:
            raise Transient(f"{file.name} of round {file.process_id} was printed twice at once")
        if twin:
            return twin.id
        files = newest_files(tx, file.process_id, order.message.language, order.message.name)
        before = files.get(file.name)
    return _insert(
        tx,
        order,
        process_id=file.process_id,
        name=file.name,
        packet=order.message.name,
        file_name=file.file_name,
        media_type=WORD_FILE,
        size=file.size,
        sha256=file.sha256,
        made_from_sha256=file.made_from,
        **_after(before),
    )


def _after(before: KeptFile | None) -> dict[str, object]:
    """Return what ties a row to the one that it follows."""
    return {"revision": before.revision + 1, "replaces_id": before.id} if before else {"revision": 1}


def _insert(tx: Transaction, order: PacketOrder, **values: object) -> int:
    statement = insert(Document).values(
        area_id=order.area_id,
        language=order.message.language,
        seq=order.message.seq,
        version_id=order.version_id,
        created_at=tx.now,
        **values,
    )
    return tx.session.execute(statement.returning(Document.id)).scalar_one()

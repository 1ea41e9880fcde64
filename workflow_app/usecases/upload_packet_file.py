"""A file of a packet that somebody has edited in Word comes back as its next revision."""

from dataclasses import dataclass

from sqlalchemy import insert

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.documents.birth_mark import birth_mark
from workflow_app.documents.store import FileStore
from workflow_app.documents.upload import LIMIT_BYTES, check_upload
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.papers import papers_today
from workflow_app.engine.recorded_step import newest_steps
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.document import UPLOADED, Document
from workflow_app.usecases.kept_files import KeptFile, generated_revisions, newest_files
from workflow_app.usecases.packet_of_body import PACKET, open_packet
from workflow_app.usecases.refresh_packet import ask_for_packet

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A Word file that was checked and stored; `born` is the moment of creation that it carries."""

    sha256: str
    size: int
    born: str


@dataclass(frozen=True, slots=True)
class PacketUpload:
    """Whose packet, which file, and what was seen: the id of the file that the page showed as the newest.

    `in_spite` is said by who has been told that the generated content has changed, and wants their file.
    """

    area_id: int
    process_id: int
    name: str
    language: str
    file: EditedFile
    seen_id: int | None
    note: str = ""
    in_spite: bool = False


def keep_edited_file(
    store: FileStore, data: bytes, file_name: str, limit_bytes: int = LIMIT_BYTES
) -> EditedFile:
    """Check a file by its content and keep it. Raises Refused (field "file") for anything but a Word document."""
    if check_upload(data, file_name, limit_bytes).media_type != WORD_FILE:
        raise Refused(Refusal("packet_file_is_not_word", field="file"))
    return EditedFile(store.put(data), len(data), birth_mark(data))


def upload_packet_file(
    tx: Transaction, catalogue: Catalogue, store: FileStore, upload: PacketUpload, base_url: str
) -> None:
    """Write the next revision of a file and have the packet put together again.

    Raises NotFound; Refused when the body has decided, when the file belongs to the whole round, when it is the
    same as before, and (field "in_spite") when what it was made from has changed since it was downloaded.
    """
    process = open_packet(tx, catalogue, upload.area_id, upload.process_id)
    step = newest_steps(tx, catalogue, [process.id], upload.language, base_url)[process.id]
    wanted = papers_today(catalogue, step, PACKET).get(upload.name)
    if wanted and wanted.is_shared:
        raise Refused(_belongs_to_the_round(upload.name))
    newest = newest_files(tx, process.id, upload.language, PACKET).get(upload.name)
    if newest is None:
        raise NotFound(f"{upload.name} of packet {process.id}")
    made_from = wanted.made_from if wanted else newest.made_from
    _check(tx, store, upload, newest, made_from)
    tx.session.execute(
        insert(Document).values(
            area_id=upload.area_id,
            process_id=process.id,
            name=upload.name,
            language=upload.language,
            seq=process.seq,
            packet=PACKET,
            revision=newest.revision + 1,
            file_name=newest.file_name,
            media_type=WORD_FILE,
            size=upload.file.size,
            sha256=upload.file.sha256,
            made_from_sha256=made_from,
            origin=UPLOADED,
            uploaded_by_id=tx.actor.user_id,
            replaces_id=newest.id,
            note=upload.note,
            version_id=process.version_id,
            created_at=tx.now,
        )
    )
    append_edit(
        tx,
        area_id=upload.area_id,
        subject_kind="document",
        subject_id=newest.id,
        before={"origin": newest.origin, "sha256": newest.sha256},
        after={"origin": UPLOADED, "sha256": upload.file.sha256},
        reason=upload.note,
    )
    ask_for_packet(tx, catalogue, process)


def _belongs_to_the_round(name: str) -> Refusal:
    if name == "comparison":
        return Refusal("comparison_is_not_edited", field="file")
    return Refusal("frozen_text_is_not_edited", field="file")


def _check(tx: Transaction, store: FileStore, upload: PacketUpload, newest: KeptFile, today: str) -> None:
    """Refuse what would be a mistake: a note too long, the same file, an edit of what is no longer true."""
    if len(upload.note) > LONGEST_NOTE:
        raise Refused(
            Refusal("text_is_too_long", {"limit": LONGEST_NOTE, "length": len(upload.note)}, field="note")
        )
    if upload.file.sha256 == newest.sha256:
        raise Refused(Refusal("packet_file_is_the_same", field="file"))
    if upload.in_spite:
        return
    base = _edited_from(tx, store, upload) or newest
    if base.made_from != today or upload.seen_id not in (None, newest.id):
        raise Refused(Refusal("packet_file_has_changed", field="in_spite"))


def _edited_from(tx: Transaction, store: FileStore, upload: PacketUpload) -> KeptFile | None:
    """Return the generated revision that the upload began as; None when the file does not tell."""
    if not upload.file.born:
        return None
    files = generated_revisions(tx, upload.process_id, upload.name, upload.language)
    return next((file for file in files if birth_mark(store.read(file.sha256)) == upload.file.born), None)

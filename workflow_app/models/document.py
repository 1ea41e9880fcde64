"""A produced Word document or one file of a packet: which process, which name, and its fingerprint."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

GENERATED, UPLOADED = "generated", "uploaded"


class Document(Base):
    """Stored once, addressed by the SHA-256 of its bytes; `seq` is the process step that asked for it.

    Rows are never changed. What is made anew is a new row with the next `revision`, so that everything that was
    ever handed out stays. A file that all packets of a round hold alike belongs to the process of the round.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("process_id", "name", "language", "seq", "packet", "revision"),
        CheckConstraint("origin IN ('generated', 'uploaded')", name="origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    name: Mapped[str]  # plan, council_packet, cover_letter …
    language: Mapped[str]
    seq: Mapped[int]
    packet: Mapped[str] = mapped_column(
        default="", server_default=""
    )  # "" unless it is a file of that packet
    revision: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    # Fingerprint of template and content; of a packet: of its files; of an upload: of the file that was edited.
    made_from_sha256: Mapped[str] = mapped_column(default="", server_default="")
    origin: Mapped[str] = mapped_column(default=GENERATED, server_default=GENERATED)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))  # the revision before
    note: Mapped[str] = mapped_column(default="", server_default="")  # why it was edited by hand
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    created_at: Mapped[datetime]

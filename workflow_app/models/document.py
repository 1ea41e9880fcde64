"""A produced Word document: which process, which name, language and number, and its fingerprint."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Document(Base):
    """Stored once, addressed by the SHA-256 of its bytes; `seq` is the process step that asked for it."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("process_id", "name", "language", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    name: Mapped[str]  # plan, council_packet …
    language: Mapped[str]
    seq: Mapped[int]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    created_at: Mapped[datetime]

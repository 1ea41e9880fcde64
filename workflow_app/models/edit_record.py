"""Append-only before/after of edits outside transitions, hash-chained per subject."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class EditRecord(Base):
    """One edit. A database trigger refuses UPDATE and DELETE."""

    __tablename__ = "edit_record"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    subject_kind: Mapped[str]  # the table's name
    subject_id: Mapped[int]
    seq: Mapped[int]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str]
    request_id: Mapped[str]
    at: Mapped[datetime]
    prev_hash: Mapped[str]
    hash: Mapped[str]

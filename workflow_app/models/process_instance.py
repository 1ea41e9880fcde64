"""One running or ended process: of a document, or of one body in a round."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class ProcessInstance(Base):
    """The row that is locked. `root_id` is null on the root of a family itself.

    No index holds the state, so that its change stays a cheap in-page update; the last change stands on the row,
    so that the matrix of a round needs no history.
    """

    __tablename__ = "process_instance"
    __table_args__ = (
        UniqueConstraint("parent_id", "stage", "body_id"),
        CheckConstraint("stands_in IN ('assembly', 'mayor')", name="stands_in"),
        Index("ix_process_instance_subject", "subject_kind", "subject_id"),
        Index("ix_process_instance_wake", "wake_at", postgresql_where="wake_at IS NOT NULL"),
        Index("ix_process_instance_root", "root_id", postgresql_where="root_id IS NOT NULL"),
        {"postgresql_with": {"fillfactor": 80}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger)  # of the definition; kept to the end
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    state: Mapped[str]
    seq: Mapped[int] = mapped_column(default=0)
    root_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    stage: Mapped[int | None] = mapped_column(SmallInteger)  # position of the round's stage, from 1
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))  # the text under approval
    session_on: Mapped[date | None] = mapped_column(Date)  # day of the body's session, planned or held
    due_at: Mapped[datetime | None]
    wake_at: Mapped[datetime | None]  # when a reminder or the deadline must be looked at next
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    head_hash: Mapped[str]  # hash of the last transition record
    stands_in: Mapped[str | None]  # assembly | mayor: who decides where the municipality has no board
    # Of the body's municipality when the round asked it: its stage counts with them.
    inhabitants: Mapped[int | None]

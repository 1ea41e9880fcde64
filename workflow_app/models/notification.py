"""A notice to one recipient: what was said, and whether the e-mail got through."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Notification(Base):
    """state: pending | sending | sent | kept (no SMTP is set) | failed | uncertain (crash while sending)."""

    __tablename__ = "notification"
    __table_args__ = (Index("ix_notification_user", "user_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    process_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    email: Mapped[str]
    language: Mapped[str]
    name: Mapped[str]  # of the notice: council_round_opened
    subject: Mapped[str]
    body: Mapped[str]  # plain text
    link: Mapped[str]  # path of the page to act on
    link_kind: Mapped[str] = mapped_column(
        default=""
    )  # record | correct: the e-mail leads to a recording link
    recording_link_id: Mapped[int | None] = mapped_column(ForeignKey("recording_link.id"))
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]

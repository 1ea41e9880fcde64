"""What must still leave the database: topic, payload, and how far it got."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class OutboxMessage(Base):
    """Written in the transaction that asks for it; done once `done_at` is set; given up once `failed_at` is."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index(
            "ix_outbox_message_open",
            "available_at",
            postgresql_where="done_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str]
    payload: Mapped[dict[str, Any]]
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    area_id: Mapped[int | None]
    request_id: Mapped[str]
    created_at: Mapped[datetime]
    available_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")

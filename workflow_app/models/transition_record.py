"""Append-only history of transitions, hash-chained per process."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class TransitionRecord(Base):
    """One step. A database trigger refuses UPDATE and DELETE."""

    __tablename__ = "transition_record"
    __table_args__ = (UniqueConstraint("process_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    seq: Mapped[int]
    version: Mapped[int] = mapped_column(SmallInteger)
    trigger: Mapped[str]
    from_state: Mapped[str]  # empty on the first record
    to_state: Mapped[str]
    automatic: Mapped[bool]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))  # the body acted for
    payload: Mapped[dict[str, Any]]
    caused_by: Mapped[str]  # "process:seq" of the record that brought an automatic step about
    request_id: Mapped[str]
    at: Mapped[datetime]
    prev_hash: Mapped[str]
    hash: Mapped[str]

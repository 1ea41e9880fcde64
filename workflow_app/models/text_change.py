"""A change of a text that is before the councils or in force: what it should say, and how it was classed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

STATES = ("writing", "submitted", "editorial", "substantive", "refused", "dropped")
OPEN_STATES = ("writing", "submitted")
TAKEN_STATES = ("editorial", "substantive")
_OPEN = text("state IN ('writing', 'submitted')")


class TextChange(Base):
    """The changed text lives here until the steering group has classed it; nothing else is touched before.

    Editorial: approvals stand. Substantive: the councils decide again from the stage `restart_from`.
    """

    __tablename__ = "text_change"
    __table_args__ = (
        CheckConstraint("state IN (" + ", ".join(f"'{state}'" for state in STATES) + ")", name="state"),
        Index("uq_text_change_open", "process_id", unique=True, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"), index=True)
    from_version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))  # once it is submitted
    state: Mapped[str]
    reason: Mapped[str]
    content: Mapped[dict[str, Any]]  # models/content.py, as JSON
    seq: Mapped[int] = mapped_column(default=0)  # grows with each save and catches the outdated tab
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decision_reason: Mapped[str] = mapped_column(default="")
    restart_from: Mapped[int | None] = mapped_column(SmallInteger)  # position of the round's stage

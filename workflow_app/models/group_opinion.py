"""What one working group says: its part is written, or it recommends the version under review."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class GroupOpinion(Base):
    """One statement of a group in one process; `withdrawn_at` is set when its part was returned."""

    __tablename__ = "group_opinion"
    __table_args__ = (
        Index(
            "uq_group_opinion_valid",
            "process_id",
            "body_id",
            "kind",
            unique=True,
            postgresql_where="withdrawn_at IS NULL",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    kind: Mapped[str]  # submitted | recommended
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    comment: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]

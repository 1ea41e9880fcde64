"""One electoral term of an assembly or board: from when to when, and how many members it has."""

from datetime import date

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class CouncilTerm(Base):
    """Terms are written down when elections end one; a resolution belongs to the term of its session."""

    __tablename__ = "council_term"
    __table_args__ = (UniqueConstraint("body_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    member_count: Mapped[int | None]

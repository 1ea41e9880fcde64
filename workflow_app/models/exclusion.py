"""That a municipality of the territory plans elsewhere, from a day to a day, and why."""

from datetime import date

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Exclusion(Base):
    """A municipality that belongs to the territory but not to the area (domain D-05)."""

    __tablename__ = "exclusion"
    __table_args__ = (UniqueConstraint("area_id", "municipality_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    reason: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)

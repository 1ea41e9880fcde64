"""That a municipality is a member of a union of municipalities, from a day to a day."""

from datetime import date

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class UnionMunicipality(Base):
    """Membership in a union is not planning along: a member may plan elsewhere, and others may plan here."""

    __tablename__ = "union_municipality"
    __table_args__ = (UniqueConstraint("body_id", "municipality_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)

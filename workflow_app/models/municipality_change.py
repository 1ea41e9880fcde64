"""That one municipality took the place of another: a merger or a split."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class MunicipalityChange(Base):
    """From day `changed_on` municipality `to_id` stands where `from_id` stood. Rows are never changed.

    merged: `from_id` ended in favour of `to_id`. split: `to_id` came out of `from_id`, which may go on.
    """

    __tablename__ = "municipality_change"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id"),
        CheckConstraint("kind IN ('merged', 'split')", name="kind"),
        CheckConstraint("from_id <> to_id", name="two_municipalities"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    from_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    changed_on: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

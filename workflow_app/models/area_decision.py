"""A decision about an area's planning outside any round: its beginning, a project, a submission, merged groups."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

KINDS = ("initiation", "project", "submission", "groups", "schedule", "other")
PRECISIONS = ("day", "month", "year")  # how much of the date is known


class AreaDecision(Base):
    """Body, session and date are what there always is; a resolution number need not be. Rows are never changed."""

    __tablename__ = "area_decision"
    __table_args__ = (
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS) + ")", name="kind"),
        CheckConstraint(
            "precision IN (" + ", ".join(f"'{item}'" for item in PRECISIONS) + ")", name="precision"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    kind: Mapped[str]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))  # a body that this installation knows
    body_name: Mapped[str]  # its name that day, or that of a body from outside
    session_number: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date] = mapped_column(Date)  # the first day of the month or year when no more is known
    precision: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]  # what was decided, as a sentence
    source: Mapped[str] = mapped_column(default="")  # where staff read it; not public
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("area_decision.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")  # of a correction

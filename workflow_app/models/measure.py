"""One measure of a plan: its working card, its group, its state of work; and proposals to change it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Measure(Base):
    """A measure keeps its identity when its number or its text changes."""

    __tablename__ = "measure"
    # Deferred: when measures are renumbered, two of them may have one number for a moment.
    __table_args__ = (UniqueConstraint("plan_id", "number", deferrable=True, initially="DEFERRED"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    position: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]
    card: Mapped[dict[str, Any]]  # content.MeasureCard as JSON, without number, title and body
    status: Mapped[str] = mapped_column(default="not_started")  # domain § 3.7, from the last report in force
    done: Mapped[bool] = mapped_column(default=False)  # the group says the card is complete
    seq: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class MeasureChange(Base):
    """A proposal: a new measure, or another card for an existing one. Its process is `measure`."""

    __tablename__ = "measure_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))  # none: a new measure
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    number: Mapped[str]
    title: Mapped[str]
    reason: Mapped[str]
    card: Mapped[dict[str, Any]]
    seq: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

"""A yearly report on a plan, and what each group says about each of its measures."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class MonitoringReport(Base):
    """The report on one year of one plan."""

    __tablename__ = "monitoring_report"
    __table_args__ = (UniqueConstraint("plan_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    year: Mapped[int]
    introduction: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    seq: Mapped[int] = mapped_column(default=0)


class MeasureResult(Base):
    """One measure in one report; `not_reported` is not the same as `not_fulfilled`."""

    __tablename__ = "measure_result"
    __table_args__ = (UniqueConstraint("report_id", "measure_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("monitoring_report.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    status: Mapped[str] = mapped_column(default="not_reported")
    comment: Mapped[str] = mapped_column(default="")
    indicators: Mapped[list[Any]]  # content.IndicatorResult as JSON
    planned_czk: Mapped[int] = mapped_column(default=0)
    spent_czk: Mapped[int | None]
    deviation: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    seq: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

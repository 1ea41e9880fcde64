"""A yearly action plan on a plan in force, and the measures that are chosen for its year."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base
from workflow_app.models.plan import IN_FORCE

# Once adopted it holds in its own year: while councils decide about a change of it, and also when the next year's
# plan has been adopted before that year is over.
ADOPTED = (*IN_FORCE, "superseded")


class ActionPlan(Base):
    """What of one plan is to be done in one year. A withdrawn one leaves its year free for another."""

    __tablename__ = "action_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    year: Mapped[int]
    naming: Mapped[str]  # action | implementation: what the area calls it
    introduction: Mapped[str] = mapped_column(default="")
    in_force_version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    seq: Mapped[int] = mapped_column(default=0)


class ActionPlanEntry(Base):
    """One measure in one action plan; once written it is kept, also while it is not chosen."""

    __tablename__ = "action_plan_entry"
    __table_args__ = (UniqueConstraint("action_plan_id", "measure_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    chosen: Mapped[bool]
    card: Mapped[dict[str, Any]]  # content.MeasureCard of this year as JSON, without number, title and body
    seq: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

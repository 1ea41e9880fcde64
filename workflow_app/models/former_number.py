"""A number that a goal, priority or measure had before: people go on quoting it from older texts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

KINDS = ("goal", "priority", "measure")


class FormerNumber(Base):
    """One number that was given up. Rows are never changed; the row it belonged to keeps its identity."""

    __tablename__ = "former_number"
    __table_args__ = (
        CheckConstraint("subject_kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS) + ")", name="kind"),
        Index("ix_former_number_subject", "plan_id", "subject_kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    subject_kind: Mapped[str]  # the table's name
    subject_id: Mapped[int]
    number: Mapped[str]
    last_version: Mapped[
        int
    ]  # number of the last frozen version of the plan that may carry it; 0: none was frozen
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")

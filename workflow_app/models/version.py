"""One frozen, hashed text of a document under approval: plan, measure change or monitoring report."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Version(Base):
    """Never changed once written; resolutions are bound to its fingerprint."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    subject_kind: Mapped[str]  # plan | measure | monitoring_report | intent | action_plan
    subject_id: Mapped[int]
    number: Mapped[int]
    content: Mapped[dict[str, Any]]  # models/content.py
    sha256: Mapped[str]  # kernel.canonical.fingerprint(content)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

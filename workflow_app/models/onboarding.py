"""How far a municipality is on its way into an area, and every step of that way."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

ONBOARDING_STATES = ("not_contacted", "contacted", "in_talks", "joined", "declined", "left")
_STATE_IS_KNOWN = "state IN (" + ", ".join(f"'{state}'" for state in ONBOARDING_STATES) + ")"


class Onboarding(Base):
    """One municipality and one area. Whether it plans here on a day is said by AreaMunicipality alone.

    The row is locked by everything that lets a municipality join or leave, so that nobody joins twice.
    """

    __tablename__ = "onboarding"
    __table_args__ = (
        UniqueConstraint("area_id", "municipality_id"),
        CheckConstraint(_STATE_IS_KNOWN, name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    state: Mapped[str]  # of the newest step
    since: Mapped[date] = mapped_column(Date)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None] = mapped_column(Date)
    seq: Mapped[int] = mapped_column(default=0)


class OnboardingStep(Base):
    """One step: when it happened, what was said, who wrote it down. Rows are never changed."""

    __tablename__ = "onboarding_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    onboarding_id: Mapped[int] = mapped_column(ForeignKey("onboarding.id"), index=True)
    state: Mapped[str]
    happened_on: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

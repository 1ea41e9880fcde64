"""Asking the offices of an area for their new people, and who has answered."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class ContactCampaign(Base):
    """One campaign of an area, begun after elections."""

    __tablename__ = "contact_campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    answer_by: Mapped[date] = mapped_column(Date)  # until when the offices are asked to answer
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class ContactRequest(Base):
    """One office that was asked. `email` is where the question went, "" when there was no address."""

    __tablename__ = "contact_request"
    __table_args__ = (UniqueConstraint("campaign_id", "municipality_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("contact_campaign.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    email: Mapped[str]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

"""An address from which a person's calendar program reads what concerns them, or a whole area."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class CalendarFeed(Base):
    """The secret in the address is made from `nonce` whenever it is shown; only its fingerprint is stored.

    A person has at most one feed of their own (`area_id` is null) and one of each area that nobody has revoked.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index(
            "uq_calendar_feed_not_revoked",
            "user_id",
            text("coalesce(area_id, 0)"),
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    nonce: Mapped[str]
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

"""A body seated in a group as a whole, from a day to a day: whoever sits in it has a seat in the group."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base
from workflow_app.models.membership import SIDES

HOST_KINDS = ("steering_group", "working_group")


class BlockSeat(Base):
    """Membership by office. Nobody's name is written here: models/seat.py derives who sits through it on a day."""

    __tablename__ = "block_seat"
    __table_args__ = (
        UniqueConstraint("host_id", "seated_id", "valid_from"),
        CheckConstraint("host_id <> seated_id", name="two_bodies"),
        CheckConstraint("role = 'member'", name="role"),  # nobody presides because of another office
        CheckConstraint(
            "side IS NULL OR side IN (" + ", ".join(f"'{side}'" for side in SIDES) + ")", name="side"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    seated_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    role: Mapped[str] = mapped_column(default="member", server_default="member")
    side: Mapped[str | None]  # of the triad; None: everybody keeps the side of the own membership
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)

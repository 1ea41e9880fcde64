"""Who sits where on which days: own memberships, and those that come with a body seated in a group as a whole."""

from datetime import date

from sqlalchemy import ColumnElement, Date
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Seat(Base):
    """A view, to read only: `membership`, and for each `block_seat` the memberships of the seated body.

    A seat through a block lasts while the membership and the block seat do and the person has no own membership in
    the host; bodies seated in the seated body are not followed. What is written is models/membership.py.
    """

    __tablename__ = "seat"
    __table_args__ = {"info": {"is_view": True}}  # noqa: RUF012 (read by SQLAlchemy); see db/migrations/env.py

    membership_id: Mapped[int] = mapped_column(primary_key=True)  # the membership that it comes from
    body_id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date, primary_key=True)
    valid_to: Mapped[date | None] = mapped_column(Date)
    user_id: Mapped[int]
    role: Mapped[str]
    side: Mapped[str | None]
    organisation: Mapped[str]
    represents_id: Mapped[int | None]
    block_seat_id: Mapped[int | None]  # None for an own membership
    through_body_id: Mapped[int | None]  # the seated body

    @classmethod
    def held_on(cls, day: date | ColumnElement[date]) -> ColumnElement[bool]:
        """Return the condition that a seat is held on `day`."""
        return (cls.valid_from <= day) & (cls.valid_to.is_(None) | (cls.valid_to >= day))

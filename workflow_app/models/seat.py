"""Who sits where on which days: own memberships, and those that come with a body seated in a group as a whole."""

from datetime import date

from sqlalchemy import ColumnElement, Date, select, union_all
from sqlalchemy.orm import Mapped, aliased, mapped_column
from sqlalchemy.sql.selectable import LateralFromClause

from workflow_app.db.base import Base
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.membership import Membership
from workflow_app.models.user import User


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


def seats_of_user(day: ColumnElement[date]) -> LateralFromClause:
    """Return body_id and role of the seats on one day, to be joined to a row of User: what the view says of that day.

    Each step of each process asks who acts. On a single day nothing of the view's arithmetic with days is needed,
    and this takes half as long. A test compares the two.
    """
    mine, own = aliased(Membership), aliased(Membership)
    in_host = (
        select(own.id)
        .where(own.user_id == User.id, own.body_id == BlockSeat.host_id, _holds(own, day))
        .correlate(User, BlockSeat)
    )
    return union_all(
        select(Membership.body_id, Membership.role)
        .where(Membership.user_id == User.id, _holds(Membership, day))
        .correlate(User),
        select(BlockSeat.host_id, BlockSeat.role)
        .join(mine, mine.body_id == BlockSeat.seated_id)
        .where(mine.user_id == User.id, _holds(mine, day), _holds(BlockSeat, day), ~in_host.exists())
        .correlate(User),
    ).lateral("held")


def _holds(term: type[Membership | BlockSeat], day: ColumnElement[date]) -> ColumnElement[bool]:
    return (term.valid_from <= day) & (term.valid_to.is_(None) | (term.valid_to >= day))

"""One session of a body: held or to come, known or only usual, and until when its agenda is open."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

SESSION_KINDS = ("ordinary", "extraordinary", "substitute")
CERTAINTIES = ("known", "usual")


class BodySession(Base):
    """A body meets at most once a day for us. `seq` grows with every change: calendars tell a newer event by it.

    When a matter is before the body, its process says on which day; the calendar only knows that day too.
    """

    __tablename__ = "body_session"
    __table_args__ = (
        UniqueConstraint("body_id", "day"),
        CheckConstraint("kind IN ('ordinary', 'extraordinary', 'substitute')", name="kind"),
        CheckConstraint("certainty IN ('known', 'usual')", name="certainty"),
        CheckConstraint("agenda_closes_on <= day", name="agenda_closes_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    day: Mapped[date] = mapped_column(Date)
    number: Mapped[str] = mapped_column(default="")  # as the body counts its sessions
    kind: Mapped[str] = mapped_column(default="ordinary")
    certainty: Mapped[str] = mapped_column(default="known")
    agenda_closes_on: Mapped[date | None] = mapped_column(
        Date
    )  # the last day for putting a matter on its agenda
    source: Mapped[str] = mapped_column(
        default=""
    )  # from where it is known: a plan of sessions, a telephone call
    seq: Mapped[int] = mapped_column(default=0)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

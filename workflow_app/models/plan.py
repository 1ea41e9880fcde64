"""A plan: its period, and the chapters, goals and priorities that groups write."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

PAST = ("superseded", "withdrawn")  # states of a plan's process that nothing follows; such a plan is history
IN_FORCE = (
    "in_force",
    "amending",
)  # states of a plan, also of a yearly one, in which its text in force holds


class Plan(Base):
    """A community plan of one area. Its state lives in its process, its frozen texts in `version`."""

    __tablename__ = "plan"
    __table_args__ = (CheckConstraint("num_nonnulls(owner_id, owner_municipality_id) = 1", name="one_owner"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    title: Mapped[str]
    period_from: Mapped[int]  # first year
    period_to: Mapped[int]  # last year
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    # Whose plan it is since it was begun: a union's, or a municipality's, also when another one leads the area later.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    owner_municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    in_force_version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    in_force_from: Mapped[date | None] = mapped_column(Date)


class Chapter(Base):
    """One chapter of the working text; `seq` grows with each save and catches the outdated tab."""

    __tablename__ = "chapter"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str]
    part: Mapped[str]
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    body_id: Mapped[int | None] = mapped_column(
        ForeignKey("body.id")
    )  # who writes it; none is the coordinator
    done: Mapped[bool] = mapped_column(default=False)
    seq: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Goal(Base):
    """A strategic goal, written by one working group."""

    __tablename__ = "goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    position: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    seq: Mapped[int] = mapped_column(default=0)


class Priority(Base):
    """A priority under a goal."""

    __tablename__ = "priority"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), index=True)
    position: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]
    seq: Mapped[int] = mapped_column(default=0)

"""That one working group took over from another: a merger or a split, and who writes for a group that has ended."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflow_app.db.base import Base
from workflow_app.models.body import Body

MERGED, SPLIT = "merged", "split"
KINDS = (MERGED, SPLIT)


class GroupChange(Base):
    """`from` merged into `to`, or `to` came out of `from`. Rows are never changed."""

    __tablename__ = "group_change"
    __table_args__ = (
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS) + ")", name="kind"),
        CheckConstraint("from_id <> to_id", name="two_groups"),
        UniqueConstraint("from_id", "to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    kind: Mapped[str]
    from_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    changed_on: Mapped[date] = mapped_column(Date)  # first day of the new state of things
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("area_decision.id"))
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


def successors(session: Session, area_id: int) -> dict[int, int]:
    """Return for each group of the area that has merged into another the group that goes on today."""
    merged = session.execute(
        select(GroupChange.from_id, GroupChange.to_id)
        .join(Body, Body.id == GroupChange.from_id)
        .where(GroupChange.area_id == area_id, GroupChange.kind == MERGED, Body.valid_to.is_not(None))
    )
    steps = {row.from_id: row.to_id for row in merged}
    return {group_id: _last(steps, group_id) for group_id in steps}


def _last(steps: dict[int, int], group_id: int) -> int:
    while group_id in steps:
        group_id = steps[group_id]
    return group_id

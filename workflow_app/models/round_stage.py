"""One stage of a council round, with the counters that make the join cheap."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class RoundStage(Base):
    """A copy of a route's stage for one round. Counters change in the transaction that changes a body's state."""

    __tablename__ = "round_stage"
    __table_args__ = (UniqueConstraint("process_id", "position"), {"postgresql_with": {"fillfactor": 50}})

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    round: Mapped[int] = mapped_column(
        SmallInteger
    )  # grows when a returned document comes before the councils again
    position: Mapped[int] = mapped_column(SmallInteger)  # from 1, on through all rounds of the process
    rule: Mapped[dict[str, Any]]  # approval_route.RouteStage as JSON
    opened_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    total: Mapped[int] = mapped_column(default=0)
    counted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)  # not required: nobody waits for these bodies
    inhabitants: Mapped[int] = mapped_column(default=0)
    inhabitants_counted: Mapped[int] = mapped_column(default=0)
    inhabitants_refused: Mapped[int] = mapped_column(default=0)
    inhabitants_left_out: Mapped[int] = mapped_column(default=0)
    lead_body_id: Mapped[int | None] = mapped_column(
        ForeignKey("body.id")
    )  # the lead municipality's, if in it
    lead_outcome: Mapped[str | None]  # counted | refused | left_out; none while it has not decided
    repeats: Mapped[int | None] = mapped_column(
        SmallInteger
    )  # position of the earlier round's stage that this one asks again, after a substantive change

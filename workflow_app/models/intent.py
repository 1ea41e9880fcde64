"""An intent to plan together, and the municipalities that are asked to join."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Intent(Base):
    """What municipalities agree to when they join. Its process is `intent`; what it asks for is frozen there."""

    __tablename__ = "intent"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    title: Mapped[str]
    territory: Mapped[str]  # in words: "správního obvodu obce s rozšířenou působností Hlučín"
    text: Mapped[str] = mapped_column(default="")
    cost_share_czk: Mapped[int | None]  # yearly, per inhabitant
    join_on: Mapped[date] = mapped_column(
        Date
    )  # from which day a municipality that approves plans in the area
    seq: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class AskedMunicipality(Base):
    """A municipality whose assembly is asked by a document, member of the area or not.

    Rounds read it by the kind and id of their document, so that the engine needs to know no process.
    """

    __tablename__ = "asked_municipality"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "municipality_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))

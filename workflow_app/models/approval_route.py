"""Ordered stages of council approval, per area and kind of document, versioned."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class ApprovalRoute(Base):
    """One version of a route. A round copies its stages when it opens and keeps them to its end."""

    __tablename__ = "approval_route"
    __table_args__ = (UniqueConstraint("area_id", "document_kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    document_kind: Mapped[str]  # plan | measure | monitoring_report: the name of the process
    version: Mapped[int]
    valid_from: Mapped[date] = mapped_column(Date)
    stages: Mapped[list[Any]]  # see RouteStage


@dataclass(frozen=True, slots=True)
class RouteStage:
    """One stage: which bodies decide, which outcomes count, when it is enough, what a refusal means.

    bodies: lead_board | lead_assembly | member_boards | member_assemblies (the lead municipality is in neither
    of the member sets) | all_assemblies | union. counts: outcomes of domain § 4.9 that count as done, such as
    approved or noted. join: all | at_least | share_of_bodies | share_of_inhabitants, with `join_value` a count
    or a percentage. refusal: go_on (the refusing body is left out) | stop | ask (staff decides).
    """

    key: str
    label: dict[str, str]
    bodies: str
    counts: tuple[str, ...]
    join: str = "all"
    join_value: int | None = None
    deadline_days: int = 90
    refusal: str = "ask"

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Build from the JSON of a route."""
        return cls(**{**data, "counts": tuple(data["counts"])})

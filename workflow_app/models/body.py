"""A body that acts: working group, steering group, board, assembly, union, coordination team."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

BODY_KINDS = (
    "working_group",
    "steering_group",
    "assembly",  # zastupitelstvo
    "board",  # rada
    "union",  # svazek obcí
    "coordination",  # the coordinator's team: staff of the area
    "administration",  # who runs this installation
)


class Body(Base):
    """Groups belong to an area, boards and assemblies to a municipality, administration to nobody."""

    __tablename__ = "body"
    __table_args__ = (
        UniqueConstraint("area_id", "key"),
        UniqueConstraint("municipality_id", "kind"),
        CheckConstraint("area_id IS NULL OR municipality_id IS NULL", name="one_home"),
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in BODY_KINDS) + ")", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    key: Mapped[str]  # short name within its area: ps-seniori, rs
    name: Mapped[str]  # official name, nominative: "Zastupitelstvo obce Bělá"
    name_en: Mapped[str]
    name_forms: Mapped[dict[str, Any]]  # genitive, dative, accusative, locative, instrumental
    member_count: Mapped[int | None]  # all members of a board or assembly (majority is counted from it)
    target_groups: Mapped[list[Any]]  # what a working group works for, as text
    sort_key: Mapped[bytes] = mapped_column(LargeBinary)

"""A body that acts: working group, steering group, board, assembly, union, region, coordination team."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base
from workflow_app.kernel.languages import Text

BODY_KINDS = (
    "working_group",
    "steering_group",
    "assembly",  # zastupitelstvo
    "board",  # rada
    "union",  # svazek obcí
    "region",  # zastupitelstvo kraje: approves from outside, has no account, staff record for it
    "coordination",  # the coordinator's team: staff of the area
    "administration",  # who runs this installation
)
# Numerals of the points of a resolution: "I.", "a)", or no numerals at all.
RESOLUTION_STYLES = ("roman", "letters", "none")


class Body(Base):
    """Groups belong to an area, boards and assemblies to a municipality, administration to nobody."""

    __tablename__ = "body"
    __table_args__ = (
        UniqueConstraint("area_id", "key"),
        UniqueConstraint("municipality_id", "kind"),
        CheckConstraint("area_id IS NULL OR municipality_id IS NULL", name="one_home"),
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in BODY_KINDS) + ")", name="kind"),
        CheckConstraint(
            "resolution_style IN (" + ", ".join(f"'{style}'" for style in RESOLUTION_STYLES) + ")",
            name="resolution_style",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    key: Mapped[str]  # short name within its area: ps-seniori, rs
    name: Mapped[str]  # official name, nominative: "Zastupitelstvo obce Bělá"
    name_en: Mapped[str]
    # Of a union, which is a legal person: its number and its seat. Who is in it stands in union_municipality.
    ico: Mapped[str | None]
    address: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    # Of a union: what its people together are called, in cs and en: "Rada svazku". Empty: by the name of the union.
    council: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    name_forms: Mapped[dict[str, Any]]  # genitive, dative, accusative, locative, instrumental
    valid_to: Mapped[date | None] = mapped_column(Date)  # last day of a council whose municipality has ended
    member_count: Mapped[int | None]  # all members of a board or assembly (majority is counted from it)
    target_groups: Mapped[list[Any]]  # what a working group works for, as text
    # Of a union by its statutes: quorum and majority, see workflows/council_resolution/majority.py, and record_days,
    # see engine/deadlines.py.
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    # How its resolutions look: numerals of their points, and what a number looks like ("12/3/2026").
    resolution_style: Mapped[str] = mapped_column(default="roman", server_default="roman")
    resolution_number: Mapped[str] = mapped_column(default="", server_default="")
    # When it usually meets, see models/session_rhythm.py.
    session_rhythm: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    sort_key: Mapped[bytes] = mapped_column(LargeBinary)


def seated_name(name: str, name_en: str, council: dict[str, Any]) -> Text:
    """Return what a body that sits in a group as a whole is called: of a union its council sits there."""
    return Text.of(council) if council else Text(name, name_en)

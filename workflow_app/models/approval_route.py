"""Ordered stages of council approval, per area and kind of document, versioned."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import Date, ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

# Kinds of documents that municipalities decide about, in the order in which people meet them.
ROUTE_KINDS = ("intent", "plan", "action_plan", "measure", "monitoring_report")

BOARD_SETS = ("lead_board", "member_boards", "all_boards")
STAGE_BODIES = (
    "lead_board",
    "lead_assembly",
    "member_boards",
    "member_assemblies",
    "all_boards",
    "all_assemblies",
    "union",
    "region",
    "named",
    "asked_assemblies",  # of the municipalities that an intent asks to join
)
OUTCOMES_THAT_COUNT = ("approved", "consented", "recommended", "noted")
ORDERS = ("parallel", "one_by_one")
SHARES = ("share_of_bodies", "share_of_inhabitants")
JOINS = ("all", "at_least", *SHARES, "lead_only")
REFUSALS = ("go_on", "stop", "ask")
WITHOUT_BOARD = ("skip", "assembly", "mayor")
PARTS = ("", "goals_and_measures")


class ApprovalRoute(Base):
    """One version of a route. A round copies its stages when it opens and keeps them to its end."""

    __tablename__ = "approval_route"
    __table_args__ = (UniqueConstraint("area_id", "document_kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    document_kind: Mapped[str]  # one of ROUTE_KINDS: the name of the process
    version: Mapped[int]
    valid_from: Mapped[date] = mapped_column(Date)
    stages: Mapped[list[Any]]  # see RouteStage
    created_at: Mapped[datetime | None]  # not known of versions written before this was kept
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # none: the command line


@dataclass(frozen=True, slots=True)
class RouteStage:
    """One stage: which bodies decide, which outcomes count, when it is enough, what a refusal means.

    bodies: one of STAGE_BODIES; the lead municipality is in neither of the member sets; named is the one body of
    `body_key`, either the key of the area's union or region ("kraj") or a council ("507016/board").
    counts: OUTCOMES_THAT_COUNT as done; the first one is what the draft resolution proposes.
    join: one of JOINS, with `join_value` a count or a percentage. lead_only waits for the lead municipality alone.
    refusal: go_on (the refusing body is left out) | stop | ask (staff decides).
    order: parallel, or one_by_one: each body only after the one before it has agreed; with go_on, has decided.
    sequence: for one_by_one, codes of municipalities in the order in which they are asked; the others follow, the
    lead municipality first and then by the Czech alphabet.
    turn_of: only in a round, where one_by_one becomes a stage a body: key, label and bodies of the route's stage.
    without_board: what a municipality without a board does in a stage of boards, see engine/stage_bodies.py.
    part: the part of the text that is approved, "" for the whole. note: free text for people.
    A route written before a field existed is read with the field's default.
    """

    key: str
    label: dict[str, str]
    bodies: str
    counts: tuple[str, ...]
    join: str = "all"
    join_value: int | None = None
    deadline_days: int = 90
    refusal: str = "ask"
    body_key: str = ""
    order: str = "parallel"
    without_board: str = "skip"
    part: str = ""
    note: str = ""
    sequence: tuple[str, ...] = ()
    turn_of: dict[str, Any] | None = None

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Build from the JSON of a route."""
        lists = {"counts": tuple(data["counts"]), "sequence": tuple(data.get("sequence", ()))}
        return cls(**{**data, **lists})

    def as_json(self) -> dict[str, Any]:
        """Return the stage as the JSON that a route keeps."""
        return {**asdict(self), "counts": list(self.counts), "sequence": list(self.sequence)}

    @property
    def whole(self) -> "RouteStage":
        """The stage of the route that this one is a turn of; the stage itself when it is none."""
        return replace(self, **self.turn_of, body_key="", turn_of=None) if self.turn_of else self

    @property
    def is_of_boards(self) -> bool:
        """True when boards decide, so that `without_board` matters."""
        return self.bodies in BOARD_SETS or (self.bodies == "named" and self.body_key.endswith("/board"))

    @property
    def may_be_empty(self) -> bool:
        """True when nobody need be in the stage: it is of many boards, and municipalities without one skip it."""
        return self.bodies in ("member_boards", "all_boards") and self.without_board == "skip"


def route_on(area_id: int, document_kind: str, day: date) -> Select[ApprovalRoute]:
    """Select the route that a round of this kind of document opened on `day` would copy: the newest begun one."""
    return (
        select(ApprovalRoute)
        .where(
            ApprovalRoute.area_id == area_id,
            ApprovalRoute.document_kind == document_kind,
            ApprovalRoute.valid_from <= day,
        )
        .order_by(ApprovalRoute.version.desc())
        .limit(1)
    )

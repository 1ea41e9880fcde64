"""What the public may see of the areas: the plan in force, where the next one stands, groups, contacts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import czech_sort
from sqlalchemy import RowMapping, Select, func, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body, seated_name
from workflow_app.models.plan import IN_FORCE, Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.seat import Seat
from workflow_app.queries.area_names import municipality_names
from workflow_app.queries.document_head import RoundProgress, round_progress
from workflow_app.queries.group_changes import GroupOrigin, group_origins
from workflow_app.queries.plan_owner import AreaOwner, area_owner
from workflow_app.queries.public_documents import Download, public_documents
from workflow_app.queries.public_timeline import Event, public_timeline
from workflow_app.queries.public_way import Way, public_way


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in a list. `until` is the last day of its period; `progress` is there while councils decide."""

    plan_id: int
    process_id: int
    title: str
    state: str
    state_label: Text
    tone: str
    is_settled: bool
    until: date
    has_expired: bool
    progress: RoundProgress | None


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area in the list of areas; the newest plan in force and the plan under way, if there are any."""

    key: str
    name: Text
    municipalities: int
    in_force: PlanLine | None
    next: PlanLine | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group by numbers only: members by side of the triad, and how many municipalities they stand for."""

    name: Text
    target_groups: tuple[str, ...]
    members: int
    sides: dict[str, int]
    municipalities: int
    blocks: tuple[tuple[Text, int], ...]  # bodies seated as a whole, with how many of the members come so
    origins: tuple[GroupOrigin, ...]  # groups that merged into this one, or that it came out of


@dataclass(frozen=True, slots=True)
class PublicContact:
    """A person whom the area names for questions, with what for."""

    audience: Text
    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class PublicArea:
    """The page of one area. `plans` are all that are or were in force, the newest first."""

    owner: AreaOwner
    in_force: PlanLine | None
    plans: tuple[PlanLine, ...]
    ways: tuple[Way, ...]
    municipalities: tuple[str, ...]
    groups: tuple[GroupLine, ...]
    contacts: tuple[PublicContact, ...]
    downloads: tuple[Download, ...]
    events: tuple[Event, ...]


def public_areas(tx: Transaction, catalogue: Catalogue) -> tuple[AreaLine, ...]:
    """Return all areas in Czech order of their names."""
    plans: dict[int, list[PlanLine]] = {}
    for area_id, line in _plans(tx, catalogue):
        plans.setdefault(area_id, []).append(line)
    lines = [
        AreaLine(row.key, Text.of(row.name), row.municipalities, _in_force(mine), _next(mine))
        for row in tx.session.execute(_areas(prague_day(tx.now)))
        for mine in [plans.get(row.id, [])]
    ]
    return tuple(sorted(lines, key=lambda line: (czech_sort.key(line.name.cs), line.key)))


def public_area(tx: Transaction, catalogue: Catalogue, area_id: int) -> PublicArea:
    """Return what everybody may know about one area."""
    plans = [line for _, line in _plans(tx, catalogue, Plan.area_id == area_id)]
    in_force = _in_force(plans)
    contacts = tx.session.execute(select(Area.contacts).where(Area.id == area_id)).scalar_one()
    return PublicArea(
        owner=area_owner(tx, area_id),
        in_force=in_force,
        plans=tuple(plan for plan in plans if plan.state in (*IN_FORCE, "superseded")),
        ways=tuple(
            public_way(tx, catalogue, area_id, plan.process_id) for plan in plans if not plan.is_settled
        ),
        municipalities=tuple(municipality_names(tx, area_id).values()),
        groups=tuple(_groups(tx, area_id)),
        contacts=tuple(_contact(item) for item in contacts),
        downloads=public_documents(tx, area_id, in_force.plan_id) if in_force else (),
        events=public_timeline(tx, catalogue, area_id),
    )


def _in_force(plans: Iterable[PlanLine]) -> PlanLine | None:
    return next((plan for plan in plans if plan.state in IN_FORCE), None)


def _next(plans: Iterable[PlanLine]) -> PlanLine | None:
    return next((plan for plan in plans if not plan.is_settled), None)


def _areas(today: date) -> Select[Any]:
    planning = (
        select(func.count())
        .where(AreaMunicipality.area_id == Area.id, AreaMunicipality.valid_from <= today)
        .where(AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today))
        .scalar_subquery()
    )
    return select(Area.id, Area.key, Area.name, planning.label("municipalities"))


def _plans(tx: Transaction, catalogue: Catalogue, *where: Any) -> list[tuple[int, PlanLine]]:
    """Return plans with their areas, the newest period first; those that were withdrawn are left to the history."""
    process = ProcessInstance
    columns = (process.id, process.version, process.state)
    statement = (
        select(Plan.id.label("plan_id"), Plan.area_id, Plan.title, Plan.period_to, *columns)
        .join(process, (process.process == "plan") & (process.subject_id == Plan.id))
        .where(process.state != "withdrawn", *where)
        .order_by(Plan.period_from.desc(), Plan.id.desc())
    )
    return [(row["area_id"], _plan(tx, catalogue, row)) for row in tx.session.execute(statement).mappings()]


def _plan(tx: Transaction, catalogue: Catalogue, row: RowMapping) -> PlanLine:
    state = catalogue.definition("plan", row["version"]).states[row["state"]]
    until = date(row["period_to"], 12, 31)
    return PlanLine(
        plan_id=row["plan_id"],
        process_id=row["id"],
        title=row["title"],
        state=state.name,
        state_label=state.label,
        tone=state.tone,
        is_settled=state.settled,
        until=until,
        has_expired=until < prague_day(tx.now),
        progress=round_progress(tx, row["area_id"], row["id"]) if state.audience == "council" else None,
    )


def _groups(tx: Transaction, area_id: int) -> list[GroupLine]:
    """Return the steering group, then the working groups; two statements, no name of any person in them."""
    seat, through, today = Seat, aliased(Body), prague_day(tx.now)
    statement = (
        select(
            Body.id,
            Body.name,
            Body.name_en,
            Body.target_groups,
            seat.user_id,
            seat.side,
            seat.represents_id,
            through.name.label("through"),
            through.name_en.label("through_en"),
            through.council.label("council"),
        )
        .outerjoin(seat, (seat.body_id == Body.id) & seat.held_on(today))
        .outerjoin(through, through.id == seat.through_body_id)
        .where(Body.area_id == area_id, Body.kind.in_(("steering_group", "working_group")))
        .where(Body.valid_to.is_(None) | (Body.valid_to >= today))
        .order_by(Body.kind, Body.sort_key, Body.id, seat.side, through.id)
    )
    bodies: dict[int, list[RowMapping]] = {}
    for row in tx.session.execute(statement).mappings():
        bodies.setdefault(row["id"], []).append(row)
    origins = group_origins(tx, area_id)
    return [
        _group(rows, tuple(origin for origin in origins if origin.group_id == body_id))
        for body_id, rows in bodies.items()
    ]


def _group(rows: list[RowMapping], origins: tuple[GroupOrigin, ...]) -> GroupLine:
    """Count people, not seats: whoever sits there for two sides is one member, and one of each of the two sides."""
    seats = [row for row in rows if row["user_id"] is not None]
    members = {row["user_id"] for row in seats}
    with_side = {(row["user_id"], row["side"]) for row in seats if row["side"]}
    sides = Counter(side for _, side in with_side)
    sides[""] = len(members - {user_id for user_id, _ in with_side})
    came = {
        (seated_name(row["through"], row["through_en"], row["council"]), row["user_id"])
        for row in seats
        if row["through"]
    }
    blocks = Counter(through for through, _ in sorted(came, key=lambda item: item[0].cs))
    return GroupLine(
        name=Text(rows[0]["name"], rows[0]["name_en"]),
        target_groups=tuple(rows[0]["target_groups"]),
        members=len(members),
        sides={side: count for side, count in sides.items() if count},
        municipalities=len({row["represents_id"] for row in seats} - {None}),
        blocks=tuple(blocks.items()),
        origins=origins,
    )


def _contact(item: dict[str, Any]) -> PublicContact:
    audience = Text.of(item["audience"])
    return PublicContact(audience, item["name"], item.get("email") or "", item.get("phone") or "")

"""What the database knows about an area and everything that its file may touch, as facts with their rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.approval_route import ApprovalRoute, RouteStage
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.exclusion import Exclusion
from workflow_app.models.group_change import successors
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.session_rhythm import SessionRhythm
from workflow_app.models.union_municipality import UnionMunicipality
from workflow_app.models.user import User
from workflow_app.usecases.area_facts import Facts, Subject, day_text
from workflow_app.usecases.session_dates import fact_of_row


@dataclass(slots=True)
class StoredArea:
    """`area` is None when the key is new. `elsewhere`: code -> (area's name, from, to) of other areas.

    `held`: sessions that are over, by the body's two keys and their day.
    `took_over`: key of a working group that has merged into another -> name of the group that goes on today.
    """

    area: Area | None
    facts: Facts = field(default_factory=dict)
    rows: dict[Subject, Any] = field(default_factory=dict)
    elsewhere: dict[str, list[tuple[str, date, date | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    held: set[tuple[str, str, date]] = field(default_factory=set)
    took_over: dict[str, str] = field(default_factory=dict)

    def put(self, subject: Subject, row: Any, **fields: Any) -> None:
        """Remember one row with its facts."""
        self.rows[subject] = row
        self.facts[subject] = fields


def load_area(tx: Transaction, key: str, codes: Iterable[str] = (), emails: Iterable[str] = ()) -> StoredArea:
    """Return the area `key` with its municipalities, bodies, seats, people and routes, in twelve statements.

    Also the municipalities `codes` and people `emails` of a file, wherever they are used now.
    """
    area = tx.session.scalars(select(Area).where(Area.key == key)).one_or_none()
    stored = StoredArea(area=area)
    codes_by_id = _load_municipalities(tx, stored, codes)
    if area:
        _load_area_row(stored, area, codes_by_id)
        _load_routes(tx, stored, area)
    bodies = _load_bodies(tx, stored, codes_by_id)
    _load_sessions(tx, stored, bodies)
    if area:
        _load_successors(tx, stored, area, bodies)
    _load_union_members(tx, stored, bodies)
    _load_seats(tx, stored, bodies, emails)
    _load_block_seats(tx, stored, bodies)
    _load_elsewhere(tx, stored, key, codes_by_id)
    return stored


def _load_municipalities(tx: Transaction, stored: StoredArea, codes: Iterable[str]) -> dict[int, str]:
    """Load municipalities of the file and of the area; return code by id."""
    planning: list[AreaMunicipality] = []
    elsewhere: list[Exclusion] = []
    if stored.area:
        of_area = AreaMunicipality.area_id == stored.area.id
        planning = list(tx.session.scalars(select(AreaMunicipality).where(of_area)))
        excluded = select(Exclusion).where(Exclusion.area_id == stored.area.id)
        elsewhere = list(tx.session.scalars(excluded))
    ids = {row.municipality_id for row in planning} | {entry.municipality_id for entry in elsewhere}
    wanted = or_(Municipality.code.in_(set(codes)), Municipality.id.in_(ids))
    codes_by_id: dict[int, str] = {}
    for town in tx.session.scalars(select(Municipality).where(wanted)):
        codes_by_id[town.id] = town.code
        stored.put(
            Subject("municipality", (town.code,)),
            town,
            ico=town.ico,
            kind=town.kind,
            name=town.name,
            name_forms=town.name_forms,
            inhabitants=town.inhabitants,
            address=town.address,
        )
    for row in planning:
        subject = Subject("area_municipality", (codes_by_id[row.municipality_id], row.valid_from.isoformat()))
        stored.put(subject, row, contact_email=row.contact_email, valid_to=day_text(row.valid_to))
    for entry in elsewhere:
        subject = Subject("exclusion", (codes_by_id[entry.municipality_id], entry.valid_from.isoformat()))
        stored.put(subject, entry, reason=entry.reason, valid_to=day_text(entry.valid_to))
    return codes_by_id


def _load_area_row(stored: StoredArea, area: Area, codes_by_id: dict[int, str]) -> None:
    stored.put(
        Subject("area", (area.key,)),
        area,
        name=area.name,
        name_locative=area.name_locative,
        lead_municipality=codes_by_id.get(area.lead_municipality_id),
        owners=area.owners,
        coordinator=area.coordinator,
        contacts=area.contacts,
        publicity=area.publicity,
    )


def _load_routes(tx: Transaction, stored: StoredArea, area: Area) -> None:
    """Load the newest version of every route."""
    statement = (
        select(ApprovalRoute)
        .ext(distinct_on(ApprovalRoute.document_kind))
        .where(ApprovalRoute.area_id == area.id)
        .order_by(ApprovalRoute.document_kind, ApprovalRoute.version.desc())
    )
    for route in tx.session.scalars(statement):
        stages = [RouteStage.of(stage).as_json() for stage in route.stages]
        subject = Subject("approval_route", (route.document_kind,))
        stored.put(subject, route, valid_from=route.valid_from.isoformat(), stages=stages)


def _load_bodies(tx: Transaction, stored: StoredArea, codes_by_id: dict[int, str]) -> dict[int, Subject]:
    """Load the area's own bodies and the councils of its municipalities; return subject by id."""
    own = Body.area_id == stored.area.id if stored.area else Body.id.is_(None)
    bodies: dict[int, Subject] = {}
    for body in tx.session.scalars(select(Body).where(or_(own, Body.municipality_id.in_(codes_by_id)))):
        code = codes_by_id[body.municipality_id] if body.municipality_id else ""
        bodies[body.id] = subject = Subject("body", (code, body.key))
        stored.put(
            subject,
            body,
            kind=body.kind,
            name=body.name,
            name_en=body.name_en,
            name_forms=body.name_forms,
            member_count=body.member_count,
            target_groups=body.target_groups,
            rules=body.rules,
            ico=body.ico,
            address=body.address,
            council=body.council,
            resolution_style=body.resolution_style,
            resolution_number=body.resolution_number,
            valid_to=day_text(body.valid_to),
            session_rhythm=SessionRhythm.of(body.session_rhythm).as_json(),
            session_dates=[],
        )
    return bodies


def _load_sessions(tx: Transaction, stored: StoredArea, bodies: dict[int, Subject]) -> None:
    """A body's sessions of today and later are a fact of the body; of those that are over only the day is known."""
    today = prague_day(tx.now)
    statement = select(BodySession).where(BodySession.body_id.in_(bodies)).order_by(BodySession.day)
    for row in tx.session.scalars(statement):
        subject = bodies[row.body_id]
        if row.day < today:
            stored.held.add((subject.key[0], subject.key[1], row.day))
            continue
        facts = stored.facts[subject]
        facts["session_dates"].append(fact_of_row(row, SessionRhythm.of(facts["session_rhythm"])))


def _load_successors(tx: Transaction, stored: StoredArea, area: Area, bodies: dict[int, Subject]) -> None:
    for group_id, successor_id in successors(tx.session, area.id).items():
        stored.took_over[bodies[group_id].key[1]] = stored.facts[bodies[successor_id]]["name"]


def _load_union_members(tx: Transaction, stored: StoredArea, bodies: dict[int, Subject]) -> None:
    statement = (
        select(UnionMunicipality, Municipality.code)
        .join(Municipality, Municipality.id == UnionMunicipality.municipality_id)
        .where(UnionMunicipality.body_id.in_(bodies))
    )
    for row, code in tx.session.execute(statement):
        key = (bodies[row.body_id].key[1], code, row.valid_from.isoformat())
        stored.put(Subject("union_municipality", key), row, valid_to=day_text(row.valid_to))


def _load_seats(
    tx: Transaction, stored: StoredArea, bodies: dict[int, Subject], emails: Iterable[str]
) -> None:
    statement = (
        select(Membership, Municipality.code)
        .outerjoin(Municipality, Municipality.id == Membership.represents_id)
        .where(Membership.body_id.in_(bodies))
    )
    seats = tx.session.execute(statement).all()
    holders = {seat.user_id for seat, _ in seats}
    people = tx.session.scalars(select(User).where(or_(User.id.in_(holders), User.email.in_(set(emails)))))
    email_by_id: dict[int, str] = {}
    for user in people:
        email_by_id[user.id] = user.email
        stored.put(
            Subject("user", (user.email,)), user, name=user.name, phone=user.phone, language=user.language
        )
    for seat, represents in seats:
        key = (email_by_id[seat.user_id], *bodies[seat.body_id].key, seat.role, seat.valid_from.isoformat())
        stored.put(
            Subject("membership", key),
            seat,
            side=seat.side,
            organisation=seat.organisation,
            represents=represents,
            valid_to=day_text(seat.valid_to),
        )


def _load_block_seats(tx: Transaction, stored: StoredArea, bodies: dict[int, Subject]) -> None:
    for block in tx.session.scalars(select(BlockSeat).where(BlockSeat.host_id.in_(bodies))):
        host, seated = (bodies[number].key[1] for number in (block.host_id, block.seated_id))
        subject = Subject("block_seat", (host, seated, block.valid_from.isoformat()))
        stored.put(subject, block, role=block.role, side=block.side, valid_to=day_text(block.valid_to))


def _load_elsewhere(tx: Transaction, stored: StoredArea, key: str, codes_by_id: dict[int, str]) -> None:
    """Note which of the municipalities plan in other areas too."""
    statement = (
        select(
            AreaMunicipality.municipality_id,
            Area.name,
            AreaMunicipality.valid_from,
            AreaMunicipality.valid_to,
        )
        .join(Area, Area.id == AreaMunicipality.area_id)
        .where(Area.key != key, AreaMunicipality.municipality_id.in_(codes_by_id))
        .order_by(Area.key)
    )
    for municipality_id, name, valid_from, valid_to in tx.session.execute(statement):
        stored.elsewhere[codes_by_id[municipality_id]].append((name["cs"], valid_from, valid_to))

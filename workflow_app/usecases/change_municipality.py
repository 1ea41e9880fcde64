"""Records that a municipality merged into another one or was split; its councils end, the successor takes part."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, or_, select

from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.access.predicates import Scope
from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.municipality_change import MunicipalityChange
from workflow_app.models.union_municipality import UnionMunicipality
from workflow_app.usecases.end_seats import end_seats
from workflow_app.usecases.record_membership import join_on_record, leave_on_record
from workflows.common.joining import Decided, membership_on

KINDS = ("merged", "split")


@dataclass(frozen=True, slots=True)
class ChangeInput:
    """`on` is the first day of the new state of things; `goes_on`: a municipality that was split still exists."""

    kind: str
    successor_code: str
    on: date
    note: str = ""
    goes_on: bool = False


def change_municipality(tx: Transaction, area_id: int, municipality_id: int, said: ChangeInput) -> None:
    """Record the change. The old municipality and its councils end the day before, their approvals stay theirs.

    The successor joins every area that the old one planned in. What others share only an administrator changes.
    Raises Refused with every reason.
    """
    old = tx.session.execute(
        select(Municipality).where(Municipality.id == municipality_id).with_for_update()
    ).scalar_one()
    successor = tx.session.scalar(select(Municipality).where(Municipality.code == said.successor_code))
    planned = _areas(tx, [old.id], _last_planned(tx, old, said.on))
    areas = planned | (_areas(tx, [successor.id], said.on) if successor else set())
    refusals = _refusals(tx, area_id, old, successor, said, areas)
    if refusals or successor is None:
        raise Refused(*refusals)
    row_id: int = tx.session.execute(
        insert(MunicipalityChange)
        .values(
            kind=said.kind,
            from_id=old.id,
            to_id=successor.id,
            changed_on=said.on,
            note=said.note,
            recorded_at=tx.now,
            recorded_by_id=tx.actor.user_id,
        )
        .returning(MunicipalityChange.id)
    ).scalar_one()
    after = {"kind": said.kind, "from": old.code, "to": successor.code, "on": said.on.isoformat()}
    append_edit(
        tx, area_id=area_id, subject_kind="municipality_change", subject_id=row_id, before={}, after=after
    )
    _hand_over(tx, planned, old, successor, said)
    if not said.goes_on:
        _end_councils(tx, area_id, old, said.on - timedelta(days=1))
        _leave_unions(tx, area_id, old, said.on - timedelta(days=1))


def _last_planned(tx: Transaction, old: Municipality, on: date) -> date:
    """Return the day on which to ask where the old one plans.

    With the first of several parts it has left already; the others join where it planned until the day before.
    """
    parts = select(MunicipalityChange.id).where(
        MunicipalityChange.from_id == old.id, MunicipalityChange.changed_on == on
    )
    return on - timedelta(days=1) if tx.session.execute(parts.limit(1)).first() else on


def _areas(tx: Transaction, municipality_ids: list[int], day: date) -> set[int]:
    """Return the areas in which the municipalities plan on `day` or later."""
    statement = select(AreaMunicipality.area_id).where(
        AreaMunicipality.municipality_id.in_(municipality_ids),
        or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= day),
    )
    return set(tx.session.scalars(statement))


def _refusals(
    tx: Transaction,
    area_id: int,
    old: Municipality,
    successor: Municipality | None,
    said: ChangeInput,
    areas: set[int],
) -> list[Refusal]:
    found = [] if said.kind in KINDS else [Refusal("choice_is_unknown", field="kind")]
    if successor is None:
        return [
            *found,
            Refusal("successor_is_unknown", {"code": said.successor_code}, field="successor_code"),
        ]
    if successor.id == old.id:
        return [*found, Refusal("successor_is_the_same", field="successor_code")]
    known = select(MunicipalityChange.id).where(
        MunicipalityChange.from_id == old.id, MunicipalityChange.to_id == successor.id
    )
    if tx.session.execute(known).first() is not None:
        found.append(Refusal("change_is_recorded_already", field="successor_code"))
    if said.goes_on and said.kind == "merged":
        found.append(Refusal("merged_municipality_ends", field="goes_on"))
    if _leads(tx, old.id) and not said.goes_on:
        found.append(Refusal("lead_municipality_stays", field="successor_code"))
    if areas - {area_id} and not allowed(tx.actor, Permission.INSTALLATION_MANAGE, Scope()):
        found.append(Refusal("municipality_is_shared", {"name": old.name}))
    return found


def _leads(tx: Transaction, municipality_id: int) -> bool:
    lead = select(Area.id).where(Area.lead_municipality_id == municipality_id)
    return tx.session.execute(lead.limit(1)).first() is not None


def _hand_over(
    tx: Transaction, planned: set[int], old: Municipality, successor: Municipality, said: ChangeInput
) -> None:
    """Let the successor join where the old one planned, and the old one leave unless it goes on."""
    note = said.note or f"{old.name} → {successor.name}"
    today = prague_day(tx.now)
    for area_id in sorted(planned):
        if membership_on(tx, area_id, successor.id, said.on) is None:
            join_on_record(tx, Decided(area_id, successor.id, note, today), said.on)
        if not said.goes_on and membership_on(tx, area_id, old.id, said.on) is not None:
            leave_on_record(tx, Decided(area_id, old.id, note, said.on - timedelta(days=1)))


def _leave_unions(tx: Transaction, area_id: int, old: Municipality, last_day: date) -> None:
    """End the memberships of unions; whether the successor is a member is up to the union and stands in the file."""
    running = or_(UnionMunicipality.valid_to.is_(None), UnionMunicipality.valid_to > last_day)
    mine = select(UnionMunicipality).where(UnionMunicipality.municipality_id == old.id, running)
    for row in tx.session.scalars(mine.with_for_update()).all():
        before = {"valid_to": row.valid_to.isoformat() if row.valid_to else None}
        row.valid_to = last_day
        append_edit(
            tx,
            area_id=area_id,
            subject_kind="union_municipality",
            subject_id=row.id,
            before=before,
            after={"valid_to": last_day.isoformat()},
        )


def _end_councils(tx: Transaction, area_id: int, old: Municipality, last_day: date) -> None:
    """End the councils and everybody's seat in them; rows of decisions stay with the old councils."""
    living = or_(Body.valid_to.is_(None), Body.valid_to > last_day)
    statement = select(Body).where(Body.municipality_id == old.id, living).with_for_update()
    bodies = tx.session.scalars(statement).all()
    for body in bodies:
        before = {"valid_to": body.valid_to.isoformat() if body.valid_to else None}
        body.valid_to = last_day
        append_edit(
            tx,
            area_id=area_id,
            subject_kind="body",
            subject_id=body.id,
            before=before,
            after={"valid_to": last_day.isoformat()},
        )
    seats = tx.session.scalars(
        select(Membership)
        .where(Membership.body_id.in_([body.id for body in bodies]))
        .where(or_(Membership.valid_to.is_(None), Membership.valid_to > last_day))
    )
    end_seats(tx, area_id, seats.all(), last_day)

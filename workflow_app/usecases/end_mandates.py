"""After elections: ends the mandates of municipalities at a day and begins the new electoral term of their councils."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.access.predicates import Scope
from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.council_term import CouncilTerm
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.usecases.end_seats import end_seats

LONGEST_TERM_YEARS = 6  # councils are elected for four years; a date before the last one but one is a slip


@dataclass(frozen=True, slots=True)
class MandatesInput:
    """`on` is the day of the inaugural session, until which the former mayor acts; `began` when the old term began.

    `seat_ids` are the seats that end, chosen one by one; `codes` the municipalities whose councils were elected.
    """

    on: date
    began: date
    seat_ids: tuple[int, ...]
    codes: tuple[str, ...]


def end_mandates(tx: Transaction, area_id: int, said: MandatesInput) -> int:
    """End the chosen seats on `said.on` and return how many; what the former councils decided stays theirs.

    Seats are those in councils of the area's municipalities, and those of people who sit in the area's groups for
    a municipality. Raises Refused: a day that cannot be, or a municipality that plans in another area as well and
    an actor who does not run the installation.
    """
    towns = _towns(tx, area_id, said)
    refusals = _refusals(tx, area_id, towns, said)
    if refusals:
        raise Refused(*refusals)
    councils = tx.session.scalars(
        select(Body)
        .where(Body.municipality_id.in_(towns), Body.member_count.is_not(None))
        .order_by(Body.id)
        .with_for_update()
    ).all()
    for body in councils:
        _new_term(tx, area_id, body, said)
    seats = tx.session.scalars(
        select(Membership)
        .join(Body, Body.id == Membership.body_id)
        .where(Membership.id.in_(said.seat_ids))
        .where(or_(Membership.valid_to.is_(None), Membership.valid_to > said.on))
        .where(
            or_(
                Body.municipality_id.in_(towns),
                (Body.area_id == area_id) & Membership.represents_id.in_(towns),
            )
        )
        .order_by(Membership.id)
        .with_for_update(of=Membership)
    ).all()
    return end_seats(tx, area_id, seats, said.on)


def _towns(tx: Transaction, area_id: int, said: MandatesInput) -> dict[int, str]:
    """Return id and name of the chosen municipalities that plan in the area on the day."""
    statement = (
        select(Municipality.id, Municipality.name)
        .join(AreaMunicipality, AreaMunicipality.municipality_id == Municipality.id)
        .where(AreaMunicipality.area_id == area_id, Municipality.code.in_(said.codes))
        .where(or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= said.on))
        .order_by(Municipality.sort_key)
    )
    return {town_id: name for town_id, name in tx.session.execute(statement)}


def _refusals(tx: Transaction, area_id: int, towns: dict[int, str], said: MandatesInput) -> list[Refusal]:
    found, today = [], prague_day(tx.now)
    if not towns:
        found.append(Refusal("no_municipality_is_chosen", field="codes"))
    if abs((said.on - today).days) > 366:
        found.append(Refusal("day_is_a_year_away", field="on"))
    if not said.began < said.on or said.on.year - said.began.year > LONGEST_TERM_YEARS:
        found.append(Refusal("term_cannot_be", field="began"))
    shared = _shared(tx, area_id, towns, said.on)
    if shared and not allowed(tx.actor, Permission.INSTALLATION_MANAGE, Scope()):
        found.append(Refusal("municipality_is_shared", {"name": ", ".join(shared)}, field="codes"))
    return found


def _shared(tx: Transaction, area_id: int, towns: dict[int, str], day: date) -> list[str]:
    statement = select(AreaMunicipality.municipality_id).where(
        AreaMunicipality.area_id != area_id,
        AreaMunicipality.municipality_id.in_(towns),
        or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= day),
    )
    elsewhere = set(tx.session.scalars(statement))
    return [name for town_id, name in towns.items() if town_id in elsewhere]


def _new_term(tx: Transaction, area_id: int, body: Body, said: MandatesInput) -> None:
    """Close the running term of a council the day before its inaugural session, and begin the next one.

    A next term that has not begun yet is moved to the day that is said now: the day was mistyped, or has changed.
    """
    terms = tx.session.scalars(
        select(CouncilTerm).where(CouncilTerm.body_id == body.id).order_by(CouncilTerm.valid_from.desc())
    ).all()
    if len(terms) > 1 and terms[0].valid_from > prague_day(tx.now) and terms[1].valid_from < said.on:
        _move_term(tx, area_id, terms[0], terms[1], said.on)
        return
    if terms and terms[0].valid_from >= said.on:
        return  # this election is written down already
    last = terms[0] if terms else CouncilTerm(body_id=body.id, valid_from=said.began)
    last.valid_to, last.member_count = said.on - timedelta(days=1), body.member_count
    new = CouncilTerm(body_id=body.id, valid_from=said.on, valid_to=None, member_count=body.member_count)
    tx.session.add_all([last, new])
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="council_term",
        subject_id=new.id,
        before={"valid_from": last.valid_from.isoformat(), "member_count": last.member_count},
        after={"valid_from": said.on.isoformat(), "member_count": new.member_count},
    )


def _move_term(tx: Transaction, area_id: int, coming: CouncilTerm, running: CouncilTerm, day: date) -> None:
    if coming.valid_from == day:
        return
    before, after = {"valid_from": coming.valid_from.isoformat()}, {"valid_from": day.isoformat()}
    coming.valid_from, running.valid_to = day, day - timedelta(days=1)
    tx.session.flush()
    append_edit(
        tx, area_id=area_id, subject_kind="council_term", subject_id=coming.id, before=before, after=after
    )

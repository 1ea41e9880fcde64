"""The municipalities that an area follows: members, those asked or talked to, those that declined or left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.exclusion import Exclusion
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import Onboarding


@dataclass(frozen=True, slots=True)
class FollowedMunicipality:
    """One municipality and where it stands. A member's state is joined; `until` is its last day when known."""

    municipality_id: int
    code: str
    name: str
    twin: bool  # another one of the same name is followed, too
    inhabitants: int
    is_lead: bool
    state: str
    since: date
    until: date | None
    contact_name: str
    contact_email: str
    contact_phone: str
    next_step: str
    next_on: date | None
    seq: int


@dataclass(frozen=True, slots=True)
class ExcludedMunicipality:
    """A municipality of the territory that plans elsewhere."""

    code: str
    name: str
    reason: str
    valid_from: date
    valid_to: date | None


def followed_municipalities(tx: Transaction, area_id: int) -> tuple[FollowedMunicipality, ...]:
    """Return the municipalities of an area in Czech order; three statements whatever their number."""
    today = prague_day(tx.now)
    memberships = _memberships(tx, area_id)
    steps = {
        row.municipality_id: row
        for row in tx.session.scalars(select(Onboarding).where(Onboarding.area_id == area_id))
    }
    lead = select(Area.lead_municipality_id).where(Area.id == area_id).scalar_subquery()
    towns = tx.session.execute(
        select(Municipality, Municipality.id == lead, func.count().over(partition_by=Municipality.name) > 1)
        .where(Municipality.id.in_({*memberships, *steps}))
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return tuple(
        _row(town, is_lead, twin, memberships.get(town.id, []), steps.get(town.id), today)
        for town, is_lead, twin in towns
    )


def excluded_municipalities(tx: Transaction, area_id: int) -> tuple[ExcludedMunicipality, ...]:
    """Return who of the territory plans elsewhere today, in Czech order."""
    today = prague_day(tx.now)
    statement = (
        select(
            Municipality.code, Municipality.name, Exclusion.reason, Exclusion.valid_from, Exclusion.valid_to
        )
        .join(Municipality, Municipality.id == Exclusion.municipality_id)
        .where(Exclusion.area_id == area_id, Exclusion.valid_to.is_(None) | (Exclusion.valid_to >= today))
        .order_by(Exclusion.reason, Municipality.sort_key, Municipality.code)
    )
    return tuple(ExcludedMunicipality(*row) for row in tx.session.execute(statement))


def _memberships(tx: Transaction, area_id: int) -> dict[int, list[AreaMunicipality]]:
    found: dict[int, list[AreaMunicipality]] = {}
    statement = (
        select(AreaMunicipality)
        .where(AreaMunicipality.area_id == area_id)
        .order_by(AreaMunicipality.valid_from)
    )
    for row in tx.session.scalars(statement):
        if row.valid_to is None or row.valid_to >= row.valid_from:
            found.setdefault(row.municipality_id, []).append(row)
    return found


def _row(
    town: Municipality,
    is_lead: bool,
    twin: bool,
    terms: Iterable[AreaMunicipality],
    step: Onboarding | None,
    today: date,
) -> FollowedMunicipality:
    """Membership says whether a municipality has joined or left; otherwise its newest step does."""
    current = next((term for term in terms if term.valid_to is None or term.valid_to >= today), None)
    former = next(reversed(list(terms)), None)
    if current is not None:
        state, since, until = "joined", current.valid_from, current.valid_to
    elif former is not None and (step is None or step.state in ("joined", "left")):
        state, since, until = "left", former.valid_to or today, None
    elif step is not None:
        state, since, until = step.state, step.since, None
    else:
        state, since, until = "not_contacted", today, None
    email = current.contact_email if current else step.contact_email if step else ""
    return FollowedMunicipality(
        municipality_id=town.id,
        code=town.code,
        name=town.name,
        twin=twin,
        inhabitants=town.inhabitants,
        is_lead=is_lead,
        state=state,
        since=since,
        until=until,
        contact_name=step.contact_name if step else "",
        contact_email=email,
        contact_phone=step.contact_phone if step else "",
        next_step=step.next_step if step else "",
        next_on=step.next_on if step else None,
        seq=step.seq if step else 0,
    )

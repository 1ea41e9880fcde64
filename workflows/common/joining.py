"""A municipality joins an area, leaves it or declines: dated membership, and the step on its way that tells of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_if_new

from workflow_app.db.uow import Transaction
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.onboarding import Onboarding, OnboardingStep


@dataclass(frozen=True, slots=True)
class Decided:
    """What a municipality decided: in which area, why (or by which resolution), and on which day."""

    area_id: int
    municipality_id: int
    note: str
    on: date


def locked_onboarding(tx: Transaction, area_id: int, municipality_id: int, today: date) -> Onboarding:
    """Return the row of a municipality in an area, locked to the end of the transaction; made when there is none.

    A municipality that plans in the area without ever having been followed begins as joined.
    """
    planning = membership_on(tx, area_id, municipality_id, today)
    state, since = ("joined", planning.valid_from) if planning else ("not_contacted", today)
    new = {"area_id": area_id, "municipality_id": municipality_id, "state": state, "since": since}
    blank = {"contact_name": "", "contact_phone": "", "next_step": "", "seq": 0}
    email = planning.contact_email if planning else ""
    tx.session.execute(
        insert_if_new(Onboarding).values(**new, **blank, contact_email=email).on_conflict_do_nothing()
    )
    return tx.session.execute(
        select(Onboarding)
        .where(Onboarding.area_id == area_id, Onboarding.municipality_id == municipality_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def membership_on(tx: Transaction, area_id: int, municipality_id: int, day: date) -> AreaMunicipality | None:
    """Return the municipality's part in the area on `day` or beginning later; None when it has none."""
    return tx.session.execute(
        select(AreaMunicipality)
        .where(AreaMunicipality.area_id == area_id, AreaMunicipality.municipality_id == municipality_id)
        .where(or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= day))
        .order_by(AreaMunicipality.valid_from)
        .limit(1)
        .execution_options(populate_existing=True)
    ).scalar()


def write_step(tx: Transaction, row: Onboarding, state: str, on: date, note: str) -> None:
    """Append one step and let the row of the municipality stand in its state; the row is locked."""
    row.state, row.since, row.seq = state, on, row.seq + 1
    tx.session.execute(
        insert(OnboardingStep).values(
            onboarding_id=row.id,
            state=state,
            happened_on=on,
            note=note,
            recorded_at=tx.now,
            recorded_by_id=tx.actor.user_id,
        )
    )
    tx.session.flush()


def join(tx: Transaction, decided: Decided, from_day: date) -> AreaMunicipality | None:
    """Let the municipality plan in the area from `from_day` and return that; None when it does so already.

    The row of its way is locked first: two joins at the same moment make one membership.
    """
    row = locked_onboarding(tx, decided.area_id, decided.municipality_id, decided.on)
    if membership_on(tx, decided.area_id, decided.municipality_id, from_day) is not None:
        return None
    planning = AreaMunicipality(
        area_id=decided.area_id,
        municipality_id=decided.municipality_id,
        valid_from=from_day,
        valid_to=None,
        contact_email=row.contact_email,
    )
    tx.session.add(planning)
    tx.session.flush()
    write_step(tx, row, "joined", from_day, decided.note)
    return planning


def leave(tx: Transaction, decided: Decided) -> AreaMunicipality | None:
    """End the municipality's part in the area and return that; `decided.on` is its last day. None when it has none."""
    row = locked_onboarding(tx, decided.area_id, decided.municipality_id, decided.on)
    planning = membership_on(tx, decided.area_id, decided.municipality_id, decided.on)
    if planning is None or planning.valid_from > decided.on:
        return None
    planning.valid_to = decided.on
    tx.session.flush()
    write_step(tx, row, "left", decided.on, decided.note)
    return planning


def decline(tx: Transaction, decided: Decided) -> None:
    """Write down that the municipality does not want to join."""
    row = locked_onboarding(tx, decided.area_id, decided.municipality_id, decided.on)
    write_step(tx, row, "declined", decided.on, decided.note)

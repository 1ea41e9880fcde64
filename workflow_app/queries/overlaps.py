"""Municipalities that plan in two areas at the same time, and whether both have a plan in force."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.municipality import Municipality
from workflow_app.models.plan import IN_FORCE, Plan
from workflow_app.models.process_instance import ProcessInstance


@dataclass(frozen=True, slots=True)
class Overlap:
    """One municipality and the other area it plans in. `plans` are titles in force in both at the same time."""

    code: str
    name: str
    area_name: dict[str, str]
    since: date
    until: date | None
    plans: tuple[str, ...]


def overlaps(tx: Transaction, area_id: int, code: str | None = None) -> tuple[Overlap, ...]:
    """Return the overlaps of an area from today on: of its members, or of the municipality `code`, member or not.

    A municipality belongs to at most one plan in force (domain D-05): an overlap is a warning, not a refusal.
    """
    today, there = prague_day(tx.now), aliased(AreaMunicipality)
    statement = (
        select(Municipality, Area.id, Area.name, there.valid_from, there.valid_to)
        .join(there, there.municipality_id == Municipality.id)
        .join(Area, Area.id == there.area_id)
        .where(there.area_id != area_id, or_(there.valid_to.is_(None), there.valid_to >= today))
        .order_by(Municipality.sort_key, Municipality.code, Area.key)
    )
    statement = (
        statement.where(Municipality.code == code) if code else statement.where(_member(area_id, today))
    )
    rows = tx.session.execute(statement).all()
    ours = _plans_in_force(tx, area_id) if rows else []
    return tuple(
        Overlap(town.code, town.name, name, since, until, _together(ours, _plans_in_force(tx, other)))
        for town, other, name, since, until in rows
    )


def _member(area_id: int, today: date) -> ColumnElement[bool]:
    here = aliased(AreaMunicipality)
    planning = select(here.municipality_id).where(here.area_id == area_id)
    return Municipality.id.in_(planning.where(or_(here.valid_to.is_(None), here.valid_to >= today)))


def _plans_in_force(tx: Transaction, area_id: int) -> list[tuple[str, int, int]]:
    statement = (
        select(Plan.title, Plan.period_from, Plan.period_to)
        .join(ProcessInstance, (ProcessInstance.process == "plan") & (ProcessInstance.subject_id == Plan.id))
        .where(Plan.area_id == area_id, ProcessInstance.state.in_(IN_FORCE))
        .order_by(Plan.period_from, Plan.id)
    )
    return [(title, first, last) for title, first, last in tx.session.execute(statement)]


def _together(ours: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]) -> tuple[str, ...]:
    """Return the titles of the plans whose years meet."""
    found = [
        (mine, other)
        for mine, first, last in ours
        for other, begins, ends in theirs
        if first <= ends and begins <= last
    ]
    return tuple(dict.fromkeys(title for pair in found for title in pair))

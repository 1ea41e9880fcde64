"""All areas of this installation, for who runs it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area: how many municipalities plan in it today, how many documents are under way."""

    key: str
    name: dict[str, str]
    lead: str
    municipalities: int
    running: int
    coordinator: str
    file_sha256: str | None


def all_areas(tx: Transaction) -> tuple[AreaLine, ...]:
    """Return the areas in Czech order of their lead municipalities."""
    today = prague_day(tx.now)
    planning = (
        select(func.count())
        .where(AreaMunicipality.area_id == Area.id, AreaMunicipality.valid_from <= today)
        .where(AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today))
        .scalar_subquery()
    )
    running = (
        select(func.count())
        .where(ProcessInstance.area_id == Area.id, ProcessInstance.ended_at.is_(None))
        .where(ProcessInstance.parent_id.is_(None))
        .scalar_subquery()
    )
    statement = (
        select(Area.key, Area.name, Municipality.name, planning, running, Area.coordinator, Area.file_sha256)
        .join(Municipality, Municipality.id == Area.lead_municipality_id)
        .order_by(Municipality.sort_key, Area.key)
    )
    return tuple(
        AreaLine(key, name, lead, count, under_way, coordinator.get("name", ""), sha256)
        for key, name, lead, count, under_way, coordinator, sha256 in tx.session.execute(statement)
    )

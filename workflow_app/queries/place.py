"""Turns the names in an address into the area, municipality and body they mean."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from workflow_app.access.predicates import Scope
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is: which area, municipality or working group its address names. Unnamed parts are None."""

    area_id: int | None = None
    area_key: str | None = None
    area_name: dict[str, str] | None = None
    municipality_id: int | None = None
    municipality_code: str | None = None
    municipality_name: str | None = None
    body_id: int | None = None
    body_key: str | None = None
    body_name: Text | None = None
    process_id: int | None = None

    @property
    def scope(self) -> Scope:
        """The scope in which the permission of the page is checked."""
        return Scope(self.area_id, self.municipality_id, self.body_id, self.process_id)


def find_place(tx: Transaction, area: str | None, municipality: str | None, group: str | None) -> Place:
    """Return the place of an address: area key, 6-digit municipality code, body key within the area.

    Raises NotFound when one of them does not exist.
    """
    found = Place()
    if municipality is not None:
        row = tx.session.execute(
            select(Municipality.id, Municipality.code, Municipality.name).where(
                Municipality.code == municipality
            )
        ).first()
        if row is None:
            raise NotFound(f"municipality {municipality}")
        found = Place(municipality_id=row.id, municipality_code=row.code, municipality_name=row.name)
    if area is not None:
        found = replace(
            _in_area(tx, area, group),
            municipality_id=found.municipality_id,
            municipality_code=found.municipality_code,
            municipality_name=found.municipality_name,
        )
    return found


def _in_area(tx: Transaction, area: str, group: str | None) -> Place:
    area_row = tx.session.execute(select(Area.id, Area.key, Area.name).where(Area.key == area)).first()
    if area_row is None:
        raise NotFound(f"area {area}")
    if group is None:
        return Place(area_id=area_row.id, area_key=area_row.key, area_name=area_row.name)
    body = tx.session.execute(
        select(Body.id, Body.key, Body.name, Body.name_en).where(
            Body.area_id == area_row.id, Body.key == group
        )
    ).first()
    if body is None:
        raise NotFound(f"body {group}")
    return Place(
        area_id=area_row.id,
        area_key=area_row.key,
        area_name=area_row.name,
        body_id=body.id,
        body_key=body.key,
        body_name=Text(body.name, body.name_en),
    )

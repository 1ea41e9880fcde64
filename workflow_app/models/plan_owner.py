"""Who owns a plan: the municipality that led its area then, or a union; and whose a new plan will be."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.plan import Plan

LEAD = "lead_municipality"  # what the area file calls the lead municipality as an owner
_LEGAL_NAMES = {
    "municipality": Text("Obec {name}", "Municipality of {name}"),
    "market_town": Text("Městys {name}", "Market Town of {name}"),
    "town": Text("Město {name}", "Town of {name}"),
    "statutory_city": Text("Statutární město {name}", "Statutory City of {name}"),
    "military_area": Text("Obec {name}", "Military Area of {name}"),
}


@dataclass(frozen=True, slots=True)
class PlanOwner:
    """An owner of plans. `key` is what the area file calls it; one of the two ids is there."""

    key: str
    union_id: int | None
    municipality_id: int | None
    name: Text
    ico: str | None

    def text(self, language: str) -> str:
        """Return the name, with the IČO when it is known: "Město Hlučín, IČO 00300063"."""
        name = self.name.pick(language)
        return f"{name}, IČO\u00a0{self.ico}" if self.ico else name


def legal_name(municipality: Municipality) -> Text:
    """Return what a municipality is called as a legal person: "Město Hlučín"."""
    said = _LEGAL_NAMES[municipality.kind]
    return Text(said.cs.format(name=municipality.name), said.en.format(name=municipality.name))


def owners_of(session: Session, area_id: int) -> tuple[PlanOwner, ...]:
    """Return who can own a plan of the area: the lead municipality, then unions."""
    unions = select(Body).where(Body.area_id == area_id, Body.kind == "union").order_by(Body.sort_key)
    return (_lead(session, area_id), *(_union(body) for body in session.scalars(unions)))


def owner_on(session: Session, area_id: int, day: date) -> PlanOwner:
    """Return whose a plan is that the area begins on `day`, unless somebody decides otherwise."""
    entries = session.execute(select(Area.owners).where(Area.id == area_id)).scalar_one()
    begun = [entry for entry in entries if entry["from"] <= day.isoformat()]
    key = max(begun, key=lambda entry: str(entry["from"]))["who"] if begun else LEAD
    return next(owner for owner in owners_of(session, area_id) if owner.key == key)


def owner_of_plan(session: Session, plan_id: int) -> PlanOwner:
    """Return whose the plan is since it was begun; who owns later plans of the area changes nothing about it."""
    plan = session.get_one(Plan, plan_id)
    if plan.owner_id is not None:
        return _union(session.get_one(Body, plan.owner_id))
    return _municipality(session.get_one(Municipality, plan.owner_municipality_id))


def _lead(session: Session, area_id: int) -> PlanOwner:
    lead = (
        select(Municipality)
        .join(Area, Area.lead_municipality_id == Municipality.id)
        .where(Area.id == area_id)
    )
    return _municipality(session.scalars(lead).one())


def _municipality(municipality: Municipality) -> PlanOwner:
    return PlanOwner(LEAD, None, municipality.id, legal_name(municipality), municipality.ico)


def _union(body: Body) -> PlanOwner:
    return PlanOwner(body.key, body.id, None, Text(body.name, body.name_en), body.ico)

"""Who owns the plans of an area: one of them, those begun today, and who can own one at all."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.plan_owner import PlanOwner, owner_of_plan, owner_on, owners_of
from workflow_app.models.union_municipality import UnionMunicipality


@dataclass(frozen=True, slots=True)
class AreaOwner:
    """Whose plans are that the area begins today; `members` is how many municipalities are in it, if it is a union."""

    owner: PlanOwner
    members: int | None


def plan_owner(tx: Transaction, plan_id: int) -> PlanOwner:
    """Return whose one plan is."""
    return owner_of_plan(tx.session, plan_id)


def possible_owners(tx: Transaction, area_id: int) -> tuple[PlanOwner, ...]:
    """Return who can own a plan of the area: the lead municipality, then unions."""
    return owners_of(tx.session, area_id)


def area_owner(tx: Transaction, area_id: int) -> AreaOwner:
    """Return whose plans are that the area begins today."""
    today = prague_day(tx.now)
    owner = owner_on(tx.session, area_id, today)
    if owner.union_id is None:
        return AreaOwner(owner, None)
    members = select(func.count(UnionMunicipality.municipality_id.distinct())).where(
        UnionMunicipality.body_id == owner.union_id,
        UnionMunicipality.valid_from <= today,
        or_(UnionMunicipality.valid_to.is_(None), UnionMunicipality.valid_to >= today),
    )
    return AreaOwner(owner, tx.session.execute(members).scalar_one())

"""Which changes of an area file reach beyond its area: into municipalities, councils and people that others share."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from workflow_app.db.uow import Transaction
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.user import User
from workflow_app.usecases.area_changes import AreaChange
from workflow_app.usecases.preview_area import AreaPreview


def shared_changes(tx: Transaction, preview: AreaPreview) -> tuple[AreaChange, ...]:
    """Return the changes that another area would feel, so that only an administrator may make them.

    A coordinator who could seat a mayor in a municipality of another area would decide in its place.
    """
    emails = {change.subject.key[0] for change in preview.changes if change.subject.kind == "user"}
    people = _seated_elsewhere(tx, preview.key, emails)
    return tuple(change for change in preview.changes if _reaches_out(change, preview.shared_codes, people))


def _reaches_out(change: AreaChange, codes: frozenset[str], people: set[str]) -> bool:
    kind, key = change.subject.kind, change.subject.key
    if kind == "user":
        return key[0] in people
    if kind == "membership":
        return key[1] in codes
    return kind in ("municipality", "area_municipality", "body") and key[0] in codes


def _seated_elsewhere(tx: Transaction, area_key: str, emails: Iterable[str]) -> set[str]:
    """Return who of `emails` has a seat that is not of this area: of another one, or of its municipalities."""
    mine = select(Area.id).where(Area.key == area_key).scalar_subquery()
    towns = select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == mine)
    statement = (
        select(User.email)
        .join(Membership, Membership.user_id == User.id)
        .join(Body, Body.id == Membership.body_id)
        .where(User.email.in_(set(emails)))
        .where(
            or_(
                Body.area_id.is_distinct_from(mine) & Body.municipality_id.is_(None),
                Body.municipality_id.not_in(towns),
            )
        )
    )
    return set(tx.session.execute(statement).scalars())

"""What municipalities are called in texts, with who took the place of those that ended; and whom one succeeded."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from workflow_app.models.municipality import Municipality
from workflow_app.models.municipality_change import MunicipalityChange


def names_with_successors(session: Session, where: ColumnElement[bool]) -> dict[str, str]:
    """Return 6-digit code -> name of the municipalities for which `where` holds, in Czech order.

    One that merged or was split is followed by its successors and the day: "Bělá → Hlučín (1. 1. 2027)".
    """
    successor, change = aliased(Municipality), MunicipalityChange
    statement = (
        select(Municipality.code, Municipality.name, successor.name, change.changed_on)
        .outerjoin(change, change.from_id == Municipality.id)
        .outerjoin(successor, successor.id == change.to_id)
        .where(where)
        .order_by(Municipality.sort_key, Municipality.code, change.changed_on, change.id)
    )
    found: dict[str, str] = {}
    for code, name, other, day in session.execute(statement):
        found.setdefault(code, name)
        if other is not None:
            found[code] += f" → {other} ({day.day}. {day.month}. {day.year})"
    return found


def predecessor_codes(session: Session, code: str) -> tuple[str, ...]:
    """Return the codes of the municipalities in whose place the municipality `code` stands."""
    return predecessors(session).get(code, ())


def predecessors(session: Session) -> dict[str, tuple[str, ...]]:
    """Return for every municipality that stands in the place of others their codes."""
    old, new, change = aliased(Municipality), aliased(Municipality), MunicipalityChange
    statement = (
        select(new.code, old.code)
        .join(change, change.to_id == new.id)
        .join(old, old.id == change.from_id)
        .order_by(new.code, old.code)
    )
    found: dict[str, tuple[str, ...]] = {}
    for code, former in session.execute(statement):
        found[code] = (*found.get(code, ()), former)
    return found

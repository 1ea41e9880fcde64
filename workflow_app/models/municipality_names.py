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
    old, new, change = aliased(Municipality), aliased(Municipality), MunicipalityChange
    statement = (
        select(old.code)
        .join(change, change.from_id == old.id)
        .join(new, new.id == change.to_id)
        .where(new.code == code)
        .order_by(old.code)
    )
    return tuple(session.scalars(statement))

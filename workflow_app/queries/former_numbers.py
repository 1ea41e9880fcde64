"""What goals, priorities and measures were numbered before: beside their number of now, and to find them by."""

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.models.numbers import Name, former_numbers, row_numbered
from workflow_app.queries.public_plan import text_in_force
from workflow_app.queries.version_text import VersionText

Formers = dict[Name, tuple[str, ...]]  # ("measure", "3.1.2") -> ("4.1.2",)


def formers_of(tx: Transaction, plan_id: int) -> Formers:
    """Return the former numbers in a plan as it is now, by kind and present number."""
    return former_numbers(tx.session, plan_id)


def formers_in(tx: Transaction, text: VersionText | None) -> Formers:
    """Return the former numbers as of a frozen text; only a plan numbers anything."""
    if text is None or text.kind != "plan":
        return {}
    return former_numbers(tx.session, text.subject_id, text.number)


def public_measure_numbered(tx: Transaction, area_id: int, plan_id: int, number: str) -> int:
    """Return the id of the measure that has the number in a plan in force, or had it. Raises NotFound."""
    found = text_in_force(tx, area_id, plan_id) and row_numbered(tx.session, plan_id, "measure", number)
    if not found:
        raise NotFound(f"measure {number} of plan {plan_id} in area {area_id}")
    return found

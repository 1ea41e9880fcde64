"""Removes a measure from a plan that is being written and that no council has approved yet."""

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Plan
from workflow_app.usecases.writing import lock_part, open_for_writing


def remove_measure(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    measure_id: int,
    seen: int | None,
) -> None:
    """Remove the measure; its whole card stays in the history of edits. Raises NotFound, Refused, Stale."""
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    measure = lock_part(tx, Measure, measure_id, body_id, seen, plan_id=plan_id)
    if tx.session.get_one(Plan, plan_id).in_force_version_id is not None:
        raise Refused(Refusal("measure_was_approved"))
    before = {"number": measure.number, "title": measure.title, "card": measure.card, "done": measure.done}
    append_edit(tx, area_id=area_id, subject_kind="measure", subject_id=measure_id, before=before, after={})
    tx.session.delete(measure)
    tx.session.flush()

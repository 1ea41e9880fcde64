"""Saves which measures of the plan an action plan takes into its year, and its introduction."""

from collections.abc import Collection

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.action_plan_text import last_results
from workflow_app.models.measure import Measure
from workflow_app.usecases.measure_input import LONGEST_TEXT
from workflow_app.usecases.start_action_plan import new_entry
from workflow_app.usecases.writing import lock_row, open_for_writing


def choose_measures(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    measure_ids: Collection[int],
    introduction: str,
    seen: int | None,
) -> None:
    """Take exactly the measures `measure_ids` into the year; what was written about others is kept for later.

    Raises NotFound also for a measure of another plan, Refused, Stale.
    """
    action_plan_id = open_for_writing(tx, catalogue, "action_plan", area_id, process_id, None)
    row = lock_row(tx, ActionPlan, action_plan_id, seen)
    text = introduction.replace("\r\n", "\n")
    if len(text) > LONGEST_TEXT:
        limits = {"limit": LONGEST_TEXT, "length": len(text)}
        raise Refused(Refusal("text_is_too_long", limits, field="introduction"))
    measures = _measures(tx, row.plan_id)
    if not set(measure_ids) <= set(measures):
        raise NotFound("measure of another plan")
    entries = _entries(tx, row.id)
    before = {measure_id for measure_id, entry in entries.items() if entry.chosen}
    if before == set(measure_ids) and row.introduction == text:
        return
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="action_plan",
        subject_id=row.id,
        before={"introduction": row.introduction, "measures": _numbers(measures, before)},
        after={"introduction": text, "measures": _numbers(measures, measure_ids)},
    )
    _take(tx, row, measures, entries, set(measure_ids))
    row.introduction = text
    row.seq += 1
    tx.session.flush()


def _measures(tx: Transaction, plan_id: int) -> dict[int, Measure]:
    statement = select(Measure).where(Measure.plan_id == plan_id).order_by(Measure.position, Measure.id)
    return {measure.id: measure for measure in tx.session.scalars(statement)}


def _entries(tx: Transaction, action_plan_id: int) -> dict[int, ActionPlanEntry]:
    statement = select(ActionPlanEntry).where(ActionPlanEntry.action_plan_id == action_plan_id)
    statement = statement.with_for_update().execution_options(populate_existing=True)
    return {entry.measure_id: entry for entry in tx.session.scalars(statement)}


def _numbers(measures: dict[int, Measure], chosen: Collection[int]) -> list[str]:
    return [measure.number for measure in measures.values() if measure.id in chosen]


def _take(
    tx: Transaction,
    row: ActionPlan,
    measures: dict[int, Measure],
    entries: dict[int, ActionPlanEntry],
    chosen: set[int],
) -> None:
    for measure_id, entry in entries.items():
        entry.chosen = measure_id in chosen
    results = last_results(tx.session, row.plan_id, row.year)
    tx.session.add_all(
        new_entry(row, measures[measure_id], results.get(measure_id))
        for measure_id in sorted(chosen - set(entries))
    )

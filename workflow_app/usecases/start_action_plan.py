"""Begins the action plan of one year of a plan in force, with the measures that the year suggests."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.action_plan_text import LastResult, last_results
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.working_text import card_of
from workflow_app.usecases.measure_input import stored
from workflow_app.usecases.year_selection import is_suggested, year_card
from workflows.common.labels import NAMINGS

# A plan that has run out may be bridged by action plans until the next one is approved (domain §§ 1.3, 1.5).
BRIDGED_YEARS = 2


def start_action_plan(
    tx: Transaction, catalogue: Catalogue, area_id: int, plan_id: int, year: int, naming: str
) -> int:
    """Begin the action plan on `year` of a plan in force of the area and return the id of its process.

    `naming` is a key of NAMINGS. There is one action plan per plan and year that is not withdrawn; the year is
    at most the next one. Raises NotFound for another area's plan, Refused with every reason.
    """
    plan = tx.session.execute(
        select(Plan).where(Plan.id == plan_id, Plan.area_id == area_id).with_for_update()
    ).scalar()
    if plan is None:
        raise NotFound(f"plan {plan_id}")
    refusals = _refusals(tx, plan, year, naming)
    if refusals:
        raise Refused(*refusals)
    row = ActionPlan(area_id=area_id, plan_id=plan.id, year=year, naming=naming, introduction="", seq=0)
    tx.session.add(row)
    tx.session.flush()
    results = last_results(tx.session, plan.id, year)
    measures = tx.session.scalars(
        select(Measure).where(Measure.plan_id == plan.id).order_by(Measure.position, Measure.id)
    ).all()
    chosen = [item for item in measures if is_suggested(card_of(item, ""), year, results.get(item.id))]
    tx.session.add_all(new_entry(row, measure, results.get(measure.id)) for measure in chosen)
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="action_plan",
        subject_id=row.id,
        before={},
        after={"year": year, "plan_id": plan.id, "measures": [measure.number for measure in chosen]},
    )
    return start(tx, catalogue, "action_plan", area_id=area_id, subject_id=row.id)


def new_entry(row: ActionPlan, measure: Measure, result: LastResult | None) -> ActionPlanEntry:
    """Return the entry of a measure that is chosen for the first time."""
    return ActionPlanEntry(
        action_plan_id=row.id,
        measure_id=measure.id,
        body_id=measure.body_id,
        chosen=True,
        card=stored(year_card(card_of(measure, ""), row.year, result)),
        seq=0,
    )


def _refusals(tx: Transaction, plan: Plan, year: int, naming: str) -> list[Refusal]:
    found, last = [], plan.period_to + BRIDGED_YEARS
    if naming not in NAMINGS:
        found.append(Refusal("choice_is_unknown", field="naming"))
    if plan.in_force_version_id is None or not _has_measures(tx, plan.id):
        found.append(Refusal("nothing_to_choose_from", field="plan_id"))
    if not plan.period_from <= year <= last:
        found.append(
            Refusal("action_plan_year_is_too_far", {"first": plan.period_from, "last": last}, field="year")
        )
    elif year > prague_day(tx.now).year + 1:
        found.append(Refusal("action_plan_is_too_early", {"year": year, "begins": year - 1}, field="year"))
    if _exists(tx, plan.id, year):
        found.append(Refusal("action_plan_exists_already", {"year": year}, field="year"))
    return found


def _has_measures(tx: Transaction, plan_id: int) -> bool:
    return (
        tx.session.execute(select(Measure.id).where(Measure.plan_id == plan_id).limit(1)).first() is not None
    )


def _exists(tx: Transaction, plan_id: int, year: int) -> bool:
    process = ProcessInstance
    statement = (
        select(ActionPlan.id)
        .join(process, (process.process == "action_plan") & (process.subject_id == ActionPlan.id))
        .where(ActionPlan.plan_id == plan_id, ActionPlan.year == year, process.state != "withdrawn")
    )
    return tx.session.execute(statement).first() is not None

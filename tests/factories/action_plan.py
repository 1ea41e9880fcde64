"""Yearly action plans on a plan in force, on their way to the lead municipality's assembly."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from tests.conftest import acting
from tests.factories.people import chair, clerk_of, coordinator, leader
from tests.factories.plan import RunningPlan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.action_plan import ActionPlanEntry
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.measure import Measure
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.start_action_plan import start_action_plan
from workflows.common.payloads import GroupStatement, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded

ACTIVITIES = [
    {"number": "{number}.1", "title": "Najmout pečovatelky", "due": "6/2027", "implementer": "Charita"},
    {"number": "{number}.2", "title": "Rozvoz v obcích", "due": "průběžně", "implementer": ""},
    {"number": "{number}.3", "title": "Nový vůz", "due": "3/2029", "implementer": "Charita"},
]
COSTS = [
    {"year": 2027, "amount_czk": 1_200_000, "source": "municipality"},
    {"year": 2027, "amount_czk": 300_000, "source": "region"},
    {"year": 2028, "amount_czk": 900_000, "source": "state"},
]


@dataclass(frozen=True)
class RunningActionPlan:
    """An action plan, its process and its plan."""

    action_plan_id: int
    process_id: int
    plan: RunningPlan


def plan_the_years(tx: Transaction, plan: RunningPlan) -> None:
    """Give the measures of make_plan activities and money of several years."""
    for measure in tx.session.scalars(select(Measure).where(Measure.plan_id == plan.plan_id)):
        activities = [{**item, "number": item["number"].format(number=measure.number)} for item in ACTIVITIES]
        measure.card = {**measure.card, "activities": activities, "costs": COSTS}
    tx.session.flush()


def make_action_plan(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan, year: int = 2027
) -> RunningActionPlan:
    """Begin the action plan on `year`, as the coordinator."""
    plan_the_years(tx, plan)
    acts = acting(tx, coordinator(tx))
    process_id = start_action_plan(acts, catalogue, plan.area_id, plan.plan_id, year, "action")
    subject = select(ProcessInstance.subject_id).where(ProcessInstance.id == process_id)
    return RunningActionPlan(tx.session.execute(subject).scalar_one(), process_id, plan)


def entry_of(tx: Transaction, made: RunningActionPlan, group: str) -> ActionPlanEntry:
    """The entry of the only measure that a group of make_plan writes."""
    statement = select(ActionPlanEntry).where(
        ActionPlanEntry.action_plan_id == made.action_plan_id,
        ActionPlanEntry.body_id == made.plan.groups[group],
    )
    return tx.session.scalars(statement.execution_options(populate_existing=True)).one()


def lead_assembly_decides(tx: Transaction, area_id: int) -> None:
    """The route of action plans: the lead municipality's assembly approves."""
    mine = (ApprovalRoute.area_id == area_id) & (ApprovalRoute.document_kind == "action_plan")
    newest = tx.session.execute(
        select(func.coalesce(func.max(ApprovalRoute.version), 0)).where(mine)
    ).scalar_one()
    stage = {
        "key": "lead",
        "label": {"cs": "Zastupitelstvo města", "en": "Assembly"},
        "bodies": "lead_assembly",
    }
    stages = [{**stage, "counts": ["approved"], "deadline_days": 60}]
    row = {"version": newest + 1, "valid_from": date(2026, 1, 1), "stages": stages}
    tx.session.add(ApprovalRoute(area_id=area_id, document_kind="action_plan", **row))
    tx.session.flush()


def to_steering(tx: Transaction, catalogue: Catalogue, made: RunningActionPlan) -> None:
    """Open the review and let every group recommend."""
    fire(acting(tx, coordinator(tx)), catalogue, made.process_id, "open_group_review")
    for key, body_id in made.plan.groups.items():
        acts = acting(tx, leader(tx, key))
        fire(acts, catalogue, made.process_id, "recommend_part", GroupStatement(), body_id=body_id)


def to_councils(tx: Transaction, catalogue: Catalogue, made: RunningActionPlan) -> ProcessInstance:
    """Let the steering group approve; return the process of the lead municipality's assembly."""
    lead_assembly_decides(tx, made.plan.area_id)
    to_steering(tx, catalogue, made)
    decision = SteeringDecision(meeting_on=date(2026, 11, 30), present=9)
    fire(acting(tx, chair(tx)), catalogue, made.process_id, "steering_approve", decision)
    statement = select(ProcessInstance).where(ProcessInstance.parent_id == made.process_id)
    return tx.session.scalars(statement).one()


def to_force(tx: Transaction, catalogue: Catalogue, made: RunningActionPlan) -> None:
    """Let the assembly approve it."""
    child = to_councils(tx, catalogue, made)
    fire(replace(tx, actor=SYSTEM), catalogue, child.id, "packet_ready")
    payload = ResolutionRecorded(verdict="approved", session_on=date(2026, 11, 30), number="12/2026")
    fire(acting(tx, clerk_of(tx, child.body_id)), catalogue, child.id, payload.trigger, payload)

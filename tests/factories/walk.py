"""Walks a plan of the Hlučín area along its way, as the people who may."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.conftest import acting
from tests.factories.people import chair, clerk_of, coordinator, leader
from tests.factories.plan import RunningPlan, make_plan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.process_instance import ProcessInstance
from workflows.common.payloads import GroupStatement, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded


def speak(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, group: str, trigger: str) -> None:
    """The leader of a group submits its part or recommends the version."""
    acts, body_id = acting(tx, leader(tx, group)), plan.groups[group]
    fire(acts, catalogue, plan.process_id, trigger, GroupStatement(), body_id=body_id)


def to_group_review(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    plan = make_plan(tx, catalogue)
    for key in plan.groups:
        speak(tx, catalogue, plan, key, "submit_part")
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")
    return plan


def to_steering(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    plan = to_group_review(tx, catalogue)
    for key in plan.groups:
        speak(tx, catalogue, plan, key, "recommend_part")
    return plan


def to_councils(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    plan = to_steering(tx, catalogue)
    decision = SteeringDecision(meeting_on=date(2026, 11, 30), present=20)
    members = 9
    decision = replace(decision, present=members)
    fire(acting(tx, chair(tx)), catalogue, plan.process_id, "steering_approve", decision)
    return plan


def bodies(tx: Transaction, plan: RunningPlan, stage: int) -> list[ProcessInstance]:
    statement = select(ProcessInstance).where(
        ProcessInstance.parent_id == plan.process_id, ProcessInstance.stage == stage
    )
    return list(
        tx.session.scalars(statement.order_by(ProcessInstance.id).execution_options(populate_existing=True))
    )


def decide(
    tx: Transaction, catalogue: Catalogue, process: ProcessInstance, verdict: str = "approved", **more: object
) -> None:
    system = replace(tx, actor=SYSTEM)
    if process.state == "preparing":
        fire(system, catalogue, process.id, "packet_ready")
    payload = ResolutionRecorded(verdict=verdict, session_on=date(2026, 11, 30), **more)  # type: ignore[arg-type]
    fire(acting(tx, clerk_of(tx, process.body_id)), catalogue, process.id, payload.trigger, payload)

"""A plan on its way through approval: before the steering group, before the councils, decided by some of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from tests.conftest import acting
from tests.factories.people import chair, clerk_of, coordinator, leader
from tests.factories.plan import RunningPlan, make_plan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.body import Body
from workflow_app.models.measure import Measure
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflows.common.payloads import GroupStatement, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded

Cards = Mapping[str, Mapping[str, Any]]


def submit_and_recommend(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> None:
    """Every group submits its part and recommends the frozen version; the steering group is next."""
    for trigger in ("submit_part", "recommend_part"):
        for key, body_id in plan.groups.items():
            statement = GroupStatement(f"{trigger} {key}")
            fire(acting(tx, leader(tx, key)), catalogue, plan.process_id, trigger, statement, body_id=body_id)
        if trigger == "submit_part":
            fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")


def plan_before_steering(tx: Transaction, catalogue: Catalogue, cards: Cards | None = None) -> RunningPlan:
    """A plan that the working groups have recommended; `cards` adds fields to measures by their number."""
    plan = make_plan(tx, catalogue)
    for number, fields in (cards or {}).items():
        mine = (Measure.plan_id == plan.plan_id) & (Measure.number == number)
        measure = tx.session.scalars(select(Measure).where(mine)).one()
        measure.card = {**measure.card, **fields}
    tx.session.flush()
    submit_and_recommend(tx, catalogue, plan)
    return plan


def plan_before_councils(tx: Transaction, catalogue: Catalogue, cards: Cards | None = None) -> RunningPlan:
    """A plan that the steering group has approved: the lead municipality's packet is in preparation."""
    plan = plan_before_steering(tx, catalogue, cards)
    decision = SteeringDecision(meeting_on=date(2026, 11, 30), present=9)
    fire(acting(tx, chair(tx)), catalogue, plan.process_id, "steering_approve", decision)
    return plan


def plan_before_members(tx: Transaction, catalogue: Catalogue, cards: Cards | None = None) -> RunningPlan:
    """A plan that the lead municipality has approved: packets of the fourteen others have been sent."""
    plan = plan_before_councils(tx, catalogue, cards)
    (lead,) = bodies(tx, plan, 1)
    send_packet(tx, catalogue, lead)
    record(tx, catalogue, lead)
    for process_id in bodies(tx, plan, 2):
        send_packet(tx, catalogue, process_id)
    return plan


def bodies(tx: Transaction, plan: RunningPlan, stage: int) -> list[int]:
    """Ids of the bodies' processes in one stage, in the order they were begun."""
    statement = select(ProcessInstance.id).where(
        ProcessInstance.parent_id == plan.process_id, ProcessInstance.stage == stage
    )
    return list(tx.session.scalars(statement.order_by(ProcessInstance.id)))


def process_of(tx: Transaction, plan: RunningPlan, code: str) -> int:
    """The id of the process of the municipality with this code."""
    statement = (
        select(ProcessInstance.id)
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(Municipality, Municipality.id == Body.municipality_id)
        .where(ProcessInstance.parent_id == plan.process_id, Municipality.code == code)
    )
    return tx.session.execute(statement).scalar_one()


def send_packet(tx: Transaction, catalogue: Catalogue, process_id: int) -> None:
    """The packet of one body is ready."""
    fire(replace(tx, actor=SYSTEM), catalogue, process_id, "packet_ready")


def record(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    verdict: str = "approved",
    session_on: date = date(2026, 11, 30),
    **more: object,
) -> None:
    """Somebody of the municipality records how its body decided."""
    body_id = tx.session.execute(
        select(ProcessInstance.body_id).where(ProcessInstance.id == process_id)
    ).scalar_one()
    payload = ResolutionRecorded(verdict=verdict, session_on=session_on, **more)  # type: ignore[arg-type]
    fire(acting(tx, clerk_of(tx, body_id)), catalogue, process_id, payload.trigger, payload)


def ask_all_at_once(tx: Transaction) -> None:
    """Let all fifteen assemblies decide on a plan in one stage."""
    route = tx.session.scalars(select(ApprovalRoute).where(ApprovalRoute.document_kind == "plan")).one()
    route.stages = [{**route.stages[0], "bodies": "all_assemblies", "refusal": "ask"}]
    tx.session.flush()

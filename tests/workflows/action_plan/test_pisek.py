"""Písek: after the plan for 2015–2016 its assembly approved the action plan for 2017, in December 2016."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from tests.conftest import acting
from tests.databases import AREAS
from tests.factories.people import chair, coordinator, leader
from tests.factories.plan import RunningPlan, lead_of
from tests.factories.plan_in_force import freeze
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.measure import Measure
from workflow_app.models.membership import Membership
from workflow_app.models.plan import Goal, Plan, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.council_round import council_round
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.usecases.start_action_plan import start_action_plan
from workflows.common.payloads import GroupStatement, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded

CARD = {
    "owner": "Azylový dům Písek",
    "activities": [{"number": "1.1.1.1", "title": "Noclehárna v zimě", "due": "průběžně", "implementer": ""}],
}


@pytest.fixture
def pisek(empty_tx: Transaction) -> Transaction:
    """The Písek area in December 2016."""
    tx = replace(empty_tx, now=datetime(2016, 12, 1, 9, tzinfo=UTC))
    import_area(tx, read_area_file((AREAS / "pisek.yaml").read_bytes()))
    # The file names the people of today; on that day others sat in their seats.
    tx.session.execute(update(Membership).values(valid_from=date(2006, 1, 1)))
    return tx


def plan_that_ran_out(tx: Transaction, area_id: int, group_id: int) -> Plan:
    plan = Plan(
        area_id=area_id,
        title="Komunitní plán sociálních služeb",
        period_from=2015,
        period_to=2016,
        owner_municipality_id=lead_of(tx, area_id),
    )
    tx.session.add(plan)
    tx.session.flush()
    goal = Goal(plan_id=plan.id, body_id=group_id, number="1", title="Osoby v krizi", position=1, seq=0)
    tx.session.add(goal)
    tx.session.flush()
    priority = Priority(goal_id=goal.id, number="1.1", title="Bydlení", position=1, seq=0)
    tx.session.add(priority)
    tx.session.flush()
    named = {"number": "1.1.1", "title": "Noclehárna", "position": 1, "seq": 0}
    home = {"plan_id": plan.id, "priority_id": priority.id, "body_id": group_id}
    tx.session.add(Measure(**home, **named, card=CARD))
    tx.session.flush()
    plan.in_force_version_id = freeze(tx, RunningPlan(plan.id, 0, area_id, {}), 1)
    tx.session.flush()
    return plan


def test_the_assembly_of_pisek_alone_approves_the_action_plan(
    pisek: Transaction, catalogue: Catalogue
) -> None:
    tx = pisek
    area_id = tx.session.execute(select(Area.id).where(Area.key == "pisek")).scalar_one()
    group_id = tx.session.execute(select(Body.id).where(Body.key == "ps-krize")).scalar_one()
    plan = plan_that_ran_out(tx, area_id, group_id)
    staff = acting(tx, coordinator(tx, "pisek"))
    process_id = start_action_plan(staff, catalogue, area_id, plan.id, 2017, "action")
    fire(staff, catalogue, process_id, "open_group_review")
    speaker = acting(tx, leader(tx, "ps-krize", "pisek"))
    fire(speaker, catalogue, process_id, "recommend_part", GroupStatement(), body_id=group_id)
    decision = SteeringDecision(meeting_on=date(2016, 12, 1), present=9)
    fire(acting(tx, chair(tx, "pisek")), catalogue, process_id, "steering_approve", decision)
    (row,) = council_round(tx, catalogue, area_id, process_id).rows
    assert row.body_name == "Zastupitelstvo města Písku"
    fire(replace(tx, actor=SYSTEM), catalogue, row.process_id, "packet_ready")
    later = replace(tx, now=datetime(2016, 12, 16, 9, tzinfo=UTC))
    resolved = ResolutionRecorded(verdict="approved", session_on=date(2016, 12, 15))
    fire(acting(later, coordinator(tx, "pisek")), catalogue, row.process_id, resolved.trigger, resolved)
    assert tx.session.get_one(ProcessInstance, process_id, populate_existing=True).state == "in_force"

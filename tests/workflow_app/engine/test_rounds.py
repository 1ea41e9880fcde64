from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import acting
from tests.factories.people import chair, clerk_of, coordinator
from tests.factories.walk import bodies, decide, speak, to_councils
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Forbidden
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.plan import Plan
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.version import Version
from workflows.common.payloads import Reason, ReturnToGroups, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded


def test_a_plan_goes_from_draft_to_adoption_by_every_council(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_councils(tx, catalogue)
    lead = bodies(tx, plan, 1)
    assert [len(lead), len(bodies(tx, plan, 2))] == [1, 0]
    decide(tx, catalogue, lead[0])
    members = bodies(tx, plan, 2)
    assert len(members) == 14
    for process in members:
        assert read(tx, plan.process_id).state == "council_approval"
        decide(tx, catalogue, process)
    assert read(tx, plan.process_id).state == "in_force"
    stored = tx.session.get_one(Plan, plan.plan_id, populate_existing=True)
    version = tx.session.get_one(Version, stored.in_force_version_id)
    hashes = tx.session.execute(select(CouncilResolution.version_sha256)).scalars().all()
    assert hashes == [version.sha256] * 15
    assert verify(tx) == []


def test_a_round_asks_for_one_packet_a_body_and_one_record(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_councils(tx, catalogue)
    (lead,) = bodies(tx, plan, 1)
    keys = tx.session.scalars(
        select(OutboxMessage.dedupe_key).where(OutboxMessage.dedupe_key.like(f"produce_document:{lead.id}:%"))
    ).all()
    assert keys == [f"produce_document:{lead.id}:0:council_packet:cs"]
    records = select(func.count()).where(TransitionRecord.process_id == lead.id)
    assert tx.session.execute(records).scalar_one() == 1
    assert lead.due_at is not None
    assert (lead.due_at - tx.now) > timedelta(days=30)


def test_a_refusal_of_the_last_body_keeps_the_plan_waiting(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_councils(tx, catalogue)
    decide(tx, catalogue, bodies(tx, plan, 1)[0], "rejected")
    assert read(tx, plan.process_id).state == "council_approval"
    (stage, _) = stages_of(tx, plan.process_id)
    assert (stage.refused, stage.counted, stage.is_impossible) == (1, 0, True)


def test_reopening_takes_the_count_back(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_councils(tx, catalogue)
    (lead,) = bodies(tx, plan, 1)
    decide(tx, catalogue, lead, "rejected")
    fire(acting(tx, coordinator(tx)), catalogue, lead.id, "reopen", Reason("Zapsáno omylem."))
    assert (stages_of(tx, plan.process_id)[0].refused, read(tx, lead.id).state) == (0, "sent")
    decide(tx, catalogue, bodies(tx, plan, 1)[0])
    assert stages_of(tx, plan.process_id)[0].counted == 1


def test_postponing_and_missing_the_majority_leave_the_body_open(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = to_councils(tx, catalogue)
    (lead,) = bodies(tx, plan, 1)
    decide(tx, catalogue, lead, "postponed", changes="na březen")
    decide(tx, catalogue, bodies(tx, plan, 1)[0], "not_adopted", votes_for=12, members_total=25)
    decide(tx, catalogue, bodies(tx, plan, 1)[0], "approved", votes_for=13, members_total=25)
    assert stages_of(tx, plan.process_id)[0].counted == 1


def test_withdrawing_ends_the_round(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_councils(tx, catalogue)
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "withdraw", Reason("Nová verze."))
    assert {process.state for process in bodies(tx, plan, 1)} == {"cancelled"}
    assert verify(tx) == []


def test_a_returned_plan_opens_a_new_round_with_a_new_version(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_councils(tx, catalogue)
    group, body_id = next(iter(plan.groups.items()))
    back = ReturnToGroups("Zastupitelstvo chce změnu.", (body_id,))
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "return_after_refusal", back)
    stored = tx.session.get_one(Plan, plan.plan_id)
    stored.title = "Plán 2027–2030, upravený"
    tx.session.flush()
    speak(tx, catalogue, plan, group, "submit_part")
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")
    for key in plan.groups:
        speak(tx, catalogue, plan, key, "recommend_part")
    decision = SteeringDecision(meeting_on=date(2026, 12, 1), present=9)
    fire(acting(tx, chair(tx)), catalogue, plan.process_id, "steering_approve", decision)
    first, second = stages_of(tx, plan.process_id)
    assert (first.round, first.position, first.total, second.position) == (2, 3, 1, 4)
    (lead,) = bodies(tx, plan, 3)
    assert tx.session.get_one(Version, lead.version_id).number == 2


def test_a_municipal_body_is_served_by_its_own_people_only(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_councils(tx, catalogue)
    (lead,) = bodies(tx, plan, 1)
    fire(replace(tx, actor=SYSTEM), catalogue, lead.id, "packet_ready")
    other = tx.session.execute(
        select(Body.id).where(Body.kind == "assembly", Body.id != lead.body_id).limit(1)
    ).scalar_one()
    payload = ResolutionRecorded(verdict="approved", session_on=date(2026, 11, 30))
    with pytest.raises(Forbidden):
        fire(acting(tx, clerk_of(tx, other)), catalogue, lead.id, payload.trigger, payload)

"""The life of a yearly action plan, from the choice of measures to the next year's."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories.action_plan import (
    RunningActionPlan,
    entry_of,
    make_action_plan,
    to_councils,
    to_force,
    to_steering,
)
from tests.factories.people import chair, coordinator, leader
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.recorded_step import read_step
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Refused
from workflow_app.models.action_plan_content import action_plan_from_json
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflows.action_plan.documents import action_plan, adoption_certificate
from workflows.common.payloads import GroupStatement, Reason


@pytest.fixture
def made(tx: Transaction, catalogue: Catalogue) -> RunningActionPlan:
    return make_action_plan(tx, catalogue, make_plan_in_force(tx, catalogue))


def state_of(tx: Transaction, made: RunningActionPlan) -> str:
    statement = select(ProcessInstance.state).where(ProcessInstance.id == made.process_id)
    return tx.session.execute(statement).scalar_one()


def reasons(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {reason.key for reason in refused.value.reasons}


def test_the_review_opens_when_every_chosen_measure_is_worked_out(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    entry = entry_of(tx, made, "ps-seniori")
    entry.card = {**entry.card, "activities": [], "owner": ""}
    tx.session.flush()
    staff = acting(tx, coordinator(tx))
    with pytest.raises(Refused) as refused:
        fire(staff, catalogue, made.process_id, "open_group_review")
    assert reasons(refused) == {"measure_has_no_activity_this_year", "measure_has_nobody_responsible"}
    entry.chosen = False
    tx.session.flush()
    fire(staff, catalogue, made.process_id, "open_group_review")
    content = action_plan_from_json(
        tx.session.scalars(select(Version).order_by(Version.id.desc())).first().content
    )
    assert len(content.measures) == len(made.plan.groups) - 1
    body_id, acts = made.plan.groups["ps-seniori"], acting(tx, leader(tx, "ps-seniori"))
    with pytest.raises(Refused) as silent:
        fire(acts, catalogue, made.process_id, "recommend_part", GroupStatement(), body_id=body_id)
    assert reasons(silent) == {"group_has_no_measure_here"}


def test_a_return_tells_the_coordinator_and_every_group_recommends_anew(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    to_steering(tx, catalogue, made)
    assert state_of(tx, made) == "steering_approval"
    fire(acting(tx, chair(tx)), catalogue, made.process_id, "steering_return", Reason("Chybí peníze kraje."))
    assert state_of(tx, made) == "drafting"
    entry = entry_of(tx, made, "ps-seniori")
    entry.card = {**entry.card, "description": "S podporou kraje."}
    tx.session.flush()
    fire(acting(tx, coordinator(tx)), catalogue, made.process_id, "open_group_review")
    assert state_of(tx, made) == "group_review"
    fire(
        acting(tx, coordinator(tx)),
        catalogue,
        made.process_id,
        "close_group_review",
        Reason("Lhůta uplynula."),
    )
    assert state_of(tx, made) == "steering_approval"


@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_councils_decision_puts_it_in_force_with_its_papers(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan, language: str
) -> None:
    to_force(tx, catalogue, made)
    assert state_of(tx, made) == "in_force"
    seq = tx.session.execute(
        select(ProcessInstance.seq).where(ProcessInstance.id == made.process_id)
    ).scalar_one()
    step = read_step(tx, catalogue, made.process_id, seq, language, "http://localhost")
    paper, certificate = action_plan(step), adoption_certificate(step)
    assert [row.number for row in paper.context["decisions"]] == ["12/2026"]
    assert (
        paper.file_name == {"cs": "Akční plán na rok 2027.docx", "en": "Action plan for 2027.docx"}[language]
    )
    assert certificate.context["document_title"].endswith("2027")
    in_force_from = certificate.context["in_force_from"].replace("\u00a0", " ")
    assert (
        in_force_from == {"cs": "1. 1. 2027", "en": "1 January 2027"}[language]
    )  # approved in December 2026


def test_the_next_years_plan_follows_it(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    to_force(tx, catalogue, made)
    later = replace(tx, now=tx.now.replace(year=2027))
    following = make_action_plan(later, catalogue, made.plan, 2028)
    to_force(later, catalogue, following)
    asked = select(OutboxMessage.payload).where(OutboxMessage.topic == "fire_trigger")
    payloads = [dict(found) for found in tx.session.scalars(asked)]
    assert [(item["process_id"], item["trigger"]) for item in payloads] == [(made.process_id, "supersede")]
    fire(replace(later, actor=SYSTEM), catalogue, made.process_id, "supersede")
    assert state_of(tx, made) == "superseded"


def test_a_refusal_by_the_assembly_can_end_the_round(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    child = to_councils(tx, catalogue, made)
    fire(
        acting(tx, coordinator(tx)), catalogue, made.process_id, "return_after_refusal", Reason("ZM vrátilo.")
    )
    tx.session.expire_all()
    assert (state_of(tx, made), tx.session.get_one(ProcessInstance, child.id).state) == (
        "drafting",
        "cancelled",
    )

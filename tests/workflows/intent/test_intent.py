"""The intent to plan together: who is asked, who joins, what the packet says, dated membership."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import select

from tests.conftest import acting
from tests.factories import intent as scene
from tests.factories.people import chair, coordinator
from tests.factories.walk import bodies, to_councils
from workflow_app.documents.render import render
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.papers import papers_of
from workflow_app.engine.recorded_step import read_step
from workflow_app.engine.stage_bodies import bodies_of_stages
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Refused
from workflow_app.models.approval_route import ApprovalRoute, RouteStage
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import OnboardingStep
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.followed_municipalities import followed_municipalities
from workflow_app.usecases.record_onboarding import OnboardingInput, record_onboarding
from workflow_app.usecases.start_intent import USUAL_STAGE, start_intent
from workflows.common.payloads import Reason, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded

TEMPLATE = Path(__file__).parents[3] / "docx_templates/intent/intent.cs.docx"


def children(tx, process_id):
    statement = select(ProcessInstance).where(ProcessInstance.parent_id == process_id)
    return list(
        tx.session.scalars(statement.order_by(ProcessInstance.id).execution_options(populate_existing=True))
    )


def record(tx, catalogue, child, verdict):
    fire(replace(tx, actor=SYSTEM), catalogue, child.id, "packet_ready")
    payload = ResolutionRecorded(
        verdict=verdict, session_on=date(2026, 11, 30), number="5/2026", source="e-mail"
    )
    fire(acting(tx, coordinator(tx)), catalogue, child.id, payload.trigger, payload)


def fire_recorded(tx, catalogue, child, verdict):
    """Record for a body that has had its packet and comes to the matter again."""
    payload = ResolutionRecorded(verdict=verdict, session_on=date(2026, 11, 30), source="e-mail")
    fire(acting(tx, coordinator(tx)), catalogue, child.id, payload.trigger, payload)


def states(tx):
    rows = followed_municipalities(tx, scene.area_id(tx))
    return {row.code: (row.state, row.since) for row in rows if row.code in scene.CODES}


def test_every_municipality_asked_decides_and_those_that_approve_join(tx, catalogue):
    process_id = scene.to_councils(tx, catalogue)
    first, second, third = children(tx, process_id)
    record(tx, catalogue, first, "approved")
    record(tx, catalogue, second, "rejected")
    assert read(tx, process_id).state == "council_approval"
    assert states(tx)["999001"][0] == "contacted"
    record(tx, catalogue, third, "approved")
    assert read(tx, process_id).state == "concluded"
    assert states(tx) == {
        "999001": ("joined", scene.JOIN_ON),
        "999002": ("declined", date(2026, 12, 1)),
        "999003": ("joined", scene.JOIN_ON),
    }
    notes = tx.session.scalars(select(OnboardingStep.note).where(OnboardingStep.state == "joined"))
    assert set(notes) == {"Záměr plánovat společně, 5/2026"}


def one_by_one(tx, catalogue, refusal="go_on"):
    """The intent before the first of the three municipalities, by a route on which they decide one after another."""
    process_id = scene.begun(tx, catalogue)
    route = tx.session.scalars(select(ApprovalRoute).where(ApprovalRoute.document_kind == "intent")).one()
    route.stages = [{**USUAL_STAGE.as_json(), "order": "one_by_one", "refusal": refusal}]
    tx.session.flush()
    fire(acting(tx, coordinator(tx)), catalogue, process_id, "submit_to_steering")
    decision = SteeringDecision(meeting_on=date(2026, 11, 30), present=9)
    fire(acting(tx, chair(tx)), catalogue, process_id, "steering_approve", decision)
    return process_id


def asked(tx, process_id):
    return [tx.session.get_one(Body, child.body_id).name for child in children(tx, process_id)]


def test_one_after_another_the_next_municipality_is_asked_by_the_decision_of_the_one_before(tx, catalogue):
    process_id = one_by_one(tx, catalogue)
    assert asked(tx, process_id) == ["Zastupitelstvo obce Lhota 1"]
    record(tx, catalogue, children(tx, process_id)[-1], "not_adopted")
    assert len(children(tx, process_id)) == 1, "it comes again, so it has not decided"
    fire_recorded(tx, catalogue, children(tx, process_id)[-1], "approved")
    assert asked(tx, process_id) == ["Zastupitelstvo obce Lhota 1", "Zastupitelstvo obce Lhota 2"]
    record(tx, catalogue, children(tx, process_id)[-1], "rejected")
    assert asked(tx, process_id)[-1] == "Zastupitelstvo obce Lhota 3"
    assert read(tx, process_id).state == "council_approval"
    record(tx, catalogue, children(tx, process_id)[-1], "approved")
    assert read(tx, process_id).state == "concluded"
    assert states(tx) == {
        "999001": ("joined", scene.JOIN_ON),
        "999002": ("declined", date(2026, 12, 1)),
        "999003": ("joined", scene.JOIN_ON),
    }
    step = read_step(tx, catalogue, process_id, read(tx, process_id).seq)
    assert (
        papers_of(catalogue, step, "intent").context["state"] == "Výsledek: přistoupilo 2 z 3 oslovených obcí"
    )


def test_one_after_another_where_a_refusal_is_for_staff_the_next_one_waits_for_it(tx, catalogue):
    process_id = one_by_one(tx, catalogue, refusal="ask")
    (first,) = children(tx, process_id)
    record(tx, catalogue, first, "rejected")
    assert len(children(tx, process_id)) == 1
    fire(acting(tx, coordinator(tx)), catalogue, first.id, "excuse", Reason("Přistoupí později."))
    assert asked(tx, process_id) == ["Zastupitelstvo obce Lhota 1", "Zastupitelstvo obce Lhota 2"]


def test_staff_concludes_when_some_do_not_answer(tx, catalogue):
    process_id = scene.to_councils(tx, catalogue)
    first, *others = children(tx, process_id)
    record(tx, catalogue, first, "approved")
    fire(acting(tx, coordinator(tx)), catalogue, process_id, "conclude", Reason("Ostatní neodpověděly."))
    assert {child.state for child in children(tx, process_id)[1:]} == {"cancelled"}
    assert len(others) == 2
    assert [state for state, _ in states(tx).values()] == ["joined", "contacted", "contacted"]


def test_a_withdrawn_intent_takes_nobody_in(tx, catalogue):
    process_id = scene.to_councils(tx, catalogue)
    record(tx, catalogue, children(tx, process_id)[0], "approved")
    fire(acting(tx, coordinator(tx)), catalogue, process_id, "withdraw", Reason("Přepracujeme ho."))
    assert {state for state, _ in states(tx).values()} == {"contacted"}


def test_an_intent_without_text_or_municipalities_is_not_submitted(tx, catalogue):
    scene.add_candidates(tx)
    acts = acting(tx, coordinator(tx))
    process_id = start_intent(acts, catalogue, scene.area_id(tx), scene.said(text="", codes=()))
    with pytest.raises(Refused) as refused:
        fire(acts, catalogue, process_id, "submit_to_steering")
    assert {reason.key for reason in refused.value.reasons} == {"intent_has_no_text", "nobody_is_asked"}
    with pytest.raises(Refused, match="steering_group_decides_first"):
        fire(acts, catalogue, process_id, "submit_to_councils")


def papers(tx, catalogue, child):
    made = papers_of(catalogue, read_step(tx, catalogue, child.id, 0), "council_packet")
    found = [getattr(item, "paper", item) for item in made.papers]
    return {paper.template: paper for paper in found if hasattr(paper, "template")}


def test_the_packet_has_the_resolution_in_the_exact_wording(tx, catalogue):
    process_id = scene.to_councils(tx, catalogue)
    found = papers(tx, catalogue, children(tx, process_id)[0])
    draft = found["council_resolution/draft_resolution"].context
    assert draft["opening"] == "Zastupitelstvo obce Lhota 1"
    assert draft["points"][0].text == (
        "schvaluje zapojení obce Lhota 1 do společného plánování sociálních služeb na území Hlučínska "
        "a pověřuje starostu/starostku podpisem smlouvy o spolupráci."
    )
    memorandum = found["council_resolution/explanatory_memorandum"].context
    assert memorandum["kind"] == "intent"
    assert memorandum["preparation"] == ""
    document = render(TEMPLATE, found["intent/intent"].context, "cs")
    words = "".join(paragraph.text for paragraph in Document(BytesIO(document)).paragraphs)
    assert "Záměr plánovat společně" in words
    assert "Lhota 1" in words
    assert "{" not in words


def test_a_round_keeps_its_bodies_and_the_next_one_has_those_of_its_day(tx, catalogue):
    plan = to_councils(tx, catalogue)
    area_id, acts = scene.area_id(tx), acting(tx, coordinator(tx))
    rule = RouteStage("all", {"cs": "Obce", "en": "All"}, "all_assemblies", ("approved",))
    today, later = date(2026, 12, 1), date(2026, 12, 2)
    before = {body.body_id for body in bodies_of_stages(tx, area_id, [rule], today)[0]}
    asked = {child.body_id for child in bodies(tx, plan, 1)}
    town = tx.session.scalars(select(Municipality).where(Municipality.code == "512974")).one()
    record_onboarding(acts, area_id, town.id, OnboardingInput("left", today, "plánuje jinde"), 0)
    assert {child.body_id for child in bodies(tx, plan, 1)} == asked
    assert {body.body_id for body in bodies_of_stages(tx, area_id, [rule], today)[0]} == before
    gone = before - {body.body_id for body in bodies_of_stages(tx, area_id, [rule], later)[0]}
    councils = tx.session.scalars(select(Body.id).where(Body.municipality_id == town.id)).all()
    assert len(gone) == 1
    assert gone <= set(councils)

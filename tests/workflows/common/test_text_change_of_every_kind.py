"""Changes of the text of action plans, measures and intents: who decides again, what is taken over, what waits."""

import json

import pytest
from sqlalchemy import select, update

from tests.conftest import acting
from tests.factories.changed_text import (
    BEFORE_COUNCILS,
    MEETING,
    FrozenText,
    bodies_of,
    class_it,
    decide,
    numbers,
    submit_change,
    write_change,
)
from tests.factories.people import chair, coordinator
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import read_step
from workflow_app.kernel.canonical import canonical_json
from workflow_app.kernel.errors import Forbidden, Refused
from workflow_app.models.action_plan_text import action_plan_text
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.body import Body
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.membership import Membership
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflow_app.models.version import Version
from workflow_app.models.working_text import intent_text, measure_change_text
from workflow_app.usecases.save_text_change import save_text_change
from workflows.common.payloads import ChangeClassified, ChangeRestarts, Reason
from workflows.council_resolution.cover_letter import earlier_decision

KINDS = ["action_plan", "measure", "intent"]
WITH_SEVERAL_BODIES = ["measure", "intent"]
WORKING = {"action_plan": action_plan_text, "measure": measure_change_text, "intent": intent_text}
EDITORIAL = ChangeClassified("Jen překlep.", MEETING)


def before_councils(tx: Transaction, catalogue: Catalogue, kind: str) -> FrozenText:
    """The document; of a measure the second stage, with fourteen assemblies, so that some can decide."""
    text = BEFORE_COUNCILS[kind](tx, catalogue)
    if kind == "measure":
        decide(tx, catalogue, bodies_of(tx, text.process_id)[0])
    return text


def asked(tx: Transaction, text: FrozenText) -> list[ProcessInstance]:
    """The bodies of the stage that is open now."""
    open_now = [stage.position for stage in stages_of(tx, text.process_id) if stage.opened_at][-1]
    return [body for body in bodies_of(tx, text.process_id) if body.stage == open_now]


def working_text(tx: Transaction, text: FrozenText) -> object:
    """The text that is written on, as plain data."""
    found = WORKING[text.kind](tx.session, read(tx, text.process_id).subject_id)
    return json.loads(canonical_json(found))


def frozen(tx: Transaction, text: FrozenText) -> object:
    version_id = read(tx, text.process_id).version_id
    return tx.session.scalars(select(Version.content).where(Version.id == version_id)).one()


@pytest.mark.row("K-25")
@pytest.mark.parametrize("kind", WITH_SEVERAL_BODIES)
def test_after_an_editorial_change_approvals_stand_and_the_others_get_the_new_wording(
    tx: Transaction, catalogue: Catalogue, kind: str
) -> None:
    text = before_councils(tx, catalogue, kind)
    decide(tx, catalogue, asked(tx, text)[0])
    before = stages_of(tx, text.process_id)
    submit_change(tx, catalogue, text)
    class_it(tx, catalogue, text, "class_editorial", EDITORIAL)
    assert stages_of(tx, text.process_id) == before
    decided, *waiting = asked(tx, text)
    assert (decided.state, numbers(tx, [decided]), numbers(tx, waiting)) == ("approved", {1}, {2})
    assert working_text(tx, text) == frozen(tx, text)
    for body in waiting:
        decide(tx, catalogue, body)
    assert read(tx, text.process_id).ended_at is not None


@pytest.mark.row("K-25")
@pytest.mark.parametrize("kind", KINDS)
def test_after_a_substantive_change_the_chosen_stage_decides_again_about_the_new_version(
    tx: Transaction, catalogue: Catalogue, kind: str
) -> None:
    text = before_councils(tx, catalogue, kind)
    old = asked(tx, text)
    if kind != "action_plan":
        decide(tx, catalogue, old[0])
    submit_change(tx, catalogue, text)
    restart = ChangeRestarts("Mění se služba.", MEETING, old[0].stage or 0)
    class_it(tx, catalogue, text, "class_substantive", restart)
    again = asked(tx, text)
    assert (numbers(tx, old), numbers(tx, again), len(again)) == ({1}, {2}, len(old))
    assert {body.state for body in bodies_of(tx, text.process_id) if body.stage == old[0].stage} == {
        *(["approved"] if kind != "action_plan" else []),
        "cancelled",
    }
    letters = [earlier_decision(read_step(tx, catalogue, body.id, 0)) for body in again]
    asked_again = ["O předchozím znění jste rozhodli" in letter for letter in letters]
    assert asked_again == [kind != "action_plan", *[False] * (len(again) - 1)]
    assert working_text(tx, text) == frozen(tx, text)
    for body in again:
        decide(tx, catalogue, body)
    assert read(tx, text.process_id).ended_at is not None


def test_the_plan_takes_over_the_corrected_card(tx: Transaction, catalogue: Catalogue) -> None:
    text = before_councils(tx, catalogue, "measure")
    submit_change(tx, catalogue, text, "Opravený popis.")
    class_it(tx, catalogue, text, "class_editorial", EDITORIAL)
    for body in asked(tx, text):
        decide(tx, catalogue, body)
    change = tx.session.get_one(MeasureChange, read(tx, text.process_id).subject_id)
    card = tx.session.get_one(Measure, change.measure_id, populate_existing=True).card
    assert (read(tx, text.process_id).state, card["description"]) == ("accepted", "Opravený popis.")


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_not_finished_before_its_open_change_is_decided_about(
    tx: Transaction, catalogue: Catalogue, kind: str
) -> None:
    text = before_councils(tx, catalogue, kind)
    submit_change(tx, catalogue, text)
    for body in asked(tx, text):
        decide(tx, catalogue, body)
    assert read(tx, text.process_id).state == "council_approval"
    class_it(tx, catalogue, text, "refuse_text_change", ChangeClassified("Není třeba.", MEETING))
    assert read(tx, text.process_id).ended_at is not None
    assert numbers(tx, [tx.session.get_one(ProcessInstance, text.process_id)]) == {1}


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_that_is_open_ends_with_the_round(tx: Transaction, catalogue: Catalogue, kind: str) -> None:
    text = before_councils(tx, catalogue, kind)
    change = write_change(tx, catalogue, text, "Opraveno.")
    back = Reason("Vrací se.")
    fire(acting(tx, coordinator(tx)), catalogue, text.process_id, "return_after_refusal", back)
    tx.session.refresh(change)
    assert (change.state, change.decision_reason) == ("dropped", "Vrací se.")


def without_steering_group(tx: Transaction) -> None:
    groups = select(Body.id).where(Body.kind == "steering_group")
    ended = {"valid_to": MEETING.replace(day=1)}
    tx.session.execute(update(Membership).where(Membership.body_id.in_(groups)).values(**ended))
    tx.session.execute(update(BlockSeat).where(BlockSeat.host_id.in_(groups)).values(**ended))


def test_where_no_steering_group_sits_the_coordinator_corrects_an_intent(
    tx: Transaction, catalogue: Catalogue
) -> None:
    text = before_councils(tx, catalogue, "intent")
    decide(tx, catalogue, asked(tx, text)[0])
    write_change(tx, catalogue, text, "Opraveno.")
    staff, why = acting(tx, coordinator(tx)), Reason("Jen překlep.")
    with pytest.raises(Refused, match="steering_group_decides_first"):
        fire(staff, catalogue, text.process_id, "correct_text", why)
    without_steering_group(tx)
    with pytest.raises(Refused, match="there_is_no_steering_group"):
        fire(staff, catalogue, text.process_id, "submit_text_change")
    fire(staff, catalogue, text.process_id, "correct_text", why)
    decided, *waiting = asked(tx, text)
    assert (decided.state, numbers(tx, [decided]), numbers(tx, waiting)) == ("approved", {1}, {2})
    change = tx.session.scalars(select(TextChange).execution_options(populate_existing=True)).one()
    assert (change.state, change.decision_reason) == ("editorial", "Jen překlep.")


@pytest.mark.parametrize("kind", KINDS)
def test_others_do_not_change_the_text(tx: Transaction, catalogue: Catalogue, kind: str) -> None:
    text = before_councils(tx, catalogue, kind)
    with pytest.raises(Forbidden):
        fire(acting(tx, chair(tx)), catalogue, text.process_id, "open_text_change", Reason("Chyba."))
    submit_change(tx, catalogue, text)
    with pytest.raises(Forbidden):
        fire(acting(tx, coordinator(tx)), catalogue, text.process_id, "class_editorial", EDITORIAL)


@pytest.mark.parametrize(
    ("kind", "emptied"),
    [("intent", "title"), ("intent", "text"), ("measure", "after.description"), ("measure", "after.owner")],
)
def test_what_a_document_cannot_be_without_is_not_emptied(
    tx: Transaction, catalogue: Catalogue, kind: str, emptied: str
) -> None:
    text = BEFORE_COUNCILS[kind](tx, catalogue)
    change = write_change(tx, catalogue, text, "Jinak.")
    with pytest.raises(Refused) as caught:
        save_text_change(
            acting(tx, coordinator(tx)),
            area_id=text.area_id,
            process_id=text.process_id,
            section=text.section,
            typed={emptied: "  "},
            seen=change.seq,
        )
    assert [(reason.key, reason.field) for reason in caught.value.reasons] == [("text_is_missing", emptied)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_process_of_the_first_version_keeps_its_law(
    tx: Transaction, catalogue: Catalogue, kind: str
) -> None:
    text = before_councils(tx, catalogue, kind)
    mine = ProcessInstance.id == text.process_id
    tx.session.execute(update(ProcessInstance).where(mine).values(version=1))
    staff = acting(tx, coordinator(tx))
    offered = {choice.trigger for choice in available(staff, catalogue, text.process_id)}
    assert "return_after_refusal" in offered
    assert "open_text_change" not in offered
    fire(staff, catalogue, text.process_id, "return_after_refusal", Reason("Vrací se."))
    assert read(tx, text.process_id).ended_at is None

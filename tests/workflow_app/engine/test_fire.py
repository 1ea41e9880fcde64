from dataclasses import replace

import pytest

from tests.conftest import acting
from tests.factories.people import chair, coordinator, leader
from tests.factories.plan import make_plan
from tests.factories.walk import speak, to_steering
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import ANONYMOUS
from workflow_app.kernel.errors import Forbidden, NotFound, Refused, Stale
from workflows.common.payloads import GroupStatement, ReturnToGroups


def test_every_group_is_waited_for_with_who_can_unblock_it(tx: Transaction, catalogue: Catalogue) -> None:
    plan = make_plan(tx, catalogue)
    (choice,) = [
        item
        for item in available(acting(tx, coordinator(tx)), catalogue, plan.process_id)
        if item.trigger == "open_group_review"
    ]
    assert [reason.key for reason in choice.refusals] == ["part_is_not_submitted"] * 4
    assert all(reason.unblocked_by for reason in choice.refusals)


def test_a_part_that_is_not_done_is_not_submitted(tx: Transaction, catalogue: Catalogue) -> None:
    plan = make_plan(tx, catalogue, done=False)
    key = next(iter(plan.groups))
    with pytest.raises(Refused) as refused:
        speak(tx, catalogue, plan, key, "submit_part")
    assert refused.value.reasons[0].key == "measure_is_not_done"
    assert read(tx, plan.process_id).seq == 0


def test_a_return_reopens_the_chosen_part_only(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_steering(tx, catalogue)
    key, body_id = next(iter(plan.groups.items()))
    fire(
        acting(tx, chair(tx)),
        catalogue,
        plan.process_id,
        "steering_return",
        ReturnToGroups("Chybí čísla.", (body_id,)),
    )
    assert read(tx, plan.process_id).state == "drafting"
    with pytest.raises(Refused) as refused:
        fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")
    assert len(refused.value.reasons) == 1
    speak(tx, catalogue, plan, key, "submit_part")
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")
    assert read(tx, plan.process_id).state == "group_review"


def test_a_return_needs_a_reason_and_a_group(tx: Transaction, catalogue: Catalogue) -> None:
    plan = to_steering(tx, catalogue)
    with pytest.raises(Refused) as refused:
        fire(acting(tx, chair(tx)), catalogue, plan.process_id, "steering_return", ReturnToGroups(" ", ()))
    assert {reason.key for reason in refused.value.reasons} == {"text_is_missing", "no_group_is_chosen"}


def test_a_second_click_is_stale(tx: Transaction, catalogue: Catalogue) -> None:
    plan = make_plan(tx, catalogue)
    key, body_id = next(iter(plan.groups.items()))
    acts = acting(tx, leader(tx, key))
    fire(acts, catalogue, plan.process_id, "submit_part", GroupStatement(), seen=0, body_id=body_id)
    with pytest.raises(Stale):
        fire(acts, catalogue, plan.process_id, "submit_part", GroupStatement(), seen=0, body_id=body_id)


@pytest.mark.parametrize("trigger", ["open_group_review", "withdraw", "steering_approve", "councils_agreed"])
def test_strangers_learn_no_reasons(tx: Transaction, catalogue: Catalogue, trigger: str) -> None:
    plan = make_plan(tx, catalogue)
    for actor in (ANONYMOUS, acting(tx, leader(tx, next(iter(plan.groups)))).actor):
        with pytest.raises(Forbidden):
            fire(replace(tx, actor=actor), catalogue, plan.process_id, trigger)


def test_an_unknown_process_is_not_found(tx: Transaction, catalogue: Catalogue) -> None:
    with pytest.raises(NotFound):
        fire(tx, catalogue, 999_999_999, "submit_part")


def test_a_leader_cannot_speak_for_another_group(tx: Transaction, catalogue: Catalogue) -> None:
    plan = make_plan(tx, catalogue)
    first, second = list(plan.groups)[:2]
    with pytest.raises(Forbidden):
        fire(
            acting(tx, leader(tx, first)),
            catalogue,
            plan.process_id,
            "submit_part",
            GroupStatement(),
            body_id=plan.groups[second],
        )


def test_nobody_speaks_for_no_group(tx: Transaction, catalogue: Catalogue) -> None:
    plan = make_plan(tx, catalogue)
    for email in (leader(tx, next(iter(plan.groups))), coordinator(tx)):
        with pytest.raises(Forbidden):
            fire(acting(tx, email), catalogue, plan.process_id, "submit_part", GroupStatement())

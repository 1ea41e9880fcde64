"""Proposals to change the plan in force measure by measure."""

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories.measure import frame, measure_of, typed_card
from tests.factories.people import leader
from tests.factories.plan import RunningPlan, make_plan
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.models.measure import MeasureChange
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.propose_measure_change import propose_measure_change, propose_new_measure
from workflow_app.usecases.save_measure_change import save_measure_change

GROUP = "ps-seniori"


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    return make_plan_in_force(tx, catalogue)


def propose(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, group: str = GROUP) -> int:
    return propose_measure_change(
        acting(tx, leader(tx, GROUP)),
        catalogue,
        area_id=plan.area_id,
        body_id=plan.groups[GROUP],
        measure_id=measure_of(tx, plan, group).id,
    )


def change_of(tx: Transaction, process_id: int) -> MeasureChange:
    process = tx.session.get_one(ProcessInstance, process_id)
    return tx.session.get_one(MeasureChange, process.subject_id)


def save(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, process_id: int, **more: object) -> None:
    wishes = {
        "area_id": plan.area_id,
        "process_id": process_id,
        "body_id": plan.groups[GROUP],
        "typed": typed_card(),
        "frame": frame(tx, plan),
        "reason": "Klientů přibylo.",
        "seen": 0,
        **more,
    }
    save_measure_change(acting(tx, leader(tx, GROUP)), catalogue, **wishes)  # type: ignore[arg-type]


def test_a_change_begins_with_the_present_card(tx, catalogue, plan):
    process_id = propose(tx, catalogue, plan)
    change, measure = change_of(tx, process_id), measure_of(tx, plan, GROUP)
    assert (change.card, change.number, change.measure_id) == (measure.card, measure.number, measure.id)
    assert tx.session.get_one(ProcessInstance, process_id).body_id == plan.groups[GROUP]


def test_one_measure_has_one_open_proposal(tx, catalogue, plan):
    propose(tx, catalogue, plan)
    with pytest.raises(Refused) as caught:
        propose(tx, catalogue, plan)
    assert caught.value.reasons[0].key == "measure_has_an_open_proposal"


def test_only_own_measures_of_a_plan_in_force(tx, catalogue, plan):
    with pytest.raises(Refused) as caught:
        propose(tx, catalogue, plan, "ps-rodina")
    assert caught.value.reasons[0].key == "part_is_of_another_group"
    draft = make_plan(tx, catalogue, title="Příští plán")
    with pytest.raises(Refused) as caught:
        propose(tx, catalogue, draft)
    assert caught.value.reasons[0].key == "plan_is_not_in_force"


def test_new_measures_get_different_numbers(tx, catalogue, plan):
    priority_id = measure_of(tx, plan, GROUP).priority_id
    made = [
        propose_new_measure(
            acting(tx, leader(tx, GROUP)),
            catalogue,
            area_id=plan.area_id,
            body_id=plan.groups[GROUP],
            priority_id=priority_id,
            title=f"Nové {index}",
        )
        for index in range(2)
    ]
    numbers = [change_of(tx, process_id).number for process_id in made]
    first = measure_of(tx, plan, GROUP).number
    assert numbers == [f"{first[:-1]}2", f"{first[:-1]}3"]


def test_saved_submitted_and_then_closed(tx, catalogue, plan):
    process_id = propose(tx, catalogue, plan)
    save(tx, catalogue, plan, process_id)
    change = change_of(tx, process_id)
    assert (change.title, change.reason, change.seq) == ("Pečovatelská služba", "Klientů přibylo.", 1)
    with pytest.raises(Stale):
        save(tx, catalogue, plan, process_id)
    with pytest.raises(Refused):
        save(tx, catalogue, plan, process_id, seen=1, body_id=plan.groups["ps-rodina"])
    with pytest.raises(NotFound):
        save(tx, catalogue, plan, plan.process_id)
    fire(acting(tx, leader(tx, GROUP)), catalogue, process_id, "submit_proposal")
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, process_id, seen=1)
    assert caught.value.reasons[0].key == "text_is_closed"
    assert tx.session.scalars(select(MeasureChange)).one().seq == 1

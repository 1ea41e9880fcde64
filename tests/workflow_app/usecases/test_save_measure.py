"""Adding, saving and removing measures, goals and priorities of a plan that is being written."""

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories.measure import frame, measure_of, typed_card
from tests.factories.people import leader
from tests.factories.plan import RunningPlan, make_plan
from tests.factories.plan_in_force import freeze
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Goal, Plan, Priority
from workflow_app.usecases.add_goal import add_goal, add_priority
from workflow_app.usecases.add_measure import add_measure
from workflow_app.usecases.remove_measure import remove_measure
from workflow_app.usecases.save_goal import save_goal
from workflow_app.usecases.save_measure import save_measure

GROUP = "ps-seniori"


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    return make_plan(tx, catalogue, done=False)


def where(plan: RunningPlan, group: str = GROUP) -> dict[str, int]:
    return {"area_id": plan.area_id, "process_id": plan.process_id, "body_id": plan.groups[group]}


def save(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, **more: object) -> None:
    measure = measure_of(tx, plan, GROUP)
    wishes = {
        **where(plan),
        "measure_id": measure.id,
        "typed": typed_card(),
        "frame": frame(tx, plan),
        "done": False,
        "seen": measure.seq,
        **more,
    }
    save_measure(acting(tx, leader(tx, GROUP)), catalogue, **wishes)  # type: ignore[arg-type]


def test_keeps_the_card_with_who_and_what_it_was_before(tx, catalogue, plan):
    measure = measure_of(tx, plan, GROUP)
    before = measure.title
    save(tx, catalogue, plan, done=True)
    assert (measure.title, measure.card["description"], measure.done, measure.seq) == (
        "Pečovatelská služba",
        "Služba do 20 h.",
        True,
        1,
    )
    record = tx.session.scalars(select(EditRecord).where(EditRecord.subject_kind == "measure")).one()
    assert (record.before["title"], record.after["title"]) == (before, "Pečovatelská služba")


def test_an_unfinished_card_can_be_saved_but_not_marked_as_done(tx, catalogue, plan):
    typed = typed_card(texts={"description": ""})
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, typed=typed, done=True)
    assert [reason.key for reason in caught.value.reasons] == ["card_has_no_description"]
    save(tx, catalogue, plan, typed=typed)
    assert measure_of(tx, plan, GROUP).card["description"] == ""


def test_stale_foreign_and_unknown_cards_change_nothing(tx, catalogue, plan):
    with pytest.raises(Stale):
        save(tx, catalogue, plan, seen=7)
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, measure_id=measure_of(tx, plan, "ps-rodina").id)
    assert caught.value.reasons[0].key == "part_is_of_another_group"
    with pytest.raises(NotFound):
        save(tx, catalogue, plan, measure_id=10_000)
    assert measure_of(tx, plan, GROUP).seq == 0


def test_numbers_follow_the_last_one(tx, catalogue, plan):
    speaking = acting(tx, leader(tx, GROUP))
    goal = add_goal(speaking, catalogue, **where(plan), title="Nový cíl")
    assert tx.session.get_one(Goal, goal).number == "5"
    priority = add_priority(speaking, catalogue, **where(plan), goal_id=goal, title="Nová priorita")
    assert tx.session.get_one(Priority, priority).number == "5.1"
    made = [
        add_measure(speaking, catalogue, **where(plan), priority_id=priority, title=f"Opatření {index}")
        for index in range(2)
    ]
    assert [tx.session.get_one(Measure, item).number for item in made] == ["5.1.1", "5.1.2"]
    remove_measure(speaking, catalogue, **where(plan), measure_id=made[0], seen=0)
    again = add_measure(speaking, catalogue, **where(plan), priority_id=priority, title="Další")
    assert tx.session.get_one(Measure, again).number == "5.1.3"


def test_parts_are_added_to_the_groups_own_part_only(tx, catalogue, plan):
    speaking = acting(tx, leader(tx, GROUP))
    goal = tx.session.scalars(select(Goal).where(Goal.body_id == plan.groups["ps-rodina"])).one()
    priority = tx.session.scalars(select(Priority).where(Priority.goal_id == goal.id)).one()
    for add in (
        lambda: add_priority(speaking, catalogue, **where(plan), goal_id=goal.id, title="Moje"),
        lambda: add_measure(speaking, catalogue, **where(plan), priority_id=priority.id, title="Moje"),
    ):
        with pytest.raises(Refused) as caught:
            add()
        assert caught.value.reasons[0].key == "part_is_of_another_group"
    with pytest.raises(Refused) as caught:
        add_goal(speaking, catalogue, **where(plan), title="")
    assert caught.value.reasons[0].key == "text_is_missing"


def test_a_removed_measure_stays_in_the_history(tx, catalogue, plan):
    measure = measure_of(tx, plan, GROUP)
    speaking = acting(tx, leader(tx, GROUP))
    remove_measure(speaking, catalogue, **where(plan), measure_id=measure.id, seen=0)
    assert tx.session.scalars(select(Measure).where(Measure.id == measure.id)).first() is None
    record = tx.session.scalars(select(EditRecord).where(EditRecord.subject_kind == "measure")).one()
    assert record.before["card"]["owner"] == "Město Hlučín"
    assert record.after == {}


def test_what_councils_approved_is_not_simply_removed(tx, catalogue, plan):
    tx.session.get_one(Plan, plan.plan_id).in_force_version_id = freeze(tx, plan, 1)
    tx.session.flush()
    measure = measure_of(tx, plan, GROUP)
    with pytest.raises(Refused) as caught:
        remove_measure(acting(tx, leader(tx, GROUP)), catalogue, **where(plan), measure_id=measure.id, seen=0)
    assert caught.value.reasons[0].key == "measure_was_approved"


def test_saves_a_goal_with_the_names_of_its_priorities(tx, catalogue, plan):
    goal = tx.session.scalars(select(Goal).where(Goal.body_id == plan.groups[GROUP])).one()
    priority = tx.session.scalars(select(Priority).where(Priority.goal_id == goal.id)).one()
    speaking = acting(tx, leader(tx, GROUP))
    wish = {**where(plan), "goal_id": goal.id, "title": "Žít doma", "text": "Text.", "seen": 0}
    save_goal(speaking, catalogue, **wish, priorities={priority.id: "Péče doma"})
    assert (goal.title, priority.title, goal.seq) == ("Žít doma", "Péče doma", 1)
    with pytest.raises(Stale):
        save_goal(speaking, catalogue, **wish, priorities={})
    other = tx.session.scalars(select(Priority).where(Priority.goal_id != goal.id)).first()
    with pytest.raises(NotFound):
        save_goal(speaking, catalogue, **{**wish, "seen": 1}, priorities={other.id: "Cizí"})
    with pytest.raises(Refused) as caught:
        save_goal(speaking, catalogue, **{**wish, "seen": 1, "title": ""}, priorities={priority.id: ""})
    assert [reason.field for reason in caught.value.reasons] == ["title", f"priority-{priority.id}"]

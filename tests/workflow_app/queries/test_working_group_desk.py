"""What waits for a working group, and what it has sent."""

from datetime import timedelta

from sqlalchemy import update

from tests.conftest import acting
from tests.factories.approval import plan_before_steering
from tests.factories.measure import measure_of
from tests.factories.monitoring_report import make_report
from tests.factories.people import coordinator, leader, member
from tests.factories.plan import make_plan
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.engine.fire import fire
from workflow_app.kernel.clock import prague_day
from workflow_app.models.measure import Measure
from workflow_app.queries.working_group_desk import working_group_desk
from workflow_app.usecases.propose_measure_change import propose_measure_change
from workflows.common.payloads import GroupStatement

GROUP = "ps-seniori"


def desk(tx, catalogue, plan, group=GROUP, person=leader):
    return working_group_desk(acting(tx, person(tx, group)), catalogue, plan.area_id, plan.groups[group])


def test_writing_waits_until_all_is_done_then_submitting(tx, catalogue):
    plan = make_plan(tx, catalogue, done=False)
    (task,) = desk(tx, catalogue, plan).tasks
    assert (task.kind, task.may_finish) == ("write", True)
    tx.session.execute(update(Measure).values(done=True))
    assert [task.kind for task in desk(tx, catalogue, plan).tasks] == ["submit"]
    (task,) = desk(tx, catalogue, plan, person=member).tasks
    assert (task.kind, task.may_finish) == ("write", False)
    assert len(task.speakers) == 1


def test_it_waits_since_the_text_was_opened_whatever_others_did_meanwhile(tx, catalogue):
    plan = make_plan(tx, catalogue)
    for key in plan.groups:
        speaking = acting(tx, leader(tx, key))
        fire(speaking, catalogue, plan.process_id, "submit_part", GroupStatement(), body_id=plan.groups[key])
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")
    opened = tx.now
    tx.now += timedelta(days=3)
    other = acting(tx, leader(tx, "ps-rodina"))
    body = plan.groups["ps-rodina"]
    fire(other, catalogue, plan.process_id, "recommend_part", GroupStatement(), body_id=body)
    (task,) = desk(tx, catalogue, plan).tasks
    assert task.since == prague_day(opened)


def test_what_was_submitted_is_sent(tx, catalogue):
    plan = make_plan(tx, catalogue)
    speaking = acting(tx, leader(tx, GROUP))
    fire(speaking, catalogue, plan.process_id, "submit_part", GroupStatement(), body_id=plan.groups[GROUP])
    found = desk(tx, catalogue, plan)
    assert found.tasks == ()
    assert [matter.head.process_id for matter in found.sent] == [plan.process_id]
    assert [task.kind for task in desk(tx, catalogue, plan, "ps-rodina").tasks] == ["submit"]


def test_a_review_waits_for_each_group_until_it_recommends(tx, catalogue):
    plan = make_plan(tx, catalogue)
    for key, body_id in plan.groups.items():
        speaking = acting(tx, leader(tx, key))
        fire(speaking, catalogue, plan.process_id, "submit_part", GroupStatement(), body_id=body_id)
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "open_group_review")
    (task,) = desk(tx, catalogue, plan).tasks
    assert (task.kind, task.urgency) == ("review", "")
    tx.now += timedelta(days=25)
    assert desk(tx, catalogue, plan).tasks[0].urgency == "soon"
    tx.now += timedelta(days=25)
    assert desk(tx, catalogue, plan).tasks[0].urgency == "late"
    speaking = acting(tx, leader(tx, GROUP))
    fire(speaking, catalogue, plan.process_id, "recommend_part", GroupStatement(), body_id=plan.groups[GROUP])
    assert desk(tx, catalogue, plan).tasks == ()


def test_what_others_decide_is_sent(tx, catalogue):
    plan = plan_before_steering(tx, catalogue)
    found = desk(tx, catalogue, plan)
    assert found.tasks == ()
    assert [matter.head.state for matter in found.sent] == ["steering_approval"]
    assert not found.in_force


def test_figures_and_own_proposals_wait_but_not_those_of_others(tx, catalogue):
    plan = make_plan_in_force(tx, catalogue)
    make_report(tx, catalogue, plan)
    measure_id = measure_of(tx, plan, GROUP).id
    propose_measure_change(
        acting(tx, leader(tx, GROUP)),
        catalogue,
        area_id=plan.area_id,
        body_id=plan.groups[GROUP],
        measure_id=measure_id,
    )
    found = desk(tx, catalogue, plan)
    assert sorted(task.kind for task in found.tasks) == ["proposal", "report"]
    assert found.in_force
    others = desk(tx, catalogue, plan, "ps-rodina")
    assert [task.kind for task in others.tasks] == ["report"]
    assert [head.kind for head in others.documents] == ["monitoring_report"]

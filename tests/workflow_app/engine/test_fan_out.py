"""A round begins again from a stage that stands, be it one of an earlier round."""

import pytest

from tests.conftest import acting
from tests.factories.approval import submit_and_recommend
from tests.factories.people import chair, coordinator
from tests.factories.plan import RunningPlan
from tests.factories.walk import bodies, decide, to_councils
from tests.workflows.common.test_text_change import MEETING, class_it, submit, version_numbers
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.join import stages_of, standing_stages
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import read_step
from workflow_app.kernel.errors import Refused
from workflow_app.queries.text_change import text_changes
from workflows.common.payloads import ChangeRestarts, ReturnToGroups, SteeringDecision
from workflows.council_resolution.cover_letter import earlier_decision


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    """A plan that the lead assembly has approved."""
    plan = to_councils(tx, catalogue)
    decide(tx, catalogue, bodies(tx, plan, 1)[0])
    return plan


def test_a_second_change_may_begin_again_from_a_stage_before_the_one_that_the_first_began_from(
    tx, catalogue, plan
):
    submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Mění se služba.", MEETING, 2))
    submit(tx, catalogue, plan, "A zase jinak.")
    assert [
        stage.position for stage in text_changes(tx, catalogue, plan.area_id, plan.process_id).stages
    ] == [1, 3]
    with pytest.raises(Refused):
        class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Omylem.", MEETING, 2))
    class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Týká se i města.", MEETING, 1))
    lead, others = stages_of(tx, plan.process_id)
    assert [(stage.round, stage.position, stage.repeats) for stage in (lead, others)] == [
        (3, 4, 1),
        (3, 5, 3),
    ]
    assert (lead.opened_at is None, lead.total, others.opened_at is None) == (False, 1, True)
    assert standing_stages(tx, plan.process_id) == [lead, others]
    decide(tx, catalogue, bodies(tx, plan, 4)[0])
    assert version_numbers(tx, bodies(tx, plan, 5)) == {3}
    letter = earlier_decision(read_step(tx, catalogue, bodies(tx, plan, 5)[0].id, 0))
    assert "Zastupitelstvo města Hlučína schválilo" in letter
    for body in bodies(tx, plan, 5):
        decide(tx, catalogue, body)
    assert read(tx, plan.process_id).state == "in_force"


def test_a_round_that_is_opened_anew_after_a_return_leaves_no_earlier_stage_to_begin_from(
    tx, catalogue, plan
):
    back = ReturnToGroups("Znovu.", tuple(plan.groups.values()))
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "return_after_refusal", back)
    submit_and_recommend(tx, catalogue, plan)
    fire(acting(tx, chair(tx)), catalogue, plan.process_id, "steering_approve", SteeringDecision(MEETING, 9))
    assert [(stage.round, stage.position) for stage in standing_stages(tx, plan.process_id)] == [
        (2, 3),
        (2, 4),
    ]

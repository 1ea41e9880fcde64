"""A change of a plan's text that is open ends with a return, with a withdrawal and with the next plan."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import update

from tests.conftest import acting
from tests.factories.changed_text import MEETING, FrozenText, class_it, submit_change
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan
from tests.factories.walk import bodies, decide, to_councils
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflow_app.queries.steering_desk import steering_desk
from workflows.common.payloads import ChangeRestarts, Reason, ReturnToGroups


@dataclass(frozen=True)
class Scene:
    """A plan before the councils, whose lead assembly has approved, or in force."""

    tx: Transaction
    catalogue: Catalogue
    plan: RunningPlan

    def submit(self) -> TextChange:
        """A change of the first chapter waits for the steering group."""
        return submit_change(self.tx, self.catalogue, self.text)

    @property
    def text(self) -> FrozenText:
        return FrozenText("plan", self.plan.process_id, self.plan.area_id, "chapters.0", "chapters.0.text")

    def step(self, trigger: str, payload: object) -> None:
        """The coordinator takes a step."""
        fire(acting(self.tx, coordinator(self.tx)), self.catalogue, self.plan.process_id, trigger, payload)

    def put_in_force(self) -> Plan:
        """The other assemblies approve, too."""
        for body in bodies(self.tx, self.plan, 2):
            decide(self.tx, self.catalogue, body)
        return self.tx.session.get_one(Plan, self.plan.plan_id, populate_existing=True)

    def ended(self, change: TextChange) -> tuple[str, str]:
        """How the change ended; nothing of it waits for the steering group."""
        self.tx.session.refresh(change)
        assert steering_desk(self.tx, self.catalogue, self.plan.area_id).changed == ()
        return change.state, change.decision_reason


@pytest.fixture
def scene(tx: Transaction, catalogue: Catalogue) -> Scene:
    plan = to_councils(tx, catalogue)
    decide(tx, catalogue, bodies(tx, plan, 1)[0])
    return Scene(tx, catalogue, plan)


@pytest.mark.parametrize("law", [2, 3])
def test_a_return_for_more_work_ends_it_under_every_law(scene: Scene, law: int) -> None:
    change = scene.submit()
    mine = ProcessInstance.id == scene.plan.process_id
    scene.tx.session.execute(update(ProcessInstance).where(mine).values(version=law))
    groups = tuple(scene.plan.groups.values())
    scene.step("return_after_refusal", ReturnToGroups("Obec nesouhlasí.", groups))
    assert scene.ended(change) == ("dropped", "Obec nesouhlasí.")


def test_a_withdrawal_ends_it(scene: Scene) -> None:
    change = scene.submit()
    scene.step("withdraw", Reason("Plán se nepořídí."))
    assert scene.ended(change) == ("dropped", "Plán se nepořídí.")


def test_the_next_plan_ends_it(scene: Scene) -> None:
    scene.put_in_force()
    change = scene.submit()
    fire(replace(scene.tx, actor=SYSTEM), scene.catalogue, scene.plan.process_id, "supersede")
    assert scene.ended(change) == ("dropped", "")


def test_a_plan_superseded_while_it_is_amended_ends_with_the_text_that_was_in_force(scene: Scene) -> None:
    in_force = scene.put_in_force().in_force_version_id
    scene.submit()
    restart = ChangeRestarts("Věcná změna.", MEETING, 1)
    class_it(scene.tx, scene.catalogue, scene.text, "class_substantive", restart)
    assert read(scene.tx, scene.plan.process_id).version_id != in_force
    fire(replace(scene.tx, actor=SYSTEM), scene.catalogue, scene.plan.process_id, "supersede")
    process = read(scene.tx, scene.plan.process_id)
    assert (process.state, process.version_id) == ("superseded", in_force)
    assert {body.state for body in bodies(scene.tx, scene.plan, 3)} == {"cancelled"}

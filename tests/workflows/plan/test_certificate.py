"""The certificate, the printed plan and the public page name every decision behind the text that holds."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.conftest import acting
from tests.factories.changed_text import MEETING, FrozenText, class_it, submit_change
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan
from tests.factories.walk import bodies, decide, to_councils
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import read_step
from workflow_app.kernel.errors import Refused
from workflow_app.queries.public_decisions import agreed_decisions
from workflow_app.queries.text_change import text_changes
from workflows.common.payloads import ChangeClassified, ChangeRestarts, Reason
from workflows.plan.documents import adoption_certificate
from workflows.plan.documents import plan as printed_plan

EDITORIAL = ChangeClassified("Překlep v názvu služby", MEETING)


@dataclass(frozen=True)
class Scene:
    """A plan before the councils; the assembly of Hlučín has approved version 1."""

    tx: Transaction
    catalogue: Catalogue
    plan: RunningPlan

    def change(self, trigger: str, said: ChangeClassified, words: str = "Jinak.") -> None:
        """The text of the first chapter changes, as the steering group says."""
        text = FrozenText("plan", self.plan.process_id, self.plan.area_id, "chapters.0", "chapters.0.text")
        submit_change(self.tx, self.catalogue, text, words)
        class_it(self.tx, self.catalogue, text, trigger, said)

    def approve(self, stage: int) -> None:
        """Every body of a stage approves what it has before it."""
        for body in bodies(self.tx, self.plan, stage):
            decide(self.tx, self.catalogue, body)

    def versions(self, paper: str) -> list[str]:
        """The versions in the table of a document made at the last step, row by row."""
        make = {"certificate": adoption_certificate, "plan": printed_plan}[paper]
        return [row.version for row in make(self.step).context["decisions"]]

    @property
    def step(self):
        process = read(self.tx, self.plan.process_id)
        return read_step(self.tx, self.catalogue, process.id, process.seq)

    @property
    def public(self) -> list[int | None]:
        decisions = agreed_decisions(self.tx, self.catalogue, self.plan.process_id)
        return [decision.version_number for decision in decisions]


@pytest.fixture
def scene(tx: Transaction, catalogue: Catalogue) -> Scene:
    found = Scene(tx, catalogue, to_councils(tx, catalogue))
    found.approve(1)
    return found


def test_all_decided_on_the_same_version(scene: Scene) -> None:
    scene.approve(2)
    context = adoption_certificate(scene.step).context
    assert scene.versions("certificate") == ["1"] * 15
    assert context["changes"] == ()
    assert context["scope"].startswith("Usnesení se vztahují k verzi 1")


def test_an_approval_from_before_an_editorial_change_stands_and_the_paper_says_why(scene: Scene) -> None:
    scene.change("class_editorial", EDITORIAL)
    scene.approve(2)
    assert scene.versions("certificate") == ["1"] + ["2"] * 14
    assert scene.versions("plan") == ["1"] + ["2"] * 14
    context = adoption_certificate(scene.step).context
    assert "Schváleno je znění verze 2" in context["scope"]
    (said,) = context["changes"]
    assert "Verze 2 se od verze 1 liší jen redakčně" in said
    assert "30. 11. 2026: Překlep v názvu služby. Usnesení" in said.replace("\xa0", " ")
    assert scene.public == [1] + [2] * 14


def test_an_editorial_change_in_force_keeps_all_approvals_on_paper(scene: Scene) -> None:
    scene.approve(2)
    scene.change("class_editorial", EDITORIAL)
    assert scene.versions("plan") == ["1"] * 15
    assert scene.versions("certificate") == ["1"] * 15
    made = "SELECT payload ->> 'name' FROM outbox_message WHERE dedupe_key LIKE :step"
    step = {"step": f"produce_document:{scene.plan.process_id}:{scene.step.seq}:%:cs"}
    assert {name for (name,) in scene.tx.session.execute(text(made), step)} == {
        "plan",
        "adoption_certificate",
    }


def test_an_editorial_change_does_not_move_the_day_on_which_the_councils_had_decided(scene: Scene) -> None:
    scene.approve(2)
    decided = read(scene.tx, scene.plan.process_id).ended_at
    later = replace(scene.tx, now=scene.tx.now + timedelta(days=30))
    replace(scene, tx=later).change("class_editorial", EDITORIAL)
    process = read(scene.tx, scene.plan.process_id)
    assert (process.ended_at, process.changed_at) == (decided, later.now)


def test_a_substantive_change_asks_again_from_the_chosen_stage_and_the_stage_before_stands(
    scene: Scene,
) -> None:
    scene.change("class_substantive", ChangeRestarts("Jiná částka.", MEETING, 2))
    scene.approve(3)
    assert read(scene.tx, scene.plan.process_id).state == "in_force"
    assert scene.versions("certificate") == ["1"] + ["2"] * 14
    assert "Verze 2 je věcnou změnou verze 1" in adoption_certificate(scene.step).context["changes"][0]
    assert scene.public == [1] + [2] * 14


def test_a_change_that_was_given_up_is_no_part_of_the_way(scene: Scene) -> None:
    scene.approve(2)
    scene.change("class_substantive", ChangeRestarts("Jiná částka.", MEETING, 1))
    staff = acting(scene.tx, coordinator(scene.tx))
    fire(staff, scene.catalogue, scene.plan.process_id, "give_up_change", Reason("Není třeba."))
    assert scene.public == [1] * 15
    offered = text_changes(scene.tx, scene.catalogue, scene.plan.area_id, scene.plan.process_id).stages
    assert [stage.position for stage in offered] == [1, 2]
    with pytest.raises(Refused, match="stage_cannot_restart"):
        scene.change("class_substantive", ChangeRestarts("Jiná částka.", MEETING, 3))


def test_after_a_change_that_was_given_up_another_one_goes_on_from_what_was_agreed(scene: Scene) -> None:
    scene.approve(2)
    scene.change("class_substantive", ChangeRestarts("Jiná částka.", MEETING, 1))
    staff = acting(scene.tx, coordinator(scene.tx))
    fire(staff, scene.catalogue, scene.plan.process_id, "give_up_change", Reason("Není třeba."))
    scene.change("class_substantive", ChangeRestarts("Přece jen.", MEETING, 2), words="Zase jinak.")
    scene.approve(5)
    assert read(scene.tx, scene.plan.process_id).state == "in_force"
    assert scene.versions("certificate") == ["1"] + ["3"] * 14
    assert scene.public == [1] + [3] * 14

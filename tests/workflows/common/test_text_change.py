"""A text that is before the councils or in force changes: editorial and substantive changes, and what follows."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories.people import chair, coordinator
from tests.factories.plan import RunningPlan
from tests.factories.walk import bodies, decide, to_councils
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import read_step
from workflow_app.kernel.errors import Forbidden, Refused, Stale
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflow_app.models.text_sections import sections_of
from workflow_app.models.version import Version
from workflow_app.queries.document_head import document_head
from workflow_app.queries.version_text import changes_in, version_text
from workflow_app.usecases.save_text_change import save_text_change
from workflows.common.payloads import ChangeClassified, ChangeRestarts, Reason
from workflows.council_resolution.cover_letter import earlier_decision
from workflows.council_resolution.previous_text import previous_text

MEETING = date(2026, 11, 30)
EDITORIAL = ChangeClassified("Jen překlep.", MEETING)


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    """The lead assembly has approved, one of the other assemblies too."""
    plan = to_councils(tx, catalogue)
    decide(tx, catalogue, bodies(tx, plan, 1)[0])
    decide(tx, catalogue, bodies(tx, plan, 2)[0])
    return plan


def description_of(change: TextChange) -> str:
    """Return the path of the first measure's description."""
    measures = (section for section in sections_of(change.content) if section.what == "measure")
    return next(leaf.path for leaf in next(measures).leaves if leaf.name == "description")


def open_change(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan, words: str = "Opraveno."
) -> TextChange:
    """The coordinator opens a change and writes one new description."""
    staff = acting(tx, coordinator(tx))
    fire(staff, catalogue, plan.process_id, "open_text_change", Reason("Chyba v popisu."))
    change = tx.session.scalars(select(TextChange).order_by(TextChange.id.desc())).first()
    assert change is not None
    path = description_of(change)
    save_text_change(
        staff,
        area_id=plan.area_id,
        process_id=plan.process_id,
        section=path.rpartition(".")[0],
        typed={path: words},
        seen=change.seq,
    )
    return change


def submit(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, words: str = "Opraveno.") -> TextChange:
    change = open_change(tx, catalogue, plan, words)
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "submit_text_change")
    return change


def class_it(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, trigger: str, payload: object) -> None:
    fire(acting(tx, chair(tx)), catalogue, plan.process_id, trigger, payload)


def version_numbers(tx: Transaction, processes: list[ProcessInstance]) -> set[int]:
    ids = {process.version_id for process in processes}
    return set(tx.session.scalars(select(Version.number).where(Version.id.in_(ids))))


def descriptions(tx: Transaction, plan: RunningPlan) -> list[str]:
    rows = tx.session.scalars(
        select(Measure).where(Measure.plan_id == plan.plan_id).order_by(Measure.position, Measure.id)
    )
    return [str(row.card["description"]) for row in rows]


@pytest.mark.row("K-25")
def test_after_an_editorial_change_approvals_stand_and_the_others_get_the_new_wording(tx, catalogue, plan):
    before = stages_of(tx, plan.process_id)
    change = submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_editorial", EDITORIAL)
    assert stages_of(tx, plan.process_id) == before
    decided, *waiting = bodies(tx, plan, 2)
    assert (decided.state, version_numbers(tx, [decided])) == ("approved", {1})
    assert version_numbers(tx, waiting) == {2}
    assert read(tx, plan.process_id).version_id == change.version_id
    assert descriptions(tx, plan)[0] == "Opraveno."
    assert (change.state, change.decision_reason) == ("editorial", "Jen překlep.")
    fire(acting(tx, coordinator(tx)), catalogue, decided.id, "reopen", Reason("Zapsáno omylem."))


@pytest.mark.row("K-25")
def test_after_a_substantive_change_the_chosen_stage_decides_again_about_the_new_version(tx, catalogue, plan):
    submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Mění se služba.", MEETING, 2))
    (again,) = stages_of(tx, plan.process_id)
    assert (again.round, again.position, again.total, again.counted) == (2, 3, 14, 0)
    old, new = bodies(tx, plan, 2), bodies(tx, plan, 3)
    assert {body.state for body in old} == {"approved", "cancelled"}
    assert (version_numbers(tx, old), version_numbers(tx, new)) == ({1}, {2})
    with pytest.raises(Refused) as caught:
        fire(acting(tx, coordinator(tx)), catalogue, old[0].id, "reopen", Reason("Omyl."))
    assert caught.value.reasons[0].key == "round_is_over"
    for body in new:
        decide(tx, catalogue, body)
    assert read(tx, plan.process_id).state == "in_force"
    bound = tx.session.execute(
        select(CouncilResolution.body_id, Version.number).join(
            Version, Version.id == CouncilResolution.version_id
        )
    ).all()
    assert sorted(number for body, number in bound if body == old[0].body_id) == [1, 2]


def test_a_stage_that_has_not_begun_cannot_start_again(tx, catalogue):
    plan = to_councils(tx, catalogue)
    submit(tx, catalogue, plan)
    with pytest.raises(Refused) as caught:
        class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Věcná.", MEETING, 2))
    assert [reason.key for reason in caught.value.reasons] == ["stage_cannot_restart"]


def in_force(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> Plan:
    for body in bodies(tx, plan, 2)[1:]:
        decide(tx, catalogue, body)
    row = tx.session.get_one(Plan, plan.plan_id, populate_existing=True)
    assert row.in_force_version_id is not None
    return row


def test_an_editorial_change_of_a_plan_in_force_holds_at_once(tx, catalogue, plan):
    row = in_force(tx, catalogue, plan)
    since, change = row.in_force_from, submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_editorial", EDITORIAL)
    tx.session.refresh(row)
    assert (row.in_force_version_id, row.in_force_from) == (change.version_id, since)
    assert read(tx, plan.process_id).state == "in_force"


def test_a_plan_in_force_holds_as_it_is_until_the_councils_agree_to_a_substantive_change(tx, catalogue, plan):
    row = in_force(tx, catalogue, plan)
    old, words = row.in_force_version_id, descriptions(tx, plan)
    change = submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Věcná změna.", MEETING, 1))
    tx.session.refresh(row)
    assert read(tx, plan.process_id).state == "amending"
    assert (row.in_force_version_id, descriptions(tx, plan)) == (old, words)
    for stage in (3, 4):
        for body in bodies(tx, plan, stage):
            decide(tx, catalogue, body)
    tx.session.refresh(row)
    assert read(tx, plan.process_id).state == "in_force"
    assert row.in_force_version_id == change.version_id
    assert descriptions(tx, plan)[0] == "Opraveno."


def test_a_substantive_change_of_a_plan_in_force_can_be_given_up(tx, catalogue, plan):
    row = in_force(tx, catalogue, plan)
    submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Věcná změna.", MEETING, 1))
    fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "give_up_change", Reason("Není třeba."))
    process = read(tx, plan.process_id)
    assert (process.state, process.version_id) == ("in_force", row.in_force_version_id)
    assert {body.state for body in bodies(tx, plan, 3)} == {"cancelled"}


@pytest.mark.parametrize("trigger", ["refuse_text_change", "drop_text_change"])
def test_a_change_that_is_not_taken_touches_nothing(tx, catalogue, plan, trigger):
    words, version = descriptions(tx, plan), read(tx, plan.process_id).version_id
    change = submit(tx, catalogue, plan)
    if trigger == "refuse_text_change":
        class_it(tx, catalogue, plan, trigger, ChangeClassified("Nechceme.", MEETING))
    else:
        fire(
            acting(tx, coordinator(tx)), catalogue, plan.process_id, trigger, Reason("Rozmysleli jsme si to.")
        )
    assert (descriptions(tx, plan), read(tx, plan.process_id).version_id) == (words, version)
    assert change.state in ("refused", "dropped")
    open_change(tx, catalogue, plan, "Jinak.")


def test_the_next_text_is_not_compared_with_one_that_was_refused(tx, catalogue, plan):
    held = tx.session.get_one(Version, read(tx, plan.process_id).version_id).number
    submit(tx, catalogue, plan, "Odmítnuto.")
    class_it(tx, catalogue, plan, "refuse_text_change", ChangeClassified("Nechceme.", MEETING))
    submit(tx, catalogue, plan, "Přijato.")
    class_it(tx, catalogue, plan, "class_editorial", EDITORIAL)
    head = document_head(tx, catalogue, plan.area_id, plan.process_id)
    assert head.version_number == held + 2
    changes = changes_in(tx, version_text(tx, head, head.version_number))
    assert changes is not None
    assert changes.since == held


def test_only_one_change_is_open_and_an_empty_one_is_not_submitted(tx, catalogue, plan):
    staff = acting(tx, coordinator(tx))
    fire(staff, catalogue, plan.process_id, "open_text_change", Reason("Chyba."))
    for trigger, payload, key in (
        ("open_text_change", Reason("Ještě jedna."), "text_change_is_open"),
        ("submit_text_change", None, "text_change_is_empty"),
    ):
        with pytest.raises(Refused) as caught:
            fire(staff, catalogue, plan.process_id, trigger, payload)
        assert [reason.key for reason in caught.value.reasons] == [key]


def test_the_coordinator_does_not_class_a_change_and_the_chair_does_not_write_it(tx, catalogue, plan):
    with pytest.raises(Forbidden):
        fire(acting(tx, chair(tx)), catalogue, plan.process_id, "open_text_change", Reason("Chyba."))
    submit(tx, catalogue, plan)
    with pytest.raises(Forbidden):
        fire(acting(tx, coordinator(tx)), catalogue, plan.process_id, "class_editorial", EDITORIAL)


def test_an_outdated_tab_saves_nothing(tx, catalogue, plan):
    change = open_change(tx, catalogue, plan)
    path = description_of(change)
    wish = {
        "area_id": plan.area_id,
        "process_id": plan.process_id,
        "section": path.rpartition(".")[0],
        "typed": {path: "Jiné."},
    }
    with pytest.raises(Stale):
        save_text_change(replace(tx), seen=change.seq - 1, **wish)
    with pytest.raises(Refused) as caught:
        save_text_change(tx, seen=change.seq, **{**wish, "typed": {path: "x" * 200_001}})
    assert caught.value.reasons[0].field == path


def test_who_decides_again_gets_an_addendum_and_who_has_not_decided_gets_both_wordings(tx, catalogue, plan):
    submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_substantive", ChangeRestarts("Mění se služba.", MEETING, 2))
    again, fresh = bodies(tx, plan, 3)[:2]
    letters = [earlier_decision(read_step(tx, catalogue, body.id, 0)) for body in (again, fresh)]
    assert ["O předchozím znění jste rozhodli" in letter for letter in letters] == [True, False]
    assert all(letter.startswith("Zastupitelstvo města Hlučína schválilo") for letter in letters)


def test_after_an_editorial_change_the_packet_marks_what_was_corrected(tx, catalogue, plan):
    change = submit(tx, catalogue, plan)
    class_it(tx, catalogue, plan, "class_editorial", EDITORIAL)
    waiting = bodies(tx, plan, 2)[1]
    found = previous_text(read_step(tx, catalogue, waiting.id, waiting.seq), change.content, "")
    assert found is not None
    assert found.called.startswith("verze 1 ")
    assert found.before != found.after

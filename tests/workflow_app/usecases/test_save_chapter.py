"""Saving a chapter: who may, when, and what is never lost."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories.people import leader
from tests.factories.plan import RunningPlan, make_plan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.plan import Chapter
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.save_chapter import save_chapter
from workflows.common.payloads import GroupStatement

GROUP = "ps-seniori"


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    return make_plan(tx, catalogue)


@pytest.fixture
def chapter(tx: Transaction, plan: RunningPlan) -> Chapter:
    row = Chapter(
        plan_id=plan.plan_id,
        key="needs",
        part="analytical",
        position=2,
        title="Potřeby",
        text="Starý text.",
        body_id=plan.groups[GROUP],
        done=True,
        seq=3,
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def save(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, chapter: Chapter, **more: object) -> None:
    wishes = {
        "area_id": plan.area_id,
        "process_id": plan.process_id,
        "body_id": plan.groups[GROUP],
        "chapter_id": chapter.id,
        "text": "Nový text.",
        "done": False,
        "seen": 3,
        **more,
    }
    save_chapter(acting(tx, leader(tx, GROUP)), catalogue, **wishes)  # type: ignore[arg-type]


def test_keeps_the_text_and_who_wrote_it(tx, catalogue, plan, chapter):
    save(tx, catalogue, plan, chapter, text="První.\r\n\r\n- druhý")
    assert (chapter.text, chapter.done, chapter.seq) == ("První.\n\n- druhý", False, 4)
    assert chapter.saved_by_id == acting(tx, leader(tx, GROUP)).actor.user_id
    record = tx.session.scalars(select(EditRecord).where(EditRecord.subject_kind == "chapter")).one()
    assert record.before == {"text": "Starý text.", "done": True}
    assert record.after == {"text": "První.\n\n- druhý", "done": False}


def test_saving_the_same_text_again_leaves_no_trace(tx, catalogue, plan, chapter):
    save(tx, catalogue, plan, chapter, text="Starý text.", done=True)
    assert chapter.seq == 3
    assert tx.session.scalars(select(EditRecord).where(EditRecord.subject_kind == "chapter")).all() == []


def test_an_outdated_page_changes_nothing(tx, catalogue, plan, chapter):
    with pytest.raises(Stale):
        save(tx, catalogue, plan, chapter, seen=2)
    with pytest.raises(Stale):
        save(tx, catalogue, plan, chapter, seen=None)
    assert chapter.text == "Starý text."


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        ({"text": "x" * 30_000}, "text_is_too_long"),
        ({"text": "", "done": True}, "chapter_is_empty"),
    ],
)
def test_refuses_with_a_reason(tx, catalogue, plan, chapter, wish, key):
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, chapter, **wish)
    assert [(reason.key, reason.field) for reason in caught.value.reasons] == [(key, "text")]
    assert chapter.text == "Starý text."


def test_only_the_group_that_writes_it_may(tx, catalogue, plan, chapter):
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, chapter, body_id=plan.groups["ps-rodina"])
    assert caught.value.reasons[0].key == "part_is_of_another_group"
    own = tx.session.scalars(
        select(Chapter).where(Chapter.plan_id == plan.plan_id, Chapter.body_id.is_(None))
    ).one()
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, own, seen=0)
    assert caught.value.reasons[0].key == "part_is_of_the_coordinator"


def test_a_submitted_part_must_be_taken_back_first(tx, catalogue, plan, chapter):
    speaking = acting(tx, leader(tx, GROUP))
    fire(speaking, catalogue, plan.process_id, "submit_part", GroupStatement(), body_id=plan.groups[GROUP])
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, chapter)
    assert caught.value.reasons[0].key == "part_is_submitted_already"


def test_a_text_under_review_is_closed(tx, catalogue, plan, chapter):
    tx.session.get_one(ProcessInstance, plan.process_id).state = "group_review"
    tx.session.flush()
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, chapter)
    assert caught.value.reasons[0].key == "text_is_closed"
    assert caught.value.reasons[0].params["state_cs"] == "Projednávají pracovní skupiny"


def test_another_area_and_another_plan_are_unknown(tx, catalogue, plan, chapter):
    with pytest.raises(NotFound):
        save(tx, catalogue, plan, chapter, area_id=plan.area_id + 1)
    other = make_plan(tx, catalogue, title="Jiný plán")
    with pytest.raises(NotFound):
        save(tx, catalogue, replace(plan, process_id=other.process_id), chapter)

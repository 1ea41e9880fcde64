from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from tests.conftest import acting
from tests.factories.approval import bodies, plan_before_members, record
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.usecases.correct_resolution import correct_resolution
from workflow_app.usecases.produce_document import Order, load
from workflows.council_resolution.payloads import ResolutionRecorded

TRUE = ResolutionRecorded(verdict="approved", session_on=date(2026, 11, 29), number="2/2026")


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    return plan_before_members(tx, catalogue)


@pytest.fixture
def staff(tx: Transaction) -> Transaction:
    return acting(tx, coordinator(tx))


def _rows(tx: Transaction, process_id: int) -> list[CouncilResolution]:
    statement = select(CouncilResolution).where(CouncilResolution.process_id == process_id)
    return list(tx.session.scalars(statement.order_by(CouncilResolution.id)))


def test_other_data_are_a_new_row_that_points_at_the_old(
    tx: Transaction, staff: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    body = bodies(tx, plan, 2)[0]
    record(tx, catalogue, body, number="1/2026", scan_sha256="a" * 64, scan_name="s.pdf", scan_type="x")
    correct_resolution(staff, catalogue, body, TRUE, "Překlep")
    old, new = _rows(tx, body)
    assert (old.number, new.number, new.corrects_id, new.reason) == ("1/2026", "2/2026", old.id, "Překlep")
    assert new.version_sha256 == old.version_sha256
    assert new.scan_name == "s.pdf"
    assert read(tx, body).session_on == date(2026, 11, 29)
    step = tx.session.scalars(
        select(TransitionRecord).where(
            TransitionRecord.process_id == body, TransitionRecord.trigger == "correct_record"
        )
    ).one()
    assert (step.from_state, step.to_state, step.payload["reason"]) == ("approved", "approved", "Překlep")
    assert step.payload["before"] == {"number": "1/2026", "session_on": "2026-11-30"}
    assert (old.seq, new.seq) == (step.seq - 1, step.seq)
    assert verify(tx) == []


def test_a_correction_orders_a_new_extract_of_the_new_data(
    tx: Transaction, staff: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    body = bodies(tx, plan, 2)[0]
    record(tx, catalogue, body, number="1/2026")
    recorded = read(tx, body).seq
    correct_resolution(staff, catalogue, body, TRUE, "Překlep")
    orders = select(OutboxMessage.dedupe_key).where(
        OutboxMessage.dedupe_key.like(f"produce_document:{body}:%resolution_extract:cs")
    )
    assert len(tx.session.scalars(orders).all()) == 2
    for seq, number in ((recorded, "1/2026"), (recorded + 1, "2/2026")):
        order = load(tx, catalogue, ProduceDocument(body, seq, "resolution_extract", "cs"), "")
        assert isinstance(order, Order)
        assert order.paper.context["number"] == number


def test_a_round_under_the_first_law_is_corrected_by_an_edit(
    tx: Transaction, staff: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    body = bodies(tx, plan, 2)[0]
    tx.session.execute(update(ProcessInstance).where(ProcessInstance.id == body).values(version=1))
    record(tx, catalogue, body, number="1/2026")
    correct_resolution(staff, catalogue, body, TRUE, "Překlep")
    assert [row.number for row in _rows(tx, body)] == ["1/2026", "2/2026"]
    edit = tx.session.scalars(select(EditRecord).where(EditRecord.subject_kind == "council_resolution")).one()
    assert edit.before == {"number": "1/2026", "session_on": "2026-11-30"}
    with pytest.raises(Refused, match="nothing_was_corrected"):
        correct_resolution(staff, catalogue, body, TRUE, "Překlep")


def test_another_verdict_changes_the_counts_in_one_step(
    tx: Transaction, staff: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    body = bodies(tx, plan, 2)[0]
    record(tx, catalogue, body)
    assert stages_of(tx, plan.process_id)[1].counted == 1
    correct_resolution(staff, catalogue, body, replace(TRUE, verdict="rejected"), "Špatně zapsáno")
    stage = stages_of(tx, plan.process_id)[1]
    assert (stage.counted, stage.refused) == (0, 1)
    assert read(tx, body).state == "rejected"


def test_nothing_changed_no_reason_and_an_old_page_are_refused(
    tx: Transaction, staff: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    body = bodies(tx, plan, 2)[0]
    with pytest.raises(NotFound):
        correct_resolution(staff, catalogue, body, TRUE, "x")
    record(tx, catalogue, body)
    same = ResolutionRecorded(verdict="approved", session_on=date(2026, 11, 30))
    with pytest.raises(Refused, match="nothing_was_corrected"):
        correct_resolution(staff, catalogue, body, same, "x")
    with pytest.raises(Refused, match="text_is_missing"):
        correct_resolution(staff, catalogue, body, TRUE, " ")
    with pytest.raises(Stale):
        correct_resolution(staff, catalogue, body, TRUE, "x", seen=0)
    with pytest.raises(Refused, match="majority_of_all_is_missing"):
        correct_resolution(staff, catalogue, body, replace(TRUE, votes_for=3, members_total=9), "x")
    assert len(_rows(tx, body)) == 1


def test_once_the_plan_is_in_force_a_verdict_stays_but_a_typing_error_is_mended(
    tx: Transaction, staff: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    for body in bodies(tx, plan, 2):
        record(tx, catalogue, body)
    assert read(tx, plan.process_id).state == "in_force"
    with pytest.raises(Refused, match="round_is_over"):
        correct_resolution(staff, catalogue, body, replace(TRUE, verdict="rejected"), "x")
    correct_resolution(staff, catalogue, body, TRUE, "Překlep")
    assert tx.session.get_one(ProcessInstance, plan.process_id, populate_existing=True).state == "in_force"

"""The matrix of rounds: columns, which rounds are shown, versions, deadlines, and what the public is not told."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from tests.factories.approval import bodies, plan_before_councils, plan_before_members, process_of, record
from tests.factories.plan import RunningPlan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.round_stage import RoundStage
from workflow_app.models.version import Version
from workflow_app.queries.matrix import Cell, Matrix, Row, Wish
from workflow_app.queries.public_matrix import public_matrix
from workflow_app.queries.staff_matrix import staff_matrix

BELA, HLUCIN = "512974", "507016"


def row_of(matrix: Matrix, code: str) -> Row:
    return next(row for row in matrix.rows if row.code == code)


def cell_of(matrix: Matrix, code: str) -> Cell:
    cell = row_of(matrix, code).cells[0]
    assert cell is not None
    return cell


def put(tx: Transaction, process_id: int, **values: object) -> None:
    tx.session.execute(update(ProcessInstance).where(ProcessInstance.id == process_id).values(**values))
    tx.session.expire_all()


def second_round(tx: Transaction, plan: RunningPlan, codes: list[str]) -> None:
    """Write another round of the plan: a stage of boards that agreed, and the same municipalities' assemblies."""
    rule = {"counts": ["approved"], "label": {"cs": "Stupeň", "en": "Stage"}, "bodies": "all_assemblies"}
    zero = dict.fromkeys(
        ("total", "counted", "refused", "left_out", "inhabitants", "inhabitants_counted", "inhabitants_refused",
         "inhabitants_left_out"), 0,
    )  # fmt: skip
    for position in (3, 4):
        stage = {"process_id": plan.process_id, "round": 2, "position": position, "opened_at": tx.now, **zero}
        tx.session.execute(insert(RoundStage).values(rule={"key": str(position), **rule}, **stage))
        body = select(Body.id).join(Municipality, Municipality.id == Body.municipality_id)
        for code in codes:
            kind = "board" if position == 3 and code == HLUCIN else "assembly"
            body_id = tx.session.execute(
                body.where(Municipality.code == code, Body.kind == kind)
            ).scalar_one()
            pattern = tx.session.get_one(ProcessInstance, bodies(tx, plan, 1)[0])
            copied = ("process", "version", "area_id", "subject_kind", "subject_id", "seq", "root_id", "parent_id",
                      "version_id", "due_at", "started_at", "changed_at", "head_hash")  # fmt: skip
            values = {name: getattr(pattern, name) for name in copied}
            tx.session.add(ProcessInstance(**values, state="sent", stage=position, body_id=body_id))
    tx.session.flush()


def test_stages_share_a_column_until_a_municipality_decides_for_the_second_time(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = plan_before_members(tx, catalogue)
    first = staff_matrix(tx, catalogue, plan.area_id, Wish())
    assert [len(column.stages) for column in first.columns] == [2]
    assert all(row.cells[0] for row in first.rows)
    second_round(tx, plan, [HLUCIN, BELA])
    usual = staff_matrix(tx, catalogue, plan.area_id, Wish())
    # The newest round runs, and the one before it is the newest that does not.
    assert [(column.round, len(column.stages), column.is_running) for column in usual.columns] == [
        (2, 1, True), (2, 1, True), (1, 2, False),
    ]  # fmt: skip
    assert all(row_of(usual, BELA).cells)
    one = staff_matrix(tx, catalogue, plan.area_id, Wish(document=f"{plan.process_id}-1"))
    assert [column.round for column in one.columns] == [1]
    shown = public_matrix(tx, catalogue, plan.area_id, Wish(document="all"))
    assert {column.round for column in shown.columns} == {2}
    with pytest.raises(NotFound):
        public_matrix(tx, catalogue, plan.area_id, Wish(document=f"{plan.process_id}-1"))


def test_a_decision_on_another_version_says_so_to_staff_and_public(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = plan_before_members(tx, catalogue)
    bela = process_of(tx, plan, BELA)
    record(tx, catalogue, bela, number="7/2026")
    version = tx.session.scalars(select(Version).where(Version.subject_id == plan.plan_id)).one()
    newer = Version(
        area_id=plan.area_id, subject_kind="plan", subject_id=plan.plan_id, number=2, content=version.content,
        sha256="1" * 64, created_at=tx.now,
    )  # fmt: skip
    assert cell_of(staff_matrix(tx, catalogue, plan.area_id, Wish()), BELA).version_number is None
    tx.session.add(newer)
    tx.session.flush()
    put(tx, bodies(tx, plan, 2)[-1], version_id=newer.id)
    for read in (staff_matrix, public_matrix):
        cell = cell_of(read(tx, catalogue, plan.area_id, Wish()), BELA)
        assert (cell.group, cell.state, cell.number, cell.version_number) == ("done", "approved", "7/2026", 1)


def test_late_is_counted_in_days_and_only_while_a_body_is_awaited(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = plan_before_members(tx, catalogue)
    bela, other = process_of(tx, plan, BELA), bodies(tx, plan, 2)[-1]
    put(tx, bela, due_at=tx.now - timedelta(days=3))
    put(tx, other, due_at=tx.now - timedelta(days=3))
    record(tx, catalogue, other, "rejected")
    found = staff_matrix(tx, catalogue, plan.area_id, Wish())
    cell = cell_of(found, BELA)
    assert (cell.group, cell.days_late, row_of(found, BELA).until) == ("waiting", 3, cell.until)
    assert (found.counts.late, found.counts.refused, found.counts.done) == (1, 1, 1)
    (late,) = staff_matrix(tx, catalogue, plan.area_id, Wish(group="late")).rows
    assert late.code == BELA
    public = cell_of(public_matrix(tx, catalogue, plan.area_id, Wish()), BELA)
    assert (public.state, public.label, public.tone, public.until, public.days_late) == (
        None,
        None,
        "not_yet",
        None,
        0,
    )
    assert public.process_id is None
    assert public.changed_on is None


def test_a_record_that_no_longer_stands_is_shown_to_nobody_as_a_decision(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = plan_before_members(tx, catalogue)
    bela = process_of(tx, plan, BELA)
    record(tx, catalogue, bela, number="7/2026")
    put(tx, bela, state="sent", ended_at=None)
    assert tx.session.scalars(select(CouncilResolution).where(CouncilResolution.process_id == bela)).one()
    for read in (staff_matrix, public_matrix):
        cell = cell_of(read(tx, catalogue, plan.area_id, Wish()), BELA)
        assert (cell.group, cell.number) == ("waiting", "")


def test_a_document_taken_back_is_shown_to_staff_only_and_nobody_asked_has_no_cell(
    tx: Transaction, catalogue: Catalogue
) -> None:
    plan = plan_before_councils(tx, catalogue)
    found = staff_matrix(tx, catalogue, plan.area_id, Wish())
    assert row_of(found, BELA).cells == (None,)
    assert cell_of(found, HLUCIN).state == "preparing"
    assert len(public_matrix(tx, catalogue, plan.area_id, Wish()).columns) == 1
    put(tx, plan.process_id, state="drafting")
    assert [column.is_running for column in staff_matrix(tx, catalogue, plan.area_id, Wish()).columns] == [
        False
    ]
    nothing = public_matrix(tx, catalogue, plan.area_id, Wish())
    assert (nothing.columns, nothing.choices) == ((), ())
    assert len(nothing.rows) == 15


def test_a_body_without_a_municipality_stands_last(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    union = tx.session.scalars(select(Body).where(Body.kind == "union", Body.area_id == plan.area_id)).one()
    put(tx, bodies(tx, plan, 2)[0], body_id=union.id)
    last = staff_matrix(tx, catalogue, plan.area_id, Wish()).rows[-1]
    assert (last.name, last.code, last.inhabitants) == (union.name, "", None)
    assert last.cells[0] is not None


def test_rows_of_the_same_urgency_stay_in_czech_order(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    names = [row.name for row in staff_matrix(tx, catalogue, plan.area_id, Wish(sort="state")).rows]
    by_name = [row.name for row in staff_matrix(tx, catalogue, plan.area_id, Wish()).rows]
    assert names[:-1] == [name for name in by_name if name != "Hlučín"]
    assert names[-1] == "Hlučín", "it has decided"

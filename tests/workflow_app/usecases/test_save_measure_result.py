"""What a group reports on a measure."""

from dataclasses import replace

import pytest

from tests.conftest import acting
from tests.factories.monitoring_report import RunningReport, make_report
from tests.factories.people import leader
from tests.factories.plan import RunningPlan
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.usecases.save_measure_result import NEXT_STEPS, STATUSES, TypedResult, save_measure_result
from workflows.common import labels

GROUP = "ps-seniori"
TYPED = TypedResult(
    status="partially_fulfilled",
    comment="Podařilo se v 11 obcích.",
    indicators=[
        {"name": "Klienti", "unit": "osoba", "planned": "100", "reached": "92"},
        {"name": "", "unit": "", "planned": "", "reached": ""},
    ],
    planned_czk="1 250 000",
    spent_czk="980 000 Kč",
    deviation="Chyběla pečovatelka.",
    next_step="continue",
)


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    return make_plan_in_force(tx, catalogue)


@pytest.fixture
def report(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> RunningReport:
    return make_report(tx, catalogue, plan)


def save(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan, report: RunningReport, **more: object
) -> MeasureResult:
    result_id = report.results[plan.groups[GROUP]]
    wishes = {
        "area_id": report.area_id,
        "process_id": report.process_id,
        "body_id": plan.groups[GROUP],
        "result_id": result_id,
        "typed": TYPED,
        "seen": 0,
        **more,
    }
    save_measure_result(acting(tx, leader(tx, GROUP)), catalogue, **wishes)  # type: ignore[arg-type]
    return tx.session.get_one(MeasureResult, result_id)


def test_codes_are_those_that_papers_can_name():
    assert set(STATUSES) == set(labels.STATUSES)
    assert set(NEXT_STEPS) == set(labels.NEXT_STEPS)


def test_keeps_what_was_reported(tx, catalogue, plan, report):
    row = save(tx, catalogue, plan, report)
    assert (row.status, row.planned_czk, row.spent_czk, row.seq) == (
        "partially_fulfilled",
        1_250_000,
        980_000,
        1,
    )
    assert row.indicators == [{"name": "Klienti", "unit": "osoba", "planned": "100", "reached": "92"}]


def test_nothing_chosen_is_not_reported_and_is_no_failure(tx, catalogue, plan, report):
    row = save(tx, catalogue, plan, report, typed=TypedResult("", "Zatím nevíme.", [], "", "", "", ""))
    assert (row.status, row.planned_czk, row.spent_czk) == ("not_reported", 0, None)


@pytest.mark.parametrize("status", ["not_fulfilled", "postponed", "cancelled"])
def test_a_failure_says_why(tx, catalogue, plan, report, status):
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, report, typed=replace(TYPED, status=status, comment=""))
    assert [(reason.key, reason.field) for reason in caught.value.reasons] == [
        ("result_needs_its_reason", "comment")
    ]


def test_tells_everything_that_is_wrong(tx, catalogue, plan, report):
    typed = replace(TYPED, status="magic", next_step="fly", spent_czk="hodně", deviation="x" * 30_000)
    with pytest.raises(Refused) as caught:
        save(tx, catalogue, plan, report, typed=typed)
    found = {(reason.key, reason.field) for reason in caught.value.reasons}
    assert found == {
        ("choice_is_unknown", "status"),
        ("choice_is_unknown", "next_step"),
        ("number_is_not_whole", "spent_czk"),
        ("text_is_too_long", "deviation"),
    }


def test_stale_foreign_and_unknown_rows_change_nothing(tx, catalogue, plan, report):
    with pytest.raises(Stale):
        save(tx, catalogue, plan, report, seen=5)
    with pytest.raises(Refused):
        save(tx, catalogue, plan, report, result_id=report.results[plan.groups["ps-rodina"]])
    with pytest.raises(NotFound):
        save(tx, catalogue, plan, report, process_id=plan.process_id)
    row = tx.session.get_one(MeasureResult, report.results[plan.groups[GROUP]])
    assert row.status == "not_reported"

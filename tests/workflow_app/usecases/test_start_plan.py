from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories.people import coordinator
from tests.factories.plan import make_plan
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.models.area import Area
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.models.plan import Chapter, Goal, Plan, Priority
from workflow_app.usecases.plan_outline import LEGAL_ITEMS, OUTLINE
from workflow_app.usecases.start_monitoring_report import start_monitoring_report
from workflow_app.usecases.start_plan import NewPlan, start_plan

WISH = NewPlan("Plán 2031–2033", 2031, 2033)


@pytest.fixture
def area_id(tx: Transaction) -> int:
    return tx.session.scalars(select(Area.id).where(Area.key == "hlucin")).one()


def test_the_default_structure_covers_what_the_act_requires() -> None:
    assert {item.legal for item in OUTLINE if item.legal} == set(LEGAL_ITEMS)
    assert len({item.key for item in OUTLINE}) == len(OUTLINE)


def test_a_plan_begins_with_its_chapters_in_order(
    tx: Transaction, catalogue: Catalogue, area_id: int
) -> None:
    process = read(tx, start_plan(acting(tx, coordinator(tx)), catalogue, area_id, WISH))
    assert (process.state, process.area_id) == ("drafting", area_id)
    chapters = tx.session.scalars(
        select(Chapter).where(Chapter.plan_id == process.subject_id).order_by(Chapter.position)
    ).all()
    assert [chapter.key for chapter in chapters] == [item.key for item in OUTLINE]
    assert all(chapter.body_id is None for chapter in chapters)


def test_years_and_money_of_the_former_period_are_not_taken_over(
    tx: Transaction, catalogue: Catalogue, area_id: int
) -> None:
    old = make_plan(tx, catalogue)
    costs = [{"year": year, "amount_czk": 10, "source": "region"} for year in (2029, 2031)]
    measure = tx.session.scalars(select(Measure).where(Measure.plan_id == old.plan_id)).first()
    assert measure is not None
    measure.card = {**measure.card, "year_from": 2028, "year_to": 2031, "costs": costs}
    tx.session.flush()
    wish = replace(WISH, predecessor_id=old.plan_id, copy_from_predecessor=True)
    plan_id = read(tx, start_plan(tx, catalogue, area_id, wish)).subject_id
    mine = select(Measure).where(Measure.plan_id == plan_id, Measure.number == measure.number)
    card = tx.session.scalars(mine).one().card
    assert (card["year_from"], card["year_to"], card["costs"]) == (None, 2031, costs[1:])
    assert card["owner"] == measure.card["owner"]


def test_goals_priorities_and_measures_are_taken_over_to_be_revised(
    tx: Transaction, catalogue: Catalogue, area_id: int
) -> None:
    old = make_plan(tx, catalogue)
    wish = replace(WISH, predecessor_id=old.plan_id, copy_from_predecessor=True)
    plan_id = read(tx, start_plan(tx, catalogue, area_id, wish)).subject_id
    assert tx.session.get_one(Plan, plan_id).predecessor_id == old.plan_id
    goals = tx.session.scalars(select(Goal).where(Goal.plan_id == plan_id)).all()
    measures = tx.session.scalars(select(Measure).where(Measure.plan_id == plan_id)).all()
    assert len(goals) == len(measures) == 4
    assert all(measure.card["owner"] == "Město Hlučín" and not measure.done for measure in measures)
    own = set(
        tx.session.scalars(select(Priority.id).where(Priority.goal_id.in_([goal.id for goal in goals])))
    )
    assert {measure.priority_id for measure in measures} == own


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"title": " "}, "plan_has_no_title"),
        ({"title": "x" * 301}, "text_is_too_long"),
        ({"period_from": 31}, "year_is_unlikely"),
        ({"period_to": 2030}, "period_ends_before_it_begins"),
        ({"period_to": 2060}, "period_is_too_long"),
        ({"writers": {"needs": 999999}}, "group_is_not_of_this_area"),
        ({"predecessor_id": 999999}, "plan_is_not_of_this_area"),
    ],
)
def test_what_cannot_be_a_plan_is_refused(
    tx: Transaction, catalogue: Catalogue, area_id: int, change: dict[str, object], key: str
) -> None:
    with pytest.raises(Refused, match=key):
        start_plan(tx, catalogue, area_id, replace(WISH, **change))  # type: ignore[arg-type]
    assert tx.session.scalars(select(Plan)).all() == []


def test_a_report_holds_what_was_planned_for_its_year(
    tx: Transaction, catalogue: Catalogue, area_id: int
) -> None:
    plan = make_plan_in_force(tx, catalogue)
    plan_row = tx.session.get_one(Plan, plan.plan_id, populate_existing=True)
    plan_row.period_from = 2026
    measure = tx.session.scalars(select(Measure).order_by(Measure.id)).first()
    assert measure
    measure.card = {
        "costs": [
            {"year": 2026, "amount_czk": 100_000, "source": "municipality"},
            {"year": 2026, "amount_czk": 50_000, "source": "region"},
            {"year": 2027, "amount_czk": 7, "source": "region"},
        ],
        "indicators": [{"name": "Klienti", "unit": "osoby", "target": "12"}],
    }
    tx.session.flush()
    process = read(tx, start_monitoring_report(tx, catalogue, area_id, plan.plan_id, 2026))
    assert (process.process, process.state) == ("monitoring_report", "collecting")
    result = tx.session.scalars(select(MeasureResult).where(MeasureResult.measure_id == measure.id)).one()
    assert (result.planned_czk, result.spent_czk, result.status) == (150_000, None, "not_reported")
    assert result.indicators == [{"name": "Klienti", "unit": "osoby", "planned": "12", "reached": ""}]
    with pytest.raises(Refused, match="report_exists_already"):
        start_monitoring_report(tx, catalogue, area_id, plan.plan_id, 2026)
    with pytest.raises(Refused, match="year_has_not_begun"):
        start_monitoring_report(tx, catalogue, area_id, plan.plan_id, 2027)
    with pytest.raises(Refused, match="year_is_outside_the_plan"):
        start_monitoring_report(tx, catalogue, area_id, plan.plan_id, 2040)
    with pytest.raises(NotFound):
        start_monitoring_report(tx, catalogue, area_id + 1, plan.plan_id, 2026)


def test_a_plan_that_is_not_in_force_has_no_report(
    tx: Transaction, catalogue: Catalogue, area_id: int
) -> None:
    plan = make_plan(tx, catalogue)
    with pytest.raises(Refused, match="plan_is_not_in_force"):
        start_monitoring_report(tx, catalogue, area_id, plan.plan_id, 2027)

"""What an action plan begins with."""

from dataclasses import replace

import pytest

from tests.conftest import acting
from tests.factories.action_plan import entry_of, make_action_plan, plan_the_years
from tests.factories.monitoring_report import make_report
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.queries.year_measures import year_choice
from workflow_app.usecases.start_action_plan import start_action_plan
from workflows.common.payloads import Reason


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    return make_plan_in_force(tx, catalogue)


def report(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, **results: tuple[str, str]) -> None:
    made = make_report(tx, catalogue, plan, 2027)
    for group, (status, next_step) in results.items():
        row = tx.session.get_one(MeasureResult, made.results[plan.groups[group.replace("_", "-")]])
        row.status, row.next_step = status, next_step
    tx.session.flush()


def test_it_takes_over_the_activities_and_the_money_of_its_year(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    card = entry_of(tx, make_action_plan(tx, catalogue, plan), "ps-seniori").card
    assert [(item["title"], item["due"]) for item in card["activities"]] == [
        ("Najmout pečovatelky", "6/2027"),
        ("Rozvoz v obcích", "průběžně"),
    ]
    assert [cost["amount_czk"] for cost in card["costs"]] == [1_200_000, 300_000]
    assert card["owner"] == "Město Hlučín"


def test_the_last_report_says_what_goes_on_and_what_does_not(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    groups = [key.replace("-", "_") for key in plan.groups]
    results = [("partially_fulfilled", ""), ("fulfilled", "cancel"), ("ongoing", "continue")]
    report(tx, catalogue, plan, **dict(zip(groups, results, strict=False)))
    later = replace(tx, now=tx.now.replace(year=2027))
    made = make_action_plan(later, catalogue, plan, 2028)
    choice = year_choice(tx, catalogue, plan.area_id, made.process_id)
    rows = sorted((row for goal in choice.goals for row in goal.rows), key=lambda row: row.number)
    assert [(row.chosen, row.continues, row.last.status if row.last else None) for row in rows[:3]] == [
        (True, True, "partially_fulfilled"),
        (False, True, "fulfilled"),
        (True, True, "ongoing"),
    ]
    unfinished = entry_of(tx, made, groups[0].replace("_", "-")).card["activities"]
    assert [item["due"] for item in unfinished] == ["6/2027", "průběžně"]


def test_there_is_one_a_year_until_it_is_withdrawn(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    made = make_action_plan(tx, catalogue, plan)
    with pytest.raises(Refused) as refused:
        make_action_plan(tx, catalogue, plan)
    assert [reason.key for reason in refused.value.reasons] == ["action_plan_exists_already"]
    fire(acting(tx, coordinator(tx)), catalogue, made.process_id, "withdraw", Reason("Omylem."))
    assert make_action_plan(tx, catalogue, plan).action_plan_id != made.action_plan_id


@pytest.mark.parametrize(
    ("year", "naming", "keys"),
    [
        (2026, "action", {"action_plan_year_is_too_far"}),
        (2033, "action", {"action_plan_year_is_too_far"}),
        (2028, "action", {"action_plan_is_too_early"}),
        (2027, "zkouška", {"choice_is_unknown"}),
    ],
)
def test_what_cannot_be_begun(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan, year: int, naming: str, keys: set[str]
) -> None:
    plan_the_years(tx, plan)
    with pytest.raises(Refused) as refused:
        start_action_plan(tx, catalogue, plan.area_id, plan.plan_id, year, naming)
    assert {reason.key for reason in refused.value.reasons} == keys
    with pytest.raises(NotFound):
        start_action_plan(tx, catalogue, plan.area_id + 1, plan.plan_id, 2027, "action")

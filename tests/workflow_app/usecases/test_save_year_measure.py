"""What a measure is to do in the year of an action plan, as typed; and which measures are chosen."""

from dataclasses import replace

import pytest

from tests.conftest import acting
from tests.factories.action_plan import RunningActionPlan, entry_of, make_action_plan
from tests.factories.people import coordinator
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.usecases.choose_measures import choose_measures
from workflow_app.usecases.save_year_measure import TypedYear, save_year_measure

GROUP = "ps-seniori"


@pytest.fixture
def made(tx: Transaction, catalogue: Catalogue) -> RunningActionPlan:
    return make_action_plan(tx, catalogue, make_plan_in_force(tx, catalogue))


def typed(number: str) -> TypedYear:
    return TypedYear(
        description="Rozjezd služby.",
        owner="Město Hlučín",
        capacity="",
        outputs="",
        costs=[
            {"amount_czk": "1 250 000 Kč", "source": "municipality"},
            {"amount_czk": "", "source": "region"},
        ],
        activities=[
            {"number": "", "title": "Školení", "due": "3/2027", "implementer": "Charita"},
            {"number": "", "title": "", "due": "", "implementer": ""},
            {"number": f"{number}.2", "title": "Rozvoz", "due": "průběžně", "implementer": ""},
        ],
    )


def save(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan, wish: TypedYear, seen: int = 0
) -> None:
    entry = entry_of(tx, made, GROUP)
    save_year_measure(
        acting(tx, coordinator(tx)),
        catalogue,
        area_id=made.plan.area_id,
        process_id=made.process_id,
        entry_id=entry.id,
        typed=wish,
        seen=seen,
    )


def number_of(entry: ActionPlanEntry) -> str:
    return entry.card["activities"][0]["number"].rpartition(".")[0]


def test_activities_keep_the_numbers_of_the_plan_and_new_ones_get_the_next(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    number = number_of(entry_of(tx, made, GROUP))
    save(tx, catalogue, made, typed(number))
    card = entry_of(tx, made, GROUP).card
    assert [(item["number"], item["title"]) for item in card["activities"]] == [
        (f"{number}.4", "Školení"),  # .3 is an activity of the plan in another year
        (f"{number}.2", "Rozvoz"),
    ]
    assert card["costs"] == [{"year": 2027, "amount_czk": 1_250_000, "source": "municipality"}]


def test_wrong_input_is_refused_at_its_field_and_an_outdated_page_is_told(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    wrong = replace(
        typed("x"),
        costs=[{"amount_czk": "milion", "source": ""}],
        activities=[{"number": "", "title": "", "due": "3/2027", "implementer": ""}],
    )
    with pytest.raises(Refused) as refused:
        save(tx, catalogue, made, wrong)
    assert {(reason.field, reason.key) for reason in refused.value.reasons} == {
        ("costs-0-amount_czk", "number_is_not_whole"),
        ("costs-0-source", "cost_has_no_source"),
        ("activities-0-title", "row_has_no_name"),
    }
    save(tx, catalogue, made, typed("x"))
    with pytest.raises(Stale):
        save(tx, catalogue, made, typed("x"), seen=0)


def test_nothing_is_written_once_the_groups_review_it(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    fire(acting(tx, coordinator(tx)), catalogue, made.process_id, "open_group_review")
    with pytest.raises(Refused) as refused:
        save(tx, catalogue, made, typed("x"))
    assert [reason.key for reason in refused.value.reasons] == ["text_is_closed"]


def choose(tx: Transaction, catalogue: Catalogue, made: RunningActionPlan, ids: set[int], seen: int) -> None:
    choose_measures(
        acting(tx, coordinator(tx)),
        catalogue,
        area_id=made.plan.area_id,
        process_id=made.process_id,
        measure_ids=ids,
        introduction="Úvod.",
        seen=seen,
    )


def test_a_measure_left_out_keeps_what_was_written_about_it(
    tx: Transaction, catalogue: Catalogue, made: RunningActionPlan
) -> None:
    save(tx, catalogue, made, typed("x"))
    measure_id = entry_of(tx, made, GROUP).measure_id
    choose(tx, catalogue, made, set(), 0)
    assert not entry_of(tx, made, GROUP).chosen
    choose(tx, catalogue, made, {measure_id}, 1)
    entry = entry_of(tx, made, GROUP)
    assert (entry.chosen, entry.card["description"]) == (True, "Rozjezd služby.")
    assert tx.session.get_one(ActionPlan, made.action_plan_id).introduction == "Úvod."
    with pytest.raises(Stale):
        choose(tx, catalogue, made, {measure_id}, 1)
    with pytest.raises(NotFound):
        choose(tx, catalogue, made, {measure_id, 999_999}, 2)

"""What changed between two plans or two cards."""

from dataclasses import replace

from workflow_app.models.content import Activity, Chapter, Cost, Goal, MeasureCard, PlanContent, Priority
from workflows.common.compare_versions import ADDED, CHANGED, REMOVED, compare

CARD = MeasureCard(
    number="1.1.1",
    title="Pečovatelská služba",
    description="Služba dojíždí do 9 obcí.",
    costs=(Cost(2027, 100_000, "region"), Cost(2028, 200_000, "region")),
    urgency="low",
    activities=(Activity("1.1.1.1", "Nábor", "6/2027"),),
    body="ps-seniori",
)
OTHER = MeasureCard(number="1.1.2", title="Odlehčovací služba", body="ps-seniori")
PLAN = PlanContent(
    title="Plán",
    period_from=2027,
    period_to=2030,
    area="Hlučínsko",
    chapters=(
        Chapter("foreword", "opening", "Úvod", "Text."),
        Chapter("needs", "analytical", "Potřeby", "Text."),
    ),
    goals=(Goal("1", "Doma", "Žít doma.", "ps-seniori", (Priority("1.1", "Péče", (CARD, OTHER)),)),),
)


def with_cards(*cards: MeasureCard) -> PlanContent:
    goal = replace(PLAN.goals[0], priorities=(Priority("1.1", "Péče", cards),))
    return replace(PLAN, goals=(goal,))


def test_equal_texts_do_not_differ():
    assert compare(PLAN, PLAN) == ()
    assert compare(CARD, CARD) == ()


def test_a_new_number_of_a_measure_rewrites_no_activity():
    activities = (Activity("3.1.1.1", "Nábor", "6/2027"), Activity("3.1.1.2", "Školení"))
    (difference,) = compare(CARD, replace(CARD, number="3.1.1", activities=activities))
    changes = {change.name: change for change in difference.fields}
    assert (changes["activities"].removed, changes["activities"].added) == ((), activities[1:])


def test_tells_fields_of_a_card_apart():
    after = replace(
        CARD, description="Služba dojíždí do 11 obcí.", urgency="high", municipalities=("507016",)
    )
    (difference,) = compare(CARD, after)
    assert (difference.what, difference.kind, difference.number) == ("measure", CHANGED, "1.1.1")
    changes = {change.name: change for change in difference.fields}
    assert set(changes) == {"description", "urgency", "municipalities"}
    assert [run.text for run in changes["description"].runs if run.kind == "insert"] == [" 11"]
    assert (changes["urgency"].removed, changes["urgency"].added) == (("low",), ("high",))
    assert (changes["municipalities"].removed, changes["municipalities"].added) == (("",), ("507016",))


def test_a_rewritten_row_is_gone_and_new_and_others_are_silent():
    after = replace(CARD, costs=(Cost(2027, 150_000, "region"), CARD.costs[1]))
    (change,) = compare(CARD, after)[0].fields
    assert change.removed == (Cost(2027, 100_000, "region"),)
    assert change.added == (Cost(2027, 150_000, "region"),)


def test_a_new_card_shows_everything_it_says():
    (difference,) = compare(None, CARD)
    assert difference.kind == ADDED
    assert {change.name for change in difference.fields} >= {"title", "description", "costs", "activities"}


def test_a_renumbered_measure_is_not_another_one():
    after = with_cards(replace(OTHER, number="1.1.1"), replace(CARD, number="1.1.2"))
    found = {item.title: item for item in compare(PLAN, after)}
    assert all(item.kind == CHANGED for item in found.values())


def test_a_measure_with_a_new_number_and_its_old_title_is_found():
    after = with_cards(replace(CARD, number="1.1.7"), OTHER)
    (difference,) = compare(PLAN, after)
    assert (difference.kind, [change.name for change in difference.fields]) == (CHANGED, ["number"])


def test_measures_come_and_go():
    new = MeasureCard(number="1.1.3", title="Nové opatření")
    found = [(item.kind, item.title) for item in compare(PLAN, with_cards(CARD, new))]
    assert found == [(ADDED, "Nové opatření"), (REMOVED, "Odlehčovací služba")]


def test_chapters_goals_and_the_plan_itself_are_compared():
    after = replace(
        PLAN,
        title="Plán sociálních služeb",
        period_to=2031,
        chapters=(
            PLAN.chapters[0],
            replace(PLAN.chapters[1], text="Jiný text."),
            Chapter("swot", "analytical", "SWOT"),
        ),
        goals=(replace(PLAN.goals[0], title="Doma a dobře"),),
    )
    found = [(item.what, item.kind, item.title) for item in compare(PLAN, after)]
    assert found == [
        ("plan", CHANGED, "Plán sociálních služeb"),
        ("chapter", CHANGED, "Potřeby"),
        ("chapter", ADDED, "SWOT"),
        ("goal", CHANGED, "Doma a dobře"),
    ]


def test_measures_that_exchange_their_numbers_are_renumbered_not_rewritten():
    first, second = replace(OTHER, number="1.1.1"), replace(CARD, number="1.1.2")
    moved = {("measure", "1.1.1"): "1.1.2", ("measure", "1.1.2"): "1.1.1"}
    found = compare(PLAN, with_cards(first, second), moved)
    assert [(item.kind, item.title) for item in found] == [(CHANGED, OTHER.title), (CHANGED, CARD.title)]
    assert {change.name for item in found for change in item.fields} == {"number"}


def test_a_measure_that_was_left_out_is_not_taken_for_the_one_that_got_its_number():
    after = with_cards(replace(OTHER, number="1.1.1", title="Jiný název"))
    found = compare(PLAN, after, {("measure", "1.1.2"): "1.1.1"})
    assert [(item.kind, item.title) for item in found] == [(CHANGED, "Jiný název"), (REMOVED, CARD.title)]

"""A body that approves only a part of a plan gets that part."""

from tests.workflows.sample_content import PLAN
from workflows.common.part_of_plan import part_of_plan


def test_goals_and_measures_are_the_plan_without_its_chapters() -> None:
    assert PLAN.chapters
    part = part_of_plan(PLAN, "goals_and_measures")
    assert part.chapters == ()
    assert part.goals == PLAN.goals


def test_without_a_part_it_is_the_whole() -> None:
    assert part_of_plan(PLAN, "") == PLAN

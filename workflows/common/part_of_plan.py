"""The part of a plan that a body decides on, where the area's route submits only a part."""

from collections.abc import Mapping
from dataclasses import replace

from workflow_app.kernel.languages import Text
from workflow_app.models.content import PlanContent

GOALS_AND_MEASURES = "goals_and_measures"
PART_NAMES: Mapping[str, Text] = {GOALS_AND_MEASURES: Text("Cíle a opatření", "Goals and measures")}


def part_of_plan(content: PlanContent, part: str) -> PlanContent:
    """Return only the wanted part of a plan: its goals with their measures; "" is the whole."""
    return replace(content, chapters=()) if part == GOALS_AND_MEASURES else content

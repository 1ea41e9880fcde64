"""A fictional action plan of the Hlučín area for 2028, made of the sample plan and of the report before it."""

from dataclasses import replace

from tests.workflows.sample_content import AREA, NAMES, PLAN, RESULTS, TITLE
from tests.workflows.sample_frame import decisions, footer, letterhead
from workflow_app.models.action_plan_content import ActionPlanContent, MeasureBackground
from workflow_app.models.action_plan_text import LastResult
from workflow_app.usecases.year_selection import is_suggested, year_card
from workflows.action_plan.papers import ActionPlanPaper, year_details, year_goals, year_summary

YEAR = 2028
REPORTED = {item.number: LastResult(2027, item.status, item.comment, item.next_step) for item in RESULTS}


def _goals():
    for goal in PLAN.goals:
        priorities = (
            replace(
                priority,
                measures=tuple(
                    replace(year_card(card, YEAR, REPORTED.get(card.number)), description=card.description)
                    for card in priority.measures
                    if is_suggested(card, YEAR, REPORTED.get(card.number))
                ),
            )
            for priority in goal.priorities
        )
        yield replace(goal, text="", priorities=tuple(item for item in priorities if item.measures))


GOALS = tuple(goal for goal in _goals() if goal.priorities)
ACTION_PLAN = ActionPlanContent(
    naming="action",
    plan_title=TITLE,
    period_from=2027,
    period_to=2030,
    area=AREA,
    year=YEAR,
    introduction="Akční plán navazuje na vyhodnocení roku 2027.\n\n- Pokračuje terénní péče.\n- Začíná doprava.",
    goals=GOALS,
    backgrounds=tuple(
        MeasureBackground(card.number, True, 2027, REPORTED[card.number].status)
        if card.number in REPORTED and REPORTED[card.number].status != "not_reported"
        else MeasureBackground(card.number, False)
        for goal in GOALS
        for priority in goal.priorities
        for card in priority.measures
    ),
)


def action_plan_paper(language: str) -> ActionPlanPaper:
    """The action plan for 2028."""
    name = "Akční plán na rok 2028" if language == "cs" else "Action plan for 2028"
    return ActionPlanPaper(
        letterhead=letterhead(language),
        footer=footer(name),
        name=name,
        plan_title=TITLE,
        period="2027–2030",
        year="2028",
        state="Návrh k projednání" if language == "cs" else "Draft for consideration",
        introduction=ACTION_PLAN.introduction,
        summary=year_summary(ACTION_PLAN, language),
        goals=year_goals(ACTION_PLAN, language),
        details=year_details(ACTION_PLAN, NAMES, language),
        decisions=decisions(language)[:2],
    )

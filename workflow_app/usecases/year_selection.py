"""Which measures and activities of a plan a yearly action plan begins with: those planned, and those unfinished."""

import re
from dataclasses import replace

from workflow_app.models.action_plan_text import LastResult
from workflow_app.models.content import Activity, MeasureCard

# States of domain § 3.7 after which work goes on, and those after which it does not unless somebody says so.
UNFINISHED = ("partially_fulfilled", "in_preparation", "not_started", "not_fulfilled", "postponed")
ENDED = ("fulfilled", "cancelled", "replaced", "merged", "carried_over")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def is_suggested(card: MeasureCard, year: int, result: LastResult | None) -> bool:
    """Tell whether a measure belongs to `year` by what was reported on it last, or else by its own years."""
    if result and (result.next_step in ("cancel", "carry_over") or _has_ended(result)):
        return False
    if result and result.status in UNFINISHED:
        return True
    runs = (card.year_from or year) <= year <= (card.year_to or year)
    return runs and (not card.activities or bool(year_card(card, year, result).activities))


def _has_ended(result: LastResult) -> bool:
    return result.status in ENDED and result.next_step != "continue"


def year_card(card: MeasureCard, year: int, result: LastResult | None) -> MeasureCard:
    """Return the card of `year`: its money, its activities, and activities of earlier years not finished yet."""
    goes_on = result is not None and result.status in UNFINISHED
    return MeasureCard(
        number=card.number,
        title=card.title,
        owner=card.owner or card.implementer,
        municipalities=card.municipalities,
        year_from=year,
        year_to=year,
        costs=tuple(cost for cost in card.costs if cost.year == year),
        capacity=card.capacity,
        outputs=card.outputs,
        activities=tuple(
            replace(item, implementer=item.implementer or card.implementer)
            for item in card.activities
            if is_planned(item, year, goes_on=goes_on)
        ),
        body=card.body,
    )


def is_planned(activity: Activity, year: int, *, goes_on: bool) -> bool:
    """Tell whether an activity falls into `year` by the years that its free text of "by when" names.

    No year means every year ("průběžně"); an earlier one counts while the measure `goes_on` unfinished.
    """
    years = [int(found) for found in _YEAR.findall(activity.due)]
    if not years:
        return True
    return min(years) <= year <= max(years) or (goes_on and max(years) < year)

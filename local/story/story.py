"""The whole story of `dev.py demo`: a plan from its first word to the first yearly report, as one list of steps."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from local.story.approving import review_steps, steering_step
from local.story.content import BASE_YEAR, read_plan, read_round, read_text
from local.story.councils import Round, round_steps
from local.story.proposing import proposal_steps
from local.story.reporting import report_steps
from local.story.scene import Matter, Scene, Step
from local.story.writing import writing_steps

LAST_MONTH_TO_WAIT = 5  # a report on last year is through all councils by the end of April


@dataclass
class Life:
    """The three documents of the story and the first year of the plan."""

    first_year: int
    plan: Matter = field(default_factory=Matter)
    change: Matter = field(default_factory=Matter)
    report: Matter = field(default_factory=Matter)


def first_year_told(today: date) -> int:
    """Return the first year of a plan whose first yearly report is done by `today`: nothing is ahead of the clock."""
    return today.year - (1 if today.month >= LAST_MONTH_TO_WAIT else 2)


def begins(first_year: int) -> date:
    """Return the day on which the story begins."""
    return date(first_year - 2, 2, 12)


def whole_life(scene: Scene, life: Life) -> list[Step]:
    """Return all steps: written, reviewed, agreed, 15 councils, in force; a measure changed; the year's report."""
    return [*adoption(scene, life), *change_of_a_measure(scene, life), *year_report(scene, life)]


def adoption(scene: Scene, life: Life) -> list[Step]:
    """From the first word to the last council."""
    text = read_plan("plan", life.first_year - BASE_YEAR)
    year = life.first_year - 1
    steering = date(year, 6, 11)
    return [
        *writing_steps(scene, life.plan, text, (begins(life.first_year), date(year, 4, 21))),
        *review_steps(scene, life.plan, date(year, 5, 5)),
        steering_step(scene, life.plan, steering, "14", "Vypořádání připomínek je přílohou zápisu."),
        *round_steps(scene, life.plan, Round("Councils adopt the plan", read_round("plan"), steering)),
    ]


def change_of_a_measure(scene: Scene, life: Life) -> list[Step]:
    """One measure of the plan in force goes its own round."""
    shift = life.first_year - BASE_YEAR
    change = read_text("changes", shift)["taxi"]
    days = (date(life.first_year, 8, 24), date(life.first_year, 8, 31), date(life.first_year, 9, 7))
    steering = date(life.first_year, 9, 15)
    play = Round("Councils approve the change", read_round("change"), steering)
    return [
        *proposal_steps(scene, life.change, (life.plan, read_plan("plan", shift)), change, days),
        steering_step(scene, life.change, steering, "18"),
        *round_steps(scene, life.change, play),
    ]


def year_report(scene: Scene, life: Life) -> list[Step]:
    """The report on the plan's first year: groups, steering group, board of the lead town, municipalities."""
    results = read_text("reports", life.first_year - BASE_YEAR)["first_year"]
    begun = date(life.first_year + 1, 1, 8)
    steering = begun + timedelta(days=26)
    play = Round("Municipalities consider the report", read_round("report", board_first=True), steering)
    return [
        *report_steps(scene, life.report, life.plan, life.first_year, results, begun),
        steering_step(scene, life.report, steering, "20"),
        *round_steps(scene, life.report, play),
    ]

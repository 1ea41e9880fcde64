"""The whole story of `dev.py demo`: a plan from its first word to the first yearly report, as one list of steps."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from local.story.approving import review_steps, steering_step
from local.story.content import BASE_YEAR, read_plan, read_round, read_text, working_day
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


def rounds(first_year: int) -> dict[str, Round]:
    """Return the three council rounds with their days, by the names of Life's documents."""
    plan = working_day(date(first_year - 1, 6, 11))
    change = working_day(date(first_year, 9, 15))
    report = working_day(report_begins(first_year) + timedelta(days=26))
    return {
        "plan": Round("Councils adopt the plan", read_round("plan"), plan),
        "change": Round("Councils approve the change", read_round("change"), change),
        "report": Round("Municipalities consider the report", read_round("report", board_first=True), report),
    }


def report_begins(first_year: int) -> date:
    """Return the day in January after the first year on which the report is begun."""
    return date(first_year + 1, 1, 8)


def whole_life(scene: Scene, life: Life) -> list[Step]:
    """Return all steps: written, reviewed, agreed, 15 councils, in force; a measure changed; the year's report."""
    return [*adoption(scene, life), *change_of_a_measure(scene, life), *year_report(scene, life)]


def adoption(scene: Scene, life: Life) -> list[Step]:
    """From the first word to the last council."""
    text = read_plan("plan", life.first_year - BASE_YEAR)
    year, play = life.first_year - 1, rounds(life.first_year)["plan"]
    return [
        *writing_steps(scene, life.plan, text, (begins(life.first_year), date(year, 4, 21))),
        *review_steps(scene, life.plan, date(year, 5, 5)),
        steering_step(scene, life.plan, play.opened, "14", "Vypořádání připomínek je přílohou zápisu."),
        *round_steps(scene, life.plan, play),
    ]


def change_of_a_measure(scene: Scene, life: Life) -> list[Step]:
    """One measure of the plan in force goes its own round."""
    shift, play = life.first_year - BASE_YEAR, rounds(life.first_year)["change"]
    change = read_text("changes", shift)["taxi"]
    days = tuple(play.opened - timedelta(days=count) for count in (22, 15, 8))
    return [
        *proposal_steps(scene, life.change, (life.plan, read_plan("plan", shift)), change, days),
        steering_step(scene, life.change, play.opened, "18"),
        *round_steps(scene, life.change, play),
    ]


def year_report(scene: Scene, life: Life) -> list[Step]:
    """The report on the plan's first year: groups, steering group, board of the lead town, municipalities."""
    results = read_text("reports", life.first_year - BASE_YEAR)["first_year"]
    begun, play = report_begins(life.first_year), rounds(life.first_year)["report"]
    return [
        *report_steps(scene, life.report, life.plan, life.first_year, results, begun),
        steering_step(scene, life.report, play.opened, "20"),
        *round_steps(scene, life.report, play),
    ]

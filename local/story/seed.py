"""Fills an empty database with the Hlučín area in full swing, so that every desk of `dev.py run` shows something."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, select, text

from local.progress import Progress
from local.story.approving import review_steps, steering_step
from local.story.clock import StoryClock
from local.story.content import BASE_YEAR, read_plan, read_round, read_text, working_day
from local.story.councils import Round, announce_session, body_process, round_steps
from local.story.people import coordinator
from local.story.proposing import proposal_steps
from local.story.reading import read_what_came_before
from local.story.reporting import report_steps
from local.story.scene import Matter, Scene, Step
from local.story.sessions import sessions_step
from local.story.workers import InThisProcess
from local.story.writing import writing_steps
from workflow_app.bootstrap import assemble
from workflow_app.db.base import Base
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import prague_day, system_clock
from workflow_app.kernel.ids import new_request_id
from workflow_app.models.area import Area
from workflow_app.models.user import User
from workflow_app.settings import Settings
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file
from workflows.catalogue import load_catalogue

AREA_FILE = Path(__file__).resolve().parents[2] / "areas" / "hlucin.yaml"
LOCK_NUMBER = 7_016_777  # one seeding at a time
LOADING = "demo data: loading"  # stands at the table `area` until everything is there
MORE_TIME = 30  # days


def main() -> int:
    """Load the demo when the database is empty or an earlier load was cut off; nothing when DEMO_MODE is off."""
    settings = Settings.from_environment(os.environ)
    if not settings.demo_mode:
        return 0
    today = prague_day(system_clock())
    clock = StoryClock(date(today.year - 4, 12, 5))
    parts = assemble(settings, load_catalogue(), clock)
    engine = parts.sessions.engine
    with _alone(engine):
        if _was_cut_off(engine):
            print("The last loading of the demo was cut off; it begins anew.", flush=True)
            _empty(engine)
        if not _is_empty(engine):
            return 0
        _mark(engine, LOADING)
        with unit_of_work(parts.sessions, clock, SYSTEM, new_request_id()) as tx:
            area_id = import_area(tx, read_area_file(AREA_FILE.read_bytes())).area_id
        worker = InThisProcess(parts, clock)
        _tell(Scene(parts, clock, area_id, worker), worker, today)
        _mark(engine, None)
    return 0


def _tell(scene: Scene, worker: InThisProcess, today: date) -> None:
    steps = seed_steps(scene, today)
    with Progress(len(steps), "Loading the demo area") as progress:
        for step in steps:
            step.act()
            worker.settle()
            progress.advance(step.part, step.label)


def seed_steps(scene: Scene, today: date) -> list[Step]:
    """Return all steps up to `today`: a plan in force, its reports, changes of it, and the next plan in its round."""
    first = today.year + 1
    old, new = Matter(), Matter()
    return [
        *_old_plan(scene, old, first),
        *_new_plan(scene, new, old, today, first),
        *_reports(scene, old, today, first),
        *_changes(scene, old, today, first),
        sessions_step(scene, today),
        Step(
            "Today",
            "older notices are read",
            lambda: read_what_came_before(scene, today - timedelta(days=20)),
        ),
        Step("Today", "today", lambda: scene.go_to(today)),
    ]


def _old_plan(scene: Scene, old: Matter, first: int) -> list[Step]:
    """The plan in force: written in December, adopted by all councils the next summer."""
    year = first - 4
    text = read_plan("predecessor", first - BASE_YEAR)
    steering = working_day(date(year, 2, 20))
    return [
        *writing_steps(scene, old, text, (date(year - 1, 12, 5), date(year, 1, 12))),
        *review_steps(scene, old, date(year, 1, 19)),
        steering_step(scene, old, steering, "2"),
        *round_steps(scene, old, Round("Plan in force", read_round("predecessor"), steering)),
    ]


def _new_plan(scene: Scene, new: Matter, old: Matter, today: date, first: int) -> list[Step]:
    """The next plan: nine of fifteen councils have decided, one is late, the others are on their way."""
    text = read_plan("plan", first - BASE_YEAR)
    decisions = read_round("plan")
    # The members' time has just run out; the coordinator had given more of it to those who asked.
    steering = working_day(today - timedelta(days=147))
    play = Round("Next plan", decisions, steering, ahead=True)
    writing = (today - timedelta(days=330), today - timedelta(days=190))
    return [
        *writing_steps(scene, new, text, writing, follows=old),
        *review_steps(scene, new, today - timedelta(days=180)),
        steering_step(scene, new, steering, "14"),
        *_round(scene, new, play, today),
        Step("Next plan", "sessions announced", lambda: _announce(scene, new, play, today)),
    ]


def _round(scene: Scene, new: Matter, play: Round, today: date) -> list[Step]:
    """The round so far, with more time given before the first of those decides who are not done today."""
    day = play.members_opened + timedelta(days=79)
    more_time = Step(
        "Next plan", "more time for councils that asked", lambda: _extend(scene, new, play, day, today)
    )
    steps = round_steps(scene, new, play)
    undone = {
        f"{item.municipality}: {item.verdict.replace('_', ' ')}" for item in play.decisions if item.editorial
    }
    place = next(place for place, step in enumerate(steps) if step.label in undone)
    return [*steps[:place], more_time, *steps[place:]]


def _extend(scene: Scene, new: Matter, play: Round, day: date, today: date) -> None:
    """The coordinator extends the deadline of everybody who has not decided, but for the one who keeps silent."""
    scene.go_to(day)
    open_ones = [
        item.municipality for item in play.decisions if item.ahead is not None or item.ahead_editorial
    ]
    silent = "Závada"
    for name in dict.fromkeys(open_ones):
        process = body_process(scene, new, name)
        if name == silent:
            continue
        answers = {
            "until": today + timedelta(days=MORE_TIME),
            "reason": "Obec o prodloužení požádala e-mailem.",
        }
        with scene.acting(coordinator(scene)) as tx:
            fire_transition(tx, scene.parts.catalogue, process.id, "extend", answers)


def _announce(scene: Scene, new: Matter, play: Round, today: date) -> None:
    """Those who know the day of their session say it."""
    scene.go_to(today - timedelta(days=5))
    for item in play.decisions:
        if item.ahead:
            process = body_process(scene, new, item.municipality)
            announce_session(scene, process, working_day(today + timedelta(days=item.ahead)))


def _reports(scene: Scene, old: Matter, today: date, first: int) -> list[Step]:
    """Last year's report is considered by all; this year's is being filled in, two groups are done."""
    texts = read_text("reports", first - BASE_YEAR)
    begun = today - timedelta(days=300)
    steering = working_day(begun + timedelta(days=26))
    done, running = Matter(), Matter()
    play = Round("Yearly report", read_round("report", board_first=True), steering)
    now = today - timedelta(days=18)
    return [
        *report_steps(scene, done, old, begun.year - 1, texts["predecessor_last"], begun),
        steering_step(scene, done, steering, "11"),
        *round_steps(scene, done, play),
        *report_steps(
            scene, running, old, begun.year, texts["predecessor_now"], now, ("ps-seniori", "ps-krize")
        ),
    ]


def _changes(scene: Scene, old: Matter, today: date, first: int) -> list[Step]:
    """One change waits for its group, another one for the steering group."""
    shift = first - BASE_YEAR
    changes, plan = read_text("changes", shift), (old, read_plan("predecessor", shift))
    days = tuple(today - timedelta(days=count) for count in (15, 13, 6))
    return [
        *proposal_steps(scene, Matter(), plan, changes["nocleharna"], days),
        *proposal_steps(scene, Matter(), plan, changes["stacionar"], days[:2]),
    ]


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """A second start waits, and then finds everything there."""
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
        yield


def _is_empty(engine: Engine) -> bool:
    with engine.connect() as connection:
        rows = (connection.execute(select(table.id).limit(1)).first() for table in (Area, User))
        return all(row is None for row in rows)


def _was_cut_off(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.execute(text("SELECT obj_description('area'::regclass)")).scalar() == LOADING


def _mark(engine: Engine, comment: str | None) -> None:
    words = f"'{comment}'" if comment else "NULL"
    with engine.begin() as connection:
        connection.execute(text(f"COMMENT ON TABLE area IS {words}"))


def _empty(engine: Engine) -> None:
    """Only ever what a cut-off loading left: nobody could sign in meanwhile."""
    tables = (table for table in Base.metadata.tables.values() if not table.info.get("is_view"))
    names = ", ".join(f'"{table.name}"' for table in tables)  # whatever refers to them is emptied with them
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


if __name__ == "__main__":
    sys.exit(main())

"""The documents of a replay: what a step of the process needs, and nothing that a source could be thought to say."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from local.replays.chronicle import Event
from local.story.approving import steering_step
from local.story.content import GoalText, MeasureText, PlanText, PriorityText
from local.story.people import coordinator, groups, leader
from local.story.reporting import report_steps
from local.story.scene import Matter, Scene, Step
from local.story.writing import writing_steps
from workflow_app.access.permissions import Permission
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.measure import Measure
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.area_file import AreaFile
from workflow_app.usecases.choose_measures import choose_measures
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.usecases.intent_input import IntentInput
from workflow_app.usecases.start_action_plan import start_action_plan
from workflow_app.usecases.start_intent import start_intent

MADE_UP = "Text ukázky. Co dokument obsahoval, pramen neuvádí."
GOES_ON = {
    "status": "ongoing",
    "comment": MADE_UP,
    "reached": (),
    "spent": "",
    "deviation": "",
    "next_step": "continue",
}

# Days before the first council decides, all of them made up.
BEGUN, REVIEWED, STEERED = 24, 10, 4


def plan_steps(
    scene: Scene, matter: Matter, area: AreaFile, event: Event, follows: Matter | None
) -> list[Step]:
    """A plan with one goal, one priority and one measure of each group, up to its first council."""
    first = event.decided[0].day.session
    written = (first - timedelta(days=BEGUN), first - timedelta(days=REVIEWED + 2))
    return [
        *writing_steps(scene, matter, _plan_text(area, event), written, follows=follows),
        *_review(scene, matter, area, event),
        _steering(scene, matter, event),
    ]


def _plan_text(area: AreaFile, event: Event) -> PlanText:
    years = (event.years[0], event.years[1])
    names = {body.key: body.name for body in area.bodies if body.kind == "working_group"}
    goals = tuple(
        GoalText(key, event.goals.get(key, f"Cíl: {name}"), MADE_UP, (_priority(name, years),))
        for key, name in names.items()
    )
    return PlanText(event.title, years, {"process": MADE_UP}, goals)


def _priority(name: str, years: tuple[int, int]) -> PriorityText:
    card = {
        "title": f"Opatření – {name}",
        "description": MADE_UP,
        "owner": name,
        "activities": [["Činnost v ukázce", "průběžně", name]],
    }
    return PriorityText("Priorita skupiny", (MeasureText(card, years),))


def report_steps_of(scene: Scene, matter: Matter, area: AreaFile, event: Event, plan: Matter) -> list[Step]:
    """A yearly report in which every group says that its measure goes on, up to its first council."""
    keys = tuple(body.key for body in area.bodies if body.kind == "working_group")
    results: Mapping[str, object] = {f"{number}.1.1": GOES_ON for number in range(1, len(keys) + 1)}
    begun = event.decided[0].day.session - timedelta(days=BEGUN - 3)
    return [
        *report_steps(scene, matter, plan, event.year, results, begun, keys),
        _steering(scene, matter, event),
    ]


def action_plan_steps(scene: Scene, matter: Matter, area: AreaFile, event: Event, plan: Matter) -> list[Step]:
    """An action plan of one year with every measure of the plan, up to its first council."""

    def begin() -> None:
        _before(scene, event, BEGUN)
        with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
            matter.process_id = start_action_plan(
                tx, scene.parts.catalogue, scene.area_id, plan.subject_id, event.year, event.naming
            )
            matter.subject_id = tx.session.get_one(ProcessInstance, matter.process_id).subject_id

    def choose() -> None:
        """The year may lie after the plan's own years, so all measures are chosen by hand."""
        _before(scene, event, BEGUN)
        measures = select(Measure.id).where(Measure.plan_id == plan.subject_id)
        with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
            choose_measures(
                tx,
                scene.parts.catalogue,
                area_id=scene.area_id,
                process_id=matter.process_id,
                measure_ids=tx.session.scalars(measures).all(),
                introduction=MADE_UP,
                seen=tx.session.get_one(ActionPlan, matter.subject_id).seq,
            )

    return [
        Step(part_of(event), "the coordinator begins the action plan", begin),
        Step(part_of(event), "the coordinator chooses the measures", choose),
        *_review(scene, matter, area, event),
        _steering(scene, matter, event),
    ]


def intent_steps(
    scene: Scene, matter: Matter, area: AreaFile, event: Event, asked: tuple[str, ...]
) -> list[Step]:
    """An intent that asks municipalities (codes `asked`); a steering group that sits by then agrees first."""

    def begin() -> None:
        _before(scene, event, BEGUN)
        said = IntentInput(event.title, event.territory, MADE_UP, date.fromisoformat(event.joins), asked)
        with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
            matter.process_id = start_intent(tx, scene.parts.catalogue, scene.area_id, said)

    def submit() -> None:
        _before(scene, event, REVIEWED)
        _fire(scene, matter, "submit_to_councils" if straight else "submit_to_steering")

    straight = not _steering_sits(area, event)
    steps = [
        Step(part_of(event), "the coordinator writes the intent", begin),
        Step(part_of(event), "submitted", submit),
    ]
    return steps if straight else [*steps, _steering(scene, matter, event)]


def _steering_sits(area: AreaFile, event: Event) -> bool:
    day = event.decided[0].day.session - timedelta(days=REVIEWED)
    return any(
        seat.valid_from <= day for body in area.bodies if body.kind == "steering_group" for seat in body.seats
    )


def part_of(event: Event) -> str:
    """What the progress calls the part of the replay that an event is."""
    return f"{event.day.known} {event.what.replace('_', ' ')}"


def _review(scene: Scene, matter: Matter, area: AreaFile, event: Event) -> list[Step]:
    """The groups review the text, all on one day."""

    def open_review() -> None:
        _before(scene, event, REVIEWED)
        _fire(scene, matter, "open_group_review")

    def recommend(key: str) -> None:
        group_id = groups(scene)[key]
        with scene.acting(leader(scene, group_id)) as tx:
            answers = {"comment": ""}
            fire_transition(
                tx, scene.parts.catalogue, matter.process_id, "recommend_part", answers, body_id=group_id
            )

    part = part_of(event)
    return [
        Step(part, "the coordinator opens the review", open_review),
        *(
            Step(part, f"{body.key} recommends", partial(recommend, body.key))
            for body in area.bodies
            if body.kind == "working_group"
        ),
    ]


def _steering(scene: Scene, matter: Matter, event: Event) -> Step:
    day = event.decided[0].day.session - timedelta(days=STEERED)
    return steering_step(scene, matter, day, "")  # no source counts its meetings


def _fire(scene: Scene, matter: Matter, trigger: str) -> None:
    with scene.acting(coordinator(scene)) as tx:
        fire_transition(tx, scene.parts.catalogue, matter.process_id, trigger, {})


def _before(scene: Scene, event: Event, days: int) -> None:
    """Go to a day so long before the first council decides."""
    scene.go_to(event.decided[0].day.session - timedelta(days=days))

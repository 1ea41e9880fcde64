"""A plan is begun and written: chapters by the coordinator, goals and measures by the working groups."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlalchemy import select

from local.story.content import GoalText, MeasureText, PlanText
from local.story.people import coordinator, groups, leader, writers
from local.story.scene import Matter, Scene, Step
from workflow_app.access.permissions import Permission
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Chapter, Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.area_names import municipality_names
from workflow_app.usecases.add_goal import add_goal, add_priority
from workflow_app.usecases.add_measure import add_measure
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.usecases.measure_input import Frame
from workflow_app.usecases.save_chapter import save_chapter
from workflow_app.usecases.save_goal import save_goal
from workflow_app.usecases.save_measure import save_measure
from workflow_app.usecases.start_plan import NewPlan, start_plan

PART = "Writing the plan"
SUBMISSION = "Předkládáme svou část. Karty opatření jsou projednané s realizátory."


def writing_steps(
    scene: Scene, matter: Matter, plan: PlanText, days: tuple[date, date], follows: Matter | None = None
) -> list[Step]:
    """Return the steps from the first wish to the last part submitted, spread over `days` (from, to)."""
    whole = list(_acts(scene, matter, plan, follows))
    spread = (days[1] - days[0]) / max(len(whole) - 1, 1)
    return [_on(scene, step, days[0] + spread * place) for place, step in enumerate(whole)]


def _on(scene: Scene, step: Step, day: date) -> Step:
    def act() -> None:
        scene.go_to(day)
        step.act()

    return Step(step.part, step.label, act)


def _acts(scene: Scene, matter: Matter, plan: PlanText, follows: Matter | None) -> Iterator[Step]:
    yield Step(PART, f"the coordinator begins “{plan.title}”", partial(_begin, scene, matter, plan, follows))
    for goal in plan.goals:
        yield Step(PART, f"{goal.group}: {goal.title}", partial(_write_goal, scene, matter, goal))
    for key in plan.chapters:
        yield Step(PART, f"chapter {key}", partial(_write_chapter, scene, matter, key, plan.chapters[key]))
    for goal in plan.goals:
        yield Step(PART, f"{goal.group} submits its part", partial(submit_part, scene, matter, goal.group))


def _begin(scene: Scene, matter: Matter, plan: PlanText, follows: Matter | None) -> None:
    wish = NewPlan(
        title=plan.title,
        period_from=plan.period[0],
        period_to=plan.period[1],
        predecessor_id=follows.subject_id if follows else None,
        chapters=tuple(plan.chapters),
    )
    with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
        matter.process_id = start_plan(tx, scene.parts.catalogue, scene.area_id, wish)
        matter.subject_id = tx.session.get_one(ProcessInstance, matter.process_id).subject_id


def _write_chapter(scene: Scene, matter: Matter, key: str, text: str) -> None:
    with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
        statement = select(Chapter).where(Chapter.plan_id == matter.subject_id, Chapter.key == key)
        chapter = tx.session.execute(statement).scalar_one()
        save_chapter(
            tx,
            scene.parts.catalogue,
            area_id=scene.area_id,
            process_id=matter.process_id,
            body_id=None,
            chapter_id=chapter.id,
            text=text,
            done=True,
            seen=chapter.seq,
        )


def _write_goal(scene: Scene, matter: Matter, goal: GoalText) -> None:
    group_id = groups(scene)[goal.group]
    home = {"area_id": scene.area_id, "process_id": matter.process_id, "body_id": group_id}
    catalogue, people = scene.parts.catalogue, writers(scene, group_id)
    with scene.acting(people[0], Permission.GROUP_WRITE, group_id) as tx:
        goal_id = add_goal(tx, catalogue, **home, title=goal.title)
        save_goal(
            tx, catalogue, **home, goal_id=goal_id, title=goal.title, text=goal.text, priorities={}, seen=0
        )
    turn = 0
    for priority in goal.priorities:
        with scene.acting(people[0], Permission.GROUP_WRITE, group_id) as tx:
            priority_id = add_priority(tx, catalogue, **home, goal_id=goal_id, title=priority.title)
        for measure in priority.measures:
            with scene.acting(people[0], Permission.GROUP_WRITE, group_id) as tx:
                measure_id = add_measure(tx, catalogue, **home, priority_id=priority_id, title=measure.title)
            turn += 1
            write_measure(scene, matter, (group_id, people[turn % len(people)]), measure_id, measure)


def write_measure(
    scene: Scene, matter: Matter, writer: tuple[int, str], measure_id: int, measure: MeasureText
) -> None:
    """The writer (group, e-mail) fills the card in and marks it as complete."""
    group_id, email = writer
    with scene.acting(email, Permission.GROUP_WRITE, group_id) as tx:
        plan = tx.session.get_one(Plan, matter.subject_id)
        codes = {name: code for code, name in municipality_names(tx, scene.area_id).items()}
        save_measure(
            tx,
            scene.parts.catalogue,
            area_id=scene.area_id,
            process_id=matter.process_id,
            body_id=group_id,
            measure_id=measure_id,
            typed=measure.typed(codes),
            frame=Frame(plan.period_from, plan.period_to, list(codes.values())),
            done=True,
            seen=tx.session.get_one(Measure, measure_id).seq,
        )


def submit_part(scene: Scene, matter: Matter, group: str, comment: str = SUBMISSION) -> None:
    """The leader of a group submits its part of a plan or of a report."""
    group_id = groups(scene)[group]
    with scene.acting(leader(scene, group_id)) as tx:
        answers = {"comment": comment}
        fire_transition(
            tx, scene.parts.catalogue, matter.process_id, "submit_part", answers, body_id=group_id
        )

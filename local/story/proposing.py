"""A measure of the plan in force is changed: proposed and recommended by its group, approved by the steering group."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from local.story.content import PlanText
from local.story.people import groups, leader, writers
from local.story.scene import Matter, Scene, Step
from workflow_app.access.permissions import Permission
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.area_names import municipality_names
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.usecases.measure_input import Frame
from workflow_app.usecases.propose_measure_change import propose_measure_change
from workflow_app.usecases.save_measure_change import save_measure_change

PART = "Change of a measure"


def proposal_steps(
    scene: Scene,
    matter: Matter,
    plan: tuple[Matter, PlanText],
    change: Mapping[str, Any],
    days: tuple[date, ...],
) -> list[Step]:
    """Begin and write, submit, and (with a third day) recommend the change of one measure."""
    acts = (_propose, _submit, _recommend)
    labels = ("is proposed", "goes to its group", "is recommended by its group")

    def step(place: int, day: date) -> Step:
        def act() -> None:
            scene.go_to(day)
            acts[place](scene, matter, plan, change)

        return Step(PART, f"{change['number']} {labels[place]}", act)

    return [step(place, day) for place, day in enumerate(days)]


def _propose(scene: Scene, matter: Matter, plan: tuple[Matter, PlanText], change: Mapping[str, Any]) -> None:
    group_id = groups(scene)[change["group"]]
    email = writers(scene, group_id)[1]
    catalogue = scene.parts.catalogue
    with scene.acting(email, Permission.GROUP_WRITE, group_id) as tx:
        measure_id = tx.session.execute(
            select(Measure.id).where(
                Measure.plan_id == plan[0].subject_id, Measure.number == change["number"]
            )
        ).scalar_one()
        matter.process_id = propose_measure_change(
            tx, catalogue, area_id=scene.area_id, body_id=group_id, measure_id=measure_id
        )
        matter.subject_id = tx.session.get_one(ProcessInstance, matter.process_id).subject_id
    with scene.acting(email, Permission.GROUP_WRITE, group_id) as tx:
        row = tx.session.get_one(Plan, plan[0].subject_id)
        codes = {name: code for code, name in municipality_names(tx, scene.area_id).items()}
        save_measure_change(
            tx,
            catalogue,
            area_id=scene.area_id,
            process_id=matter.process_id,
            body_id=group_id,
            typed=plan[1].measure(change["number"]).changed(change["set"]).typed(codes),
            frame=Frame(row.period_from, row.period_to, list(codes.values())),
            reason=change["reason"].strip(),
            seen=tx.session.get_one(MeasureChange, matter.subject_id).seq,
        )


def _submit(scene: Scene, matter: Matter, _plan: tuple[Matter, PlanText], change: Mapping[str, Any]) -> None:
    group_id = groups(scene)[change["group"]]
    with scene.acting(writers(scene, group_id)[1]) as tx:
        fire_transition(tx, scene.parts.catalogue, matter.process_id, "submit_proposal", {}, body_id=group_id)


def _recommend(
    scene: Scene, matter: Matter, _plan: tuple[Matter, PlanText], change: Mapping[str, Any]
) -> None:
    group_id = groups(scene)[change["group"]]
    answers = {"comment": "Skupina změnu doporučuje jednomyslně."}
    with scene.acting(leader(scene, group_id)) as tx:
        fire_transition(
            tx, scene.parts.catalogue, matter.process_id, "group_recommend", answers, body_id=group_id
        )

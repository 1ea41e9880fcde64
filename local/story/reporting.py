"""The yearly monitoring report: begun by the coordinator, filled in and submitted by the groups."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from local.story.people import coordinator, writers
from local.story.scene import Matter, Scene, Step
from local.story.writing import submit_part
from workflow_app.access.permissions import Permission
from workflow_app.models.body import Body
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.save_measure_result import TypedResult, save_measure_result
from workflow_app.usecases.start_monitoring_report import start_monitoring_report

PART = "Yearly report"
COLLECTING_DAYS = 16


def report_steps(
    scene: Scene, matter: Matter, plan: Matter, year: int, results: Mapping[str, Any], begun: date,
    submitting: tuple[str, ...] = ("ps-seniori", "ps-rodina", "ps-krize", "ps-postizeni"),
) -> list[Step]:  # fmt: skip
    """Begin the report on `year`, let the groups fill in what `results` (number -> figures) has, and submit."""

    def begin() -> None:
        scene.go_to(begun)
        with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
            matter.process_id = start_monitoring_report(
                tx, scene.parts.catalogue, scene.area_id, plan.subject_id, year
            )
            matter.subject_id = tx.session.get_one(ProcessInstance, matter.process_id).subject_id

    def fill(number: str, day: date) -> None:
        scene.go_to(day)
        _save(scene, matter, number, results[number])

    def submit(group: str) -> None:
        scene.go_to(begun + timedelta(days=COLLECTING_DAYS))
        submit_part(scene, matter, group, "Údaje jsou za všechna naše opatření.")

    steps = [Step(PART, f"the coordinator begins the report on {year}", begin)]
    for place, number in enumerate(results):
        day = begun + timedelta(days=1 + place * (COLLECTING_DAYS - 2) // len(results))
        steps.append(Step(PART, f"figures of {number}", partial(fill, number, day)))
    steps += [Step(PART, f"{group} submits its figures", partial(submit, group)) for group in submitting]
    return steps


def _save(scene: Scene, matter: Matter, number: str, figures: Mapping[str, Any]) -> None:
    """A member of the measure's group types the figures in."""
    group_id, result_id = _place(scene, matter, number)
    people = writers(scene, group_id)
    with scene.acting(people[result_id % len(people)], Permission.GROUP_WRITE, group_id) as tx:
        row = tx.session.get_one(MeasureResult, result_id)
        indicators = [
            {**planned, "reached": reached}
            for planned, reached in zip(row.indicators, figures["reached"], strict=True)
        ]
        typed = TypedResult(
            status=figures["status"],
            comment=figures["comment"],
            indicators=indicators,
            planned_czk=str(row.planned_czk),
            spent_czk=str(figures["spent"]) if figures["spent"] else "",
            deviation=figures["deviation"],
            next_step=figures["next_step"],
        )
        save_measure_result(
            tx,
            scene.parts.catalogue,
            area_id=scene.area_id,
            process_id=matter.process_id,
            body_id=group_id,
            result_id=result_id,
            typed=typed,
            seen=row.seq,
        )


def _place(scene: Scene, matter: Matter, number: str) -> tuple[int, int]:
    """Return the group and the row of a measure's result."""
    statement = (
        select(Body.id, MeasureResult.id)
        .join(MeasureResult, MeasureResult.body_id == Body.id)
        .join(Measure, Measure.id == MeasureResult.measure_id)
        .where(MeasureResult.report_id == matter.subject_id, Measure.number == number)
    )
    with scene.looking() as tx:
        row = tx.session.execute(statement).one()
    return row[0], row[1]

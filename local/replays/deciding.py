"""The councils of a replay decide on the days of the sources; the coordinator records what they decided."""

from functools import partial

from sqlalchemy import select

from local.replays.chronicle import Chronicle, Decided, Event
from local.replays.papers import part_of
from local.story.councils import packets_step
from local.story.people import coordinator
from local.story.scene import Matter, Scene, Step, StoryError
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.record_resolution import record_resolution
from workflows.council_resolution.payloads import ResolutionRecorded
from workflows.council_resolution.points import ResolutionPoint

ENDS = {
    "plan": "in_force",
    "action_plan": "in_force",
    "monitoring_report": "concluded",
    "intent": "concluded",
}


def council_steps(scene: Scene, matter: Matter, told: Chronicle, event: Event) -> list[Step]:
    """Return two steps for each stage: its packets are made, its bodies decide."""
    part, steps = part_of(event), []
    for number, decided in enumerate(event.decided, start=1):
        payload = _payload(told, event, decided)
        steps.append(packets_step(scene, matter, part, number))
        act = partial(_decide, scene, matter, number, payload)
        steps.append(Step(part, f"stage {number}: {decided.outcome}", act))
    return [*steps, Step(part, "the round is complete", partial(_check_end, scene, matter, event))]


def _payload(told: Chronicle, event: Event, decided: Decided) -> ResolutionRecorded:
    """Neither votes nor wording: the sources do not tell them."""
    considered = (ResolutionPoint("I.", "has_considered", decided.considered),) if decided.considered else ()
    return ResolutionRecorded(
        verdict=decided.outcome,
        session_on=decided.day.session,
        points=considered,
        source=told.said_by(event, decided),
    )


def _decide(scene: Scene, matter: Matter, stage: int, payload: ResolutionRecorded) -> None:
    scene.go_to(payload.session_on)
    statement = select(ProcessInstance.id, ProcessInstance.seq).where(
        ProcessInstance.parent_id == matter.process_id, ProcessInstance.stage == stage
    )
    with scene.looking() as tx:
        bodies = tx.session.execute(statement.order_by(ProcessInstance.id)).all()
    for process_id, seq in bodies:
        with scene.acting(coordinator(scene)) as tx:
            record_resolution(tx, scene.parts.catalogue, process_id, payload, seen=seq)


def _check_end(scene: Scene, matter: Matter, event: Event) -> None:
    with scene.looking() as tx:
        state = tx.session.get_one(ProcessInstance, matter.process_id).state
    if state != ENDS[event.what]:
        raise StoryError(f"{part_of(event)} ended as {state}")

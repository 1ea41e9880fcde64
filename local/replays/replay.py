"""The past of one area as a list of steps: its documented decisions on their days, through the same use cases."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

from local.replays.chronicle import Chronicle, Event
from local.replays.deciding import council_steps
from local.replays.outside_rounds import change_text, merge_then, record_decision, talk_to_others
from local.replays.papers import action_plan_steps, intent_steps, part_of, plan_steps, report_steps_of
from local.replays.past_area import area_of_today, area_then, with_routes
from local.story.scene import Matter, Scene, Step
from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.ids import new_request_id
from workflow_app.usecases.area_file import AreaFile
from workflow_app.usecases.import_area import import_area


@dataclass
class Replay:
    """One area's replay: its chronicle, the area file as of the day that the steps have come to, its documents."""

    told: Chronicle
    today: AreaFile
    area: AreaFile
    matters: list[tuple[Event, Matter]] = field(default_factory=list)

    @property
    def plans(self) -> list[Matter]:
        """The plans so far, the newest last."""
        return [matter for event, matter in self.matters if event.what == "plan"]

    def asked(self, *, with_lead: bool) -> tuple[str, ...]:
        """Codes of the municipalities that an intent asks: all that can decide, the lead one only if wished."""
        return tuple(
            town.code
            for town in self.today.municipalities
            if (with_lead or town.code != self.today.lead_code)
            and any(body.member_count for body in town.bodies)
        )


def replay_of(told: Chronicle) -> Replay:
    """Return the replay of a chronicle; nothing has happened yet."""
    today = area_of_today(told.area)
    return Replay(told, today, area_then(today, told))


def bring_in(parts: Assembly, area: AreaFile) -> int:
    """Import an area file as of a day of the past and return the area's id."""
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id()) as tx:
        return import_area(tx, area).area_id


def replay_steps(scene: Scene, replay: Replay) -> list[Step]:
    """Return the steps of all events; the area file has been imported."""
    return [step for event in replay.told.events for step in _steps(scene, replay, event)]


def _steps(scene: Scene, replay: Replay, event: Event) -> list[Step]:
    if event.decided:
        return _document(scene, replay, event)
    acts = {
        "decision": partial(record_decision, scene, replay.today, replay.told, event),
        "group_merger": partial(merge_then, scene, event),
        "onboarding": partial(talk_to_others, scene, replay.today, event),
    }
    if event.what == "text_change":
        acts["text_change"] = partial(change_text, scene, replay.plans[-1], event)
    if event.what in ("area_file", "routes"):
        acts[event.what] = partial(_import, scene, _changed(replay, event), event.day.session)
    return [Step(part_of(event), event.text or event.subject, acts[event.what])]


def _document(scene: Scene, replay: Replay, event: Event) -> list[Step]:
    """The way of one document: written, reviewed, agreed, decided."""
    matter, plans, area = Matter(), replay.plans, replay.area
    replay.matters.append((event, matter))
    if event.what == "plan":
        steps = plan_steps(scene, matter, area, event, plans[-1] if event.follows else None)
    elif event.what == "intent":
        steps = intent_steps(scene, matter, area, event, replay.asked(with_lead=event.with_lead))
    elif event.what == "monitoring_report":
        steps = report_steps_of(scene, matter, area, event, plans[-1])
    else:
        steps = action_plan_steps(scene, matter, area, event, plans[-1])
    return [*steps, *council_steps(scene, matter, replay.told, event)]


def _changed(replay: Replay, event: Event) -> AreaFile:
    """The area file since this event; the steps of later events are made with it."""
    if event.what == "area_file":
        replay.area = area_then(replay.today, replay.told, joined=event.day.first)
    else:
        replay.area = with_routes(replay.area, replay.today, event.routes, event.day.session)
    return replay.area


def _import(scene: Scene, area: AreaFile, day: date) -> None:
    scene.go_to(day)
    bring_in(scene.parts, area)

"""What the papers of one packet have in common: the body, the matter, the round and the text before it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from workflow_app.engine.join import StageCount, stages_of, standing_stages
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.models.action_plan_content import action_plan_from_json
from workflow_app.models.body import Body
from workflow_app.models.content import MeasureCard, card_from_json, plan_from_json
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.seat import Seat
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.user import User
from workflows.common.figures import years
from workflows.common.office import FrozenText, Office, frozen_text, office_of
from workflows.council_resolution.wording import Matter, MeasureAct, OfficialBody, in_place_of_board

# The document of the parent process that lies in the packet as annex no. 1.
ENCLOSED = {
    "intent": "intent",
    "plan": "plan",
    "measure": "measure_card",
    "monitoring_report": "monitoring_report",
    "action_plan": "action_plan",
}


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything the three papers of a packet draw on."""

    office: Office
    text: FrozenText
    body: Body
    municipality: Municipality | None
    mayor: str  # name of the mayor, "" when nobody with an account is
    stage: StageCount
    matter: Matter
    stands_in: str | None = None  # assembly | mayor: decides because the municipality has no board
    recommends_to: OfficialBody | None = None  # the assembly of the same municipality

    @property
    def official(self) -> OfficialBody:
        """The body in the cases that a resolution needs."""
        return in_place_of_board(_official(self.body), self.stands_in)


def cards_of(step: RecordedStep, packet: Packet) -> tuple[MeasureCard, ...]:
    """Return the measures that the packet's text is about; a report has results instead of cards."""
    kind, content = packet.matter.kind, packet.text.content
    key = ("cards", kind, step.process.version_id)
    return step.together.once(key, lambda: tuple(_cards(kind, content)))


def _cards(kind: str, content: dict[str, Any]) -> Iterator[MeasureCard]:
    if kind == "plan":
        plan = plan_from_json(content)
        yield from (card for goal in plan.goals for item in goal.priorities for card in item.measures)
    if kind == "action_plan":
        yield from action_plan_from_json(content).measures
    if kind == "measure":
        yield card_from_json(content["after"])


def _official(body: Body) -> OfficialBody:
    return OfficialBody(
        kind="board" if body.kind == "board" else "assembly",
        name=body.name,
        genitive=body.name_forms.get("genitive", body.name),
        dative=body.name_forms.get("dative", body.name),
        numerals=body.resolution_style,
    )


def _assembly_of(step: RecordedStep, body: Body) -> OfficialBody | None:
    """The assembly that a board recommends to."""
    assembly = step.tx.session.scalars(
        select(Body).where(Body.municipality_id == body.municipality_id, Body.kind == "assembly")
    ).one_or_none()
    return _official(assembly) if assembly else None


def packet_of(step: RecordedStep) -> Packet:
    """Gather what the packet of the step's body is made of."""
    process, once = step.process, step.together.once
    body, municipality = once("bodies", lambda: _bodies(step))[process.body_id]
    text, kind = frozen_text(step), process.subject_kind
    stage = next(item for item in _stages(step) if item.position == process.stage)
    return Packet(
        office=office_of(step),
        text=text,
        body=body,
        municipality=municipality,
        mayor=once("mayors", lambda: _mayors(step)).get(body.municipality_id, ""),
        stage=stage,
        matter=replace(matter_of(kind, text.content, stage), part=stage.rule.part),
        stands_in=process.stands_in,
        recommends_to=_assembly_of(step, body) if "recommended" in stage.rule.counts else None,
    )


def _bodies(step: RecordedStep) -> dict[int | None, tuple[Body, Municipality | None]]:
    """Return the bodies that are together, each with its municipality."""
    statement = (
        select(Body, Municipality)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(Body.id.in_(step.together.body_ids))
    )
    return {body.id: (body, municipality) for body, municipality in step.tx.session.execute(statement)}


def _stages(step: RecordedStep) -> list[StageCount]:
    parent = _parent(step)
    return step.together.once(("stages", parent), lambda: stages_of(step.tx, parent))


def _parent(step: RecordedStep) -> int:
    if step.process.parent_id is None:
        raise LookupError(f"process {step.process.id} is in no round")
    return step.process.parent_id


def _mayors(step: RecordedStep) -> dict[int | None, str]:
    """Return the name of the mayor of each municipality whose bodies are together, where one has an account."""
    council = aliased(Body)
    statement = (
        select(council.municipality_id, User.name)
        .join(Seat, Seat.user_id == User.id)
        .join(council, council.id == Seat.body_id)
        .join(Body, Body.municipality_id == council.municipality_id)
        .where(Body.id.in_(step.together.body_ids), Seat.role == "mayor", Seat.valid_to.is_(None))
        .order_by(Seat.membership_id.desc())
    )
    return {municipality_id: name for municipality_id, name in step.tx.session.execute(statement)}


def matter_of(kind: str, content: dict[str, Any], stage: StageCount) -> Matter:
    """Return what is decided about. The first outcome that counts in the stage is the one the draft proposes."""
    takes_note = stage.rule.counts[0] == "noted"
    if kind == "intent":
        return Matter("intent", content["title"], "", takes_note=takes_note, territory=content["territory"])
    period = years(content["period_from"], content["period_to"])
    if kind == "plan":
        return Matter("plan", content["title"], period, takes_note=takes_note)
    if kind == "monitoring_report":
        return Matter("monitoring_report", content["plan_title"], period, content["year"], takes_note)
    if kind == "action_plan":
        return Matter(
            "action_plan",
            content["plan_title"],
            period,
            content["year"],
            takes_note,
            naming=content["naming"],
        )
    after, before = content["after"], content["before"]
    act: MeasureAct = "new" if before is None else "close" if after["intent"] == "close" else "change"
    return Matter(
        "measure",
        content["plan_title"],
        period,
        takes_note=takes_note,
        measure_act=act,
        measure_number=after["number"],
        measure_title=after["title"],
        reason=content["reason"],
    )


def earlier_resolution(step: RecordedStep) -> tuple[Body, CouncilResolution] | None:
    """Return the newest decision of the stage before this one, such as the lead town's; None in the first stage."""
    process = step.process

    def found() -> tuple[Body, CouncilResolution] | None:
        position = _stage_before(step)
        if not position:
            return None
        newest = step.tx.session.execute(
            _decisions(step).where(ProcessInstance.stage == position).limit(1)
        ).first()
        return (newest[0], newest[1]) if newest else None

    return step.together.once(("stage before", process.parent_id, process.stage, process.version_id), found)


def own_earlier_resolution(step: RecordedStep) -> CouncilResolution | None:
    """Return what this very body decided about an earlier version, before the text changed; None when it did not."""
    process, bodies = step.process, ProcessInstance.body_id.in_(step.together.body_ids)
    earlier = (ProcessInstance.stage < process.stage) & (ProcessInstance.version_id != process.version_id)

    def found() -> dict[int, CouncilResolution]:
        newest_first = step.tx.session.execute(_decisions(step).where(earlier, bodies)).all()
        return {resolution.body_id: resolution for _body, resolution in reversed(newest_first)}

    key = ("own earlier", process.parent_id, process.stage, process.version_id)
    return step.together.once(key, found).get(process.body_id or 0)


def _stage_before(step: RecordedStep) -> int | None:
    """Return the position of the stage that has decided about this text before, be it in an earlier round."""
    way = [stage.position for stage in standing_stages(step.tx, _parent(step))]
    at = way.index(step.process.stage) if step.process.stage in way else 0
    return way[at - 1] if at else None


def _decisions(step: RecordedStep) -> Select[Body, CouncilResolution]:
    """Decisions of the round that stand, the newest first."""
    return (
        select(Body, CouncilResolution)
        .join(CouncilResolution, CouncilResolution.body_id == Body.id)
        .join(ProcessInstance, ProcessInstance.id == CouncilResolution.process_id)
        .where(ProcessInstance.parent_id == step.process.parent_id)
        .where(ProcessInstance.state == CouncilResolution.verdict)
        .order_by(CouncilResolution.id.desc())
    )


def steering_day(step: RecordedStep) -> str | None:
    """Return the ISO date of the steering group's meeting that approved the text, as its decision told."""
    parent_id = step.process.parent_id
    payload = step.together.once(("steering", parent_id), lambda: _steering_decision(step))
    return payload.get("meeting_on") if payload else None


def _steering_decision(step: RecordedStep) -> dict[str, Any] | None:
    return step.tx.session.execute(
        select(TransitionRecord.payload)
        .where(TransitionRecord.process_id == step.process.parent_id)
        .where(TransitionRecord.trigger == "steering_approve")
        .order_by(TransitionRecord.seq.desc())
        .limit(1)
    ).scalar()

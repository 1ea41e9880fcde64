"""What the papers of one packet have in common: the body, the matter, the round and the text before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.models.body import Body
from workflow_app.models.content import MeasureCard, card_from_json, plan_from_json
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.user import User
from workflows.common.figures import years
from workflows.common.office import FrozenText, Office, frozen_text, office_of
from workflows.council_resolution.wording import Matter, MeasureAct, OfficialBody

# The document of the parent process that lies in the packet as annex no. 1.
ENCLOSED = {"plan": "plan", "measure": "measure_card", "monitoring_report": "monitoring_report"}


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

    @property
    def official(self) -> OfficialBody:
        """The body in the cases that a resolution needs."""
        forms = self.body.name_forms
        return OfficialBody(
            kind="board" if self.body.kind == "board" else "assembly",
            name=self.body.name,
            genitive=forms.get("genitive", self.body.name),
            dative=forms.get("dative", self.body.name),
        )

    def cards(self) -> Iterator[MeasureCard]:
        """Yield the measures that the text is about; a report has results instead of cards."""
        content = self.text.content
        if self.matter.kind == "plan":
            plan = plan_from_json(content)
            yield from (card for goal in plan.goals for item in goal.priorities for card in item.measures)
        if self.matter.kind == "measure":
            yield card_from_json(content["after"])


def packet_of(step: RecordedStep) -> Packet:
    """Gather what the packet of the step's body is made of."""
    session, process = step.tx.session, step.process
    body = session.get_one(Body, process.body_id)
    text = frozen_text(step)
    stage = next(item for item in stages_of(step.tx, _parent(step)) if item.position == process.stage)
    municipality = session.get(Municipality, body.municipality_id) if body.municipality_id else None
    return Packet(
        office=office_of(step),
        text=text,
        body=body,
        municipality=municipality,
        mayor=_mayor(step, body),
        stage=stage,
        matter=matter_of(process.subject_kind, text.content, stage),
    )


def _parent(step: RecordedStep) -> int:
    if step.process.parent_id is None:
        raise LookupError(f"process {step.process.id} is in no round")
    return step.process.parent_id


def _mayor(step: RecordedStep, body: Body) -> str:
    name = step.tx.session.execute(
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .join(Body, Body.id == Membership.body_id)
        .where(Body.municipality_id == body.municipality_id, Membership.role == "mayor")
        .where(Membership.valid_to.is_(None))
        .limit(1)
    ).scalar()
    return name or ""


def matter_of(kind: str, content: dict[str, Any], stage: StageCount) -> Matter:
    """Return what is decided about. The first outcome that counts in the stage is the one the draft proposes."""
    takes_note = stage.rule.counts[0] == "noted"
    period = years(content["period_from"], content["period_to"])
    if kind == "plan":
        return Matter("plan", content["title"], period, takes_note=takes_note)
    if kind == "monitoring_report":
        return Matter("monitoring_report", content["plan_title"], period, content["year"], takes_note)
    after, before = content["after"], content["before"]
    act: MeasureAct = "new" if before is None else "close" if after["intent"] == "close" else "change"
    return Matter(
        "measure",
        content["plan_title"],
        period,
        measure_act=act,
        measure_number=after["number"],
        measure_title=after["title"],
        reason=content["reason"],
    )


def earlier_resolution(step: RecordedStep) -> tuple[Body, CouncilResolution] | None:
    """Return the newest decision of the stage before this one, such as the lead town's; None in the first stage."""
    process = step.process
    row = step.tx.session.execute(
        select(Body, CouncilResolution)
        .join(CouncilResolution, CouncilResolution.body_id == Body.id)
        .join(ProcessInstance, ProcessInstance.id == CouncilResolution.process_id)
        .where(
            ProcessInstance.parent_id == process.parent_id, ProcessInstance.stage == (process.stage or 0) - 1
        )
        .where(ProcessInstance.state == CouncilResolution.verdict)
        .order_by(CouncilResolution.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def steering_day(step: RecordedStep) -> str | None:
    """Return the ISO date of the steering group's meeting that approved the text, as its decision told."""
    payload = step.tx.session.execute(
        select(TransitionRecord.payload)
        .where(TransitionRecord.process_id == step.process.parent_id)
        .where(TransitionRecord.trigger == "steering_approve")
        .order_by(TransitionRecord.seq.desc())
        .limit(1)
    ).scalar()
    return payload.get("meeting_on") if payload else None

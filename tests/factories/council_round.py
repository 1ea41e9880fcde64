"""A document of any kind and area that opens its council round by the area's route, decided by real bodies."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select, update

from tests.conftest import acting
from tests.factories.people import chair, clerk_of, coordinator
from tests.factories.plan import lead_of
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.start import start
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.canonical import fingerprint
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.seat import Seat
from workflow_app.models.version import Version
from workflows.common.payloads import SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded

DAY = date(2026, 11, 30)


def write_route(tx: Transaction, area: str, kind: str, *stages: dict[str, Any]) -> None:
    """Put a route in force: the next version, from the beginning of time."""
    area_id = _area(tx, area)
    version = select(func.coalesce(func.max(ApprovalRoute.version), 0) + 1).where(
        ApprovalRoute.area_id == area_id, ApprovalRoute.document_kind == kind
    )
    named = [
        {"key": f"s{number}", "label": {"cs": f"Krok {number}", "en": f"Stage {number}"}, **stage}
        for number, stage in enumerate(stages, start=1)
    ]
    tx.session.execute(
        insert(ApprovalRoute).values(
            area_id=area_id,
            document_kind=kind,
            version=tx.session.execute(version).scalar_one(),
            valid_from=date(2000, 1, 1),
            stages=named,
        )
    )


@dataclass(frozen=True)
class OpenRound:
    """A document before the councils of an area."""

    tx: Transaction
    catalogue: Catalogue
    area: str
    process_id: int

    @property
    def state(self) -> str:
        """Where the document is."""
        return read(self.tx, self.process_id).state

    def bodies(self, stage: int) -> list[tuple[ProcessInstance, Body]]:
        """The bodies of one stage with their processes, in the order they were begun."""
        statement = (
            select(ProcessInstance, Body)
            .join(Body, Body.id == ProcessInstance.body_id)
            .where(ProcessInstance.parent_id == self.process_id, ProcessInstance.stage == stage)
            .order_by(ProcessInstance.id)
            .execution_options(populate_existing=True)
        )
        return [(process, body) for process, body in self.tx.session.execute(statement)]

    def names(self, stage: int) -> list[str]:
        """Names of the bodies of one stage."""
        return [body.name for _process, body in self.bodies(stage)]

    def decide(self, stage: int, verdict: str = "approved", only: str = "") -> None:
        """Let every body of a stage decide (or the one of this name), recorded by its own people or by staff."""
        for process, body in self.bodies(stage):
            if only in ("", body.name) and process.ended_at is None:
                self._record(process, body, verdict)

    def _record(self, process: ProcessInstance, body: Body, verdict: str) -> None:
        if process.state == "preparing":
            fire(replace(self.tx, actor=SYSTEM), self.catalogue, process.id, "packet_ready")
        email = clerk_of(self.tx, body.id) if body.municipality_id else coordinator(self.tx, self.area)
        payload = ResolutionRecorded(verdict=verdict, session_on=DAY)
        fire(acting(self.tx, email), self.catalogue, process.id, payload.trigger, payload)


def open_round(tx: Transaction, catalogue: Catalogue, area: str, kind: str = "plan") -> OpenRound:
    """Begin a document with a frozen text before the steering group of `area` and let the group approve it."""
    area_id = _area(tx, area)
    plan = Plan(
        area_id=area_id,
        title="Plán 2027–2030",
        period_from=2027,
        period_to=2030,
        owner_municipality_id=lead_of(tx, area_id),
    )
    tx.session.add(plan)
    tx.session.flush()
    subject_id = plan.id if kind == "plan" else _on_plan(tx, kind, area_id, plan.id)
    process_id = start(tx, catalogue, kind, area_id=area_id, subject_id=subject_id)
    content = {"title": plan.title, "period_from": 2027, "period_to": 2030, "area": area}
    version = Version(
        area_id=area_id,
        subject_kind=kind,
        subject_id=subject_id,
        number=1,
        content=content,
        sha256=fingerprint(content),
        created_at=tx.now,
    )
    tx.session.add(version)
    tx.session.flush()
    before_steering = {"state": "steering_approval", "version_id": version.id}
    tx.session.execute(
        update(ProcessInstance).where(ProcessInstance.id == process_id).values(before_steering)
    )
    decision = SteeringDecision(meeting_on=DAY, present=_members(tx, area_id))
    fire(acting(tx, chair(tx, area)), catalogue, process_id, "steering_approve", decision)
    return OpenRound(tx, catalogue, area, process_id)


def _on_plan(tx: Transaction, kind: str, area_id: int, plan_id: int) -> int:
    row: Any = {
        "monitoring_report": lambda: MonitoringReport(area_id=area_id, plan_id=plan_id, year=2027, seq=0),
        "action_plan": lambda: ActionPlan(
            area_id=area_id, plan_id=plan_id, year=2027, naming="action", seq=0
        ),
    }[kind]()
    tx.session.add(row)
    tx.session.flush()
    return int(row.id)


def _area(tx: Transaction, key: str) -> int:
    return tx.session.execute(select(Area.id).where(Area.key == key)).scalar_one()


def _members(tx: Transaction, area_id: int) -> int:
    """How many people sit in the steering group."""
    statement = (
        select(func.count(func.distinct(Seat.user_id)))
        .join(Body, Body.id == Seat.body_id)
        .where(Body.area_id == area_id, Body.kind == "steering_group", Seat.held_on(DAY))
    )
    return tx.session.execute(statement).scalar_one()

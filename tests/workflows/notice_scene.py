"""One plan before the councils, one proposal and one report: what every notice can be about."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from tests.conftest import acting
from tests.factories.people import chair, coordinator
from tests.factories.plan import RunningPlan, make_plan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.context import Context
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import RecordedStep, read_step
from workflow_app.engine.start import start
from workflow_app.kernel.clock import prague_day
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.body import Body
from workflow_app.models.intent import Intent
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.user import User
from workflows.common.payloads import SteeringDecision

TITLE = "Komunitní plán sociálních služeb na Hlučínsku 2027–2030"
DUE = datetime(2026, 12, 15, 22, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """The processes by name, and the ids that payloads speak of."""

    tx: Transaction
    catalogue: Catalogue
    plan: RunningPlan
    processes: dict[str, int]
    steering_id: int

    def step(
        self, process: str, trigger: str, from_state: str, to_state: str, *, late: bool = False, **more: Any
    ) -> RecordedStep:
        """Return a step of one of the processes as if it had just been recorded."""
        found = read_step(self.tx, self.catalogue, self.processes[process], 0)
        found.process.state = to_state
        found.process.due_at = DUE.replace(month=11) if late else DUE
        return replace(found, trigger=trigger, from_state=from_state, to_state=to_state, **more)

    def user(self, email: str) -> int:
        """Return the id of a person."""
        return self.tx.session.execute(select(User.id).where(User.email == email)).scalar_one()

    @property
    def coordinator_id(self) -> int:
        """The first of the area's coordinators."""
        return self.user(coordinator(self.tx))


def make_scene(tx: Transaction, catalogue: Catalogue, first_municipality: str = "Hlučín") -> Scene:
    """Bring the plan before the councils; its round's first body is an assembly of `first_municipality`."""
    plan = make_plan(tx, catalogue, title=TITLE)
    open_round(tx, catalogue, plan)
    steering = select(Body.id).where(Body.area_id == plan.area_id, Body.kind == "steering_group")
    child = (
        select(ProcessInstance.id)
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(Municipality, Municipality.id == Body.municipality_id)
        .where(ProcessInstance.parent_id == plan.process_id, Municipality.name == first_municipality)
    )
    processes = {
        "plan": plan.process_id,
        "measure": _proposal(tx, catalogue, plan),
        "monitoring_report": _report(tx, catalogue, plan),
        "action_plan": _action_plan(tx, catalogue, plan),
        "intent": _intent(tx, catalogue, plan),
        "council_resolution": tx.session.execute(child).scalars().first() or 0,
    }
    return Scene(tx, catalogue, plan, processes, tx.session.execute(steering).scalar_one())


def open_round(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> None:
    """Freeze the plan, put it before the steering group and let its chair submit it to the councils."""
    process = read(tx, plan.process_id)
    ctx = Context(tx, catalogue.latest("plan"), process, None, None, [])
    catalogue.parts["plan"].effects["freeze_version"](ctx)
    tx.session.execute(
        update(ProcessInstance)
        .where(ProcessInstance.id == plan.process_id)
        .values(state="steering_approval", version_id=process.version_id)
    )
    decision = SteeringDecision(meeting_on=prague_day(tx.now) - timedelta(days=1), present=9)
    fire(acting(tx, chair(tx)), catalogue, plan.process_id, "steering_approve", decision)


def _proposal(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> int:
    measure = tx.session.scalars(
        select(Measure).where(Measure.plan_id == plan.plan_id).order_by(Measure.position)
    ).first()
    assert measure is not None
    change = MeasureChange(
        area_id=plan.area_id,
        plan_id=plan.plan_id,
        measure_id=measure.id,
        priority_id=measure.priority_id,
        body_id=measure.body_id,
        number=measure.number,
        title="Domácí péče i o víkendu",
        reason="Přibylo klientů.",
        card=measure.card,
        seq=0,
    )
    tx.session.add(change)
    tx.session.flush()
    return start(tx, catalogue, "measure", area_id=plan.area_id, subject_id=change.id)


def _report(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> int:
    report = MonitoringReport(area_id=plan.area_id, plan_id=plan.plan_id, year=2027, seq=0)
    tx.session.add(report)
    tx.session.flush()
    for measure in tx.session.scalars(select(Measure).where(Measure.plan_id == plan.plan_id)):
        result = MeasureResult(
            report_id=report.id, measure_id=measure.id, body_id=measure.body_id, indicators=[], seq=0
        )
        tx.session.add(result)
    tx.session.flush()
    return start(tx, catalogue, "monitoring_report", area_id=plan.area_id, subject_id=report.id)


def _intent(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> int:
    """An intent to plan together."""
    row = Intent(area_id=plan.area_id, title="Záměr plánovat společně", territory="Hlučínska", text="")
    row.join_on, row.seq = date(2027, 1, 1), 0
    tx.session.add(row)
    tx.session.flush()
    return start(tx, catalogue, "intent", area_id=plan.area_id, subject_id=row.id)


def _action_plan(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> int:
    row = ActionPlan(area_id=plan.area_id, plan_id=plan.plan_id, year=2027, naming="action", seq=0)
    tx.session.add(row)
    tx.session.flush()
    for measure in tx.session.scalars(select(Measure).where(Measure.plan_id == plan.plan_id)):
        links = {"action_plan_id": row.id, "measure_id": measure.id, "body_id": measure.body_id}
        tx.session.add(ActionPlanEntry(**links, chosen=True, card={}, seq=0))
    tx.session.flush()
    return start(tx, catalogue, "action_plan", area_id=plan.area_id, subject_id=row.id)

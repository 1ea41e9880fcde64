"""Two areas with everything that an address can name, so that every door can be tried with every key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, insert, select, update

from tests.conftest import acting
from tests.databases import AREAS
from tests.factories.people import chair, clerk_of, coordinator
from workflow_app.db.uow import Transaction
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.context import Context
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.start import start
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import prague_day
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.area import Area
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.document import Document
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.municipality import Municipality
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.plan import Chapter, Goal, Plan, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.seat import Seat
from workflow_app.models.user import User
from workflow_app.settings import Settings
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.intent_input import IntentInput
from workflow_app.usecases.issue_recording_link import CORRECT, issue_link
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.usecases.record_resolution import KeptScan, with_scan
from workflow_app.usecases.start_intent import start_intent
from workflow_app.usecases.start_plan import NewPlan, start_plan
from workflows.common.payloads import Reason, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded


@dataclass(frozen=True)
class Place:
    """Keys of one area, one of its groups and municipalities, and ids of what stands there, by a short name."""

    area: str
    group: str
    municipality: str
    ids: Mapping[str, int]


def file_of(area: str) -> bytes:
    """What every produced document of an area holds."""
    return f"a file of {area}".encode()


def furnish(
    tx: Transaction, catalogue: Catalogue, store: FileStore, area: str, group: str, code: str
) -> Place:
    """Put into `area`: a plan being written, one before the councils, a proposal, a report, papers and letters.

    `group` writes it all; `code` is a municipality (not the lead one) that has decided.
    """
    writer = _Furnisher(tx, catalogue, area, group, store.put(file_of(area)))
    draft, draft_process = writer.plan("Nový plán")
    plan, process = writer.plan("Plán před zastupitelstvy")
    writer.open_round(process)
    body, resolution = writer.decide(process, code)
    ids = {
        "plan": plan,
        "process": process,
        "draft_process": draft_process,
        "body_process": body,
        "assembly": writer.assembly(body),
        "resolution": resolution,
        "document": writer.document(process, "plan"),
        "body_document": writer.document(body, "council_packet"),
        "packet_file": writer.document(body, "cover_letter", packet="council_packet"),
        **writer.parts(draft),
        "approved_measure": writer.parts(plan)["measure"],
        **writer.proposal(plan),
        **writer.report(plan),
        **writer.action_plan(plan),
        "intent_process": writer.intent(code),
        **writer.letters(process),
        "block_seat": writer.block_seat(),
        "link": issue_link(tx, Settings(), body, CORRECT, f"podatelna@{area}.example.cz").id,
    }
    return Place(area, group, code, ids)


def bring_second_area(tx: Transaction) -> None:
    """Import the other area beside Hlučín."""
    import_area(tx, read_area_file((AREAS / "albrechtice.yaml").read_bytes()))


class _Furnisher:
    """Makes rows of one area as its use cases would, without walking every step before them."""

    def __init__(self, tx: Transaction, catalogue: Catalogue, area: str, group: str, file: str) -> None:
        self.tx, self.catalogue, self.session, self.file = tx, catalogue, tx.session, file
        self.area = area
        self.area_id = self._id(select(Area.id).where(Area.key == area))
        self.group_id = self._id(select(Body.id).where(Body.area_id == self.area_id, Body.key == group))

    def _id(self, statement) -> int:
        return self.session.execute(statement).scalars().first()

    def _add(self, row) -> int:
        self.session.add(row)
        self.session.flush()
        return row.id

    def intent(self, code: str) -> int:
        """An intent that is being written and asks one municipality; id of its process."""
        staff = acting(self.tx, coordinator(self.tx, self.area))
        said = IntentInput("Záměr", "území", "Text", date(2030, 1, 1), (code,))
        return start_intent(staff, self.catalogue, self.area_id, said)

    def plan(self, title: str) -> tuple[int, int]:
        """A plan with one goal, priority and measure of the group; ids of the plan and of its process."""
        staff = acting(self.tx, coordinator(self.tx, self.area))
        wish = NewPlan(title, 2027, 2030, writers={"foreword": self.group_id})
        process = start_plan(staff, self.catalogue, self.area_id, wish)
        plan = self._id(select(Plan.id).where(Plan.area_id == self.area_id).order_by(Plan.id.desc()))
        goal = self._add(
            Goal(plan_id=plan, body_id=self.group_id, position=1, number="1", title="Cíl", text="", seq=0)
        )
        priority = self._add(Priority(goal_id=goal, position=1, number="1.1", title="Priorita", seq=0))
        self._add(
            Measure(
                plan_id=plan, priority_id=priority, body_id=self.group_id, position=1, number="1.1.1", title="Opatření",
                card={"description": "Popis", "owner": "Město"}, status="not_started", done=True, seq=0,
            )
        )  # fmt: skip
        return plan, process

    def parts(self, plan: int) -> dict[str, int]:
        """Ids of what the group writes in a plan, and of a chapter of the coordinator."""
        goal = self._id(select(Goal.id).where(Goal.plan_id == plan))
        chapters = select(Chapter.id).where(Chapter.plan_id == plan)
        return {
            "goal": goal,
            "priority": self._id(select(Priority.id).where(Priority.goal_id == goal)),
            "measure": self._id(select(Measure.id).where(Measure.plan_id == plan)),
            "chapter": self._id(chapters.where(Chapter.body_id == self.group_id)),
            "own_chapter": self._id(chapters.where(Chapter.body_id.is_(None))),
        }

    def open_round(self, process: int) -> None:
        """Freeze the text, let the chair put it before the councils, and begin a change of it."""
        row = read(self.tx, process)
        ctx = Context(self.tx, self.catalogue.latest("plan"), row, None, None, [])
        self.catalogue.parts["plan"].effects["freeze_version"](ctx)
        self.session.execute(
            update(ProcessInstance)
            .where(ProcessInstance.id == process)
            .values(state="steering_approval", version_id=row.version_id)
        )
        present = self._id(
            select(func.count(func.distinct(Seat.user_id)))
            .join(Body, Body.id == Seat.body_id)
            .where(Body.area_id == self.area_id, Body.kind == "steering_group", Seat.valid_to.is_(None))
        )
        decision = SteeringDecision(meeting_on=prague_day(self.tx.now) - timedelta(days=1), present=present)
        fire(
            acting(self.tx, chair(self.tx, self.area)), self.catalogue, process, "steering_approve", decision
        )
        staff = acting(self.tx, coordinator(self.tx, self.area))
        fire(staff, self.catalogue, process, "open_text_change", Reason("Překlep."))

    def block_seat(self) -> int:
        """The group will sit in the steering group as a whole."""
        steering = select(Body.id).where(Body.area_id == self.area_id, Body.kind == "steering_group")
        return self._add(
            BlockSeat(host_id=self._id(steering), seated_id=self.group_id, valid_from=date(2030, 1, 1))
        )

    def assembly(self, body_process: int) -> int:
        """The body of that process."""
        return self.tx.session.get_one(ProcessInstance, body_process).body_id or 0

    def decide(self, process: int, code: str) -> tuple[int, int]:
        """The lead town and the municipality approve; ids of the latter's process and resolution."""
        children = select(ProcessInstance.id, ProcessInstance.body_id).where(
            ProcessInstance.parent_id == process
        )
        self._record(*self.session.execute(children).one())
        of_code = children.join(Body, Body.id == ProcessInstance.body_id).join(
            Municipality, Municipality.id == Body.municipality_id
        )
        child, body = self.session.execute(of_code.where(Municipality.code == code)).one()
        self._record(child, body)
        return child, self._id(select(CouncilResolution.id).where(CouncilResolution.process_id == child))

    def _record(self, child: int, body: int) -> None:
        fire(replace(self.tx, actor=SYSTEM), self.catalogue, child, "packet_ready")
        scan = KeptScan(self.file, "vypis.pdf", "application/pdf")
        payload = with_scan(ResolutionRecorded(verdict="approved", session_on=prague_day(self.tx.now)), scan)
        fire(acting(self.tx, clerk_of(self.tx, body)), self.catalogue, child, payload.trigger, payload)

    def document(self, process: int, name: str, packet: str = "") -> int:
        """A produced document, or a file of a packet."""
        return self._add(
            Document(
                area_id=self.area_id, process_id=process, name=name, language="cs", seq=1, file_name=f"{name}.docx",
                media_type="application/octet-stream", size=1, sha256=self.file, created_at=self.tx.now,
                packet=packet,
            )
        )  # fmt: skip

    def proposal(self, plan: int) -> dict[str, int]:
        """A change of a measure that the group is writing."""
        measure = self.session.get_one(Measure, self.parts(plan)["measure"])
        change = self._add(
            MeasureChange(
                area_id=self.area_id, plan_id=plan, measure_id=measure.id, priority_id=measure.priority_id,
                body_id=self.group_id, number=measure.number, title="Změna", reason="Důvod", card=measure.card, seq=0,
            )
        )  # fmt: skip
        return {
            "proposal": start(self.tx, self.catalogue, "measure", area_id=self.area_id, subject_id=change)
        }

    def action_plan(self, plan: int) -> dict[str, int]:
        """A yearly action plan in force."""
        row = self._add(ActionPlan(area_id=self.area_id, plan_id=plan, year=2027, naming="action", seq=0))
        measure = self.tx.session.execute(select(Measure.id).where(Measure.plan_id == plan)).scalars().first()
        links = {"action_plan_id": row, "measure_id": measure, "body_id": self.group_id}
        entry = self._add(ActionPlanEntry(**links, chosen=True, card={}, seq=0))
        process = start(self.tx, self.catalogue, "action_plan", area_id=self.area_id, subject_id=row)
        ctx = Context(self.tx, self.catalogue.latest("action_plan"), read(self.tx, process), None, None, [])
        self.catalogue.parts["action_plan"].effects["freeze_version"](ctx)
        self.tx.session.execute(
            update(ProcessInstance)
            .where(ProcessInstance.id == process)
            .values(state="in_force", version_id=ctx.process.version_id)
        )
        self.session.get_one(ActionPlan, row).in_force_version_id = ctx.process.version_id
        self.session.flush()
        return {"action_plan": row, "action_plan_process": process, "year_measure": entry}

    def report(self, plan: int) -> dict[str, int]:
        """A yearly report that the group fills in."""
        report = self._add(MonitoringReport(area_id=self.area_id, plan_id=plan, year=2027, seq=0))
        measure = self.parts(plan)["measure"]
        entry = self._add(
            MeasureResult(report_id=report, measure_id=measure, body_id=self.group_id, indicators=[], seq=0)
        )
        process = start(self.tx, self.catalogue, "monitoring_report", area_id=self.area_id, subject_id=report)
        return {"report": process, "entry": entry}

    def letters(self, process: int) -> dict[str, int]:
        """A letter that could not be sent, and a message of the outbox that was given up."""
        email = coordinator(self.tx, self.area)
        user = self._id(select(User.id).where(User.email == email))
        letter = self._add(
            Notification(
                dedupe_key=f"access:{self.area}", area_id=self.area_id, process_id=process, user_id=user, email=email,
                language="cs", name="plan_returned", subject="Věc", body="Text", link="/", state="failed",
                created_at=self.tx.now,
            )
        )  # fmt: skip
        statement = insert(OutboxMessage).values(
            topic="announce", payload={}, dedupe_key=f"access:{self.area}", area_id=self.area_id, request_id="test",
            created_at=self.tx.now, available_at=self.tx.now, failed_at=func.now(), last_error="x",
        )  # fmt: skip
        message = self.session.execute(statement.returning(OutboxMessage.id)).scalar_one()
        return {"letter": letter, "message": message}

"""Documents of every kind before the councils, and a change of one of their sentences, submitted by the coordinator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from tests.conftest import acting
from tests.factories import action_plan, intent
from tests.factories.measure import measure_of
from tests.factories.monitoring_report import make_report
from tests.factories.people import chair, coordinator, leader
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.measure import MeasureChange
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflow_app.models.version import Version
from workflow_app.usecases.propose_measure_change import propose_measure_change
from workflow_app.usecases.save_text_change import save_text_change
from workflows.common.payloads import GroupStatement, Reason, SteeringDecision
from workflows.council_resolution.payloads import ResolutionRecorded

MEETING = date(2026, 11, 30)
DECISION = SteeringDecision(MEETING, 9)


@dataclass(frozen=True)
class FrozenText:
    """A document before its first stage of councils; `section` and `field` name a sentence that can change."""

    kind: str
    process_id: int
    area_id: int
    section: str
    field: str


def report(tx: Transaction, catalogue: Catalogue) -> FrozenText:
    """The report on 2027, before the board of the lead town."""
    made = make_report(tx, catalogue, make_plan_in_force(tx, catalogue), 2027)
    fire(acting(tx, coordinator(tx)), catalogue, made.process_id, "close_collecting", Reason("Nedorazily."))
    fire(acting(tx, chair(tx)), catalogue, made.process_id, "steering_approve", DECISION)
    return FrozenText("monitoring_report", made.process_id, made.area_id, "results.0", "results.0.comment")


def yearly_plan(tx: Transaction, catalogue: Catalogue) -> FrozenText:
    """The action plan for 2027, before the assembly of the lead town."""
    made = action_plan.make_action_plan(tx, catalogue, make_plan_in_force(tx, catalogue))
    action_plan.to_councils(tx, catalogue, made)
    section = "goals.0.priorities.0.measures.0"
    return FrozenText("action_plan", made.process_id, made.plan.area_id, section, f"{section}.description")


def measure(tx: Transaction, catalogue: Catalogue) -> FrozenText:
    """Another card for the measure of ps-seniori, before the assembly of the lead town."""
    plan = make_plan_in_force(tx, catalogue)
    group, acts = plan.groups["ps-seniori"], acting(tx, leader(tx, "ps-seniori"))
    mine = measure_of(tx, plan, "ps-seniori")
    process_id = propose_measure_change(
        acts, catalogue, area_id=plan.area_id, body_id=group, measure_id=mine.id
    )
    change = tx.session.get_one(MeasureChange, read(tx, process_id).subject_id)
    change.reason, change.card = "Přibyly obce.", {**change.card, "description": "Popis služby"}
    tx.session.flush()
    fire(acts, catalogue, process_id, "submit_proposal")
    fire(acts, catalogue, process_id, "group_recommend", GroupStatement(), body_id=group)
    fire(acting(tx, chair(tx)), catalogue, process_id, "steering_approve", DECISION)
    return FrozenText("measure", process_id, plan.area_id, "after", "after.description")


def intent_to_plan(tx: Transaction, catalogue: Catalogue) -> FrozenText:
    """An intent before three municipalities."""
    process_id = intent.to_councils(tx, catalogue)
    return FrozenText("intent", process_id, intent.area_id(tx), "", "text")


BEFORE_COUNCILS: Mapping[str, Callable[[Transaction, Catalogue], FrozenText]] = {
    "monitoring_report": report,
    "action_plan": yearly_plan,
    "measure": measure,
    "intent": intent_to_plan,
}


def bodies_of(tx: Transaction, process_id: int) -> list[ProcessInstance]:
    """Every process of a body that a document has begun, the first one first."""
    statement = select(ProcessInstance).where(ProcessInstance.parent_id == process_id)
    return list(
        tx.session.scalars(statement.order_by(ProcessInstance.id).execution_options(populate_existing=True))
    )


def write_change(tx: Transaction, catalogue: Catalogue, text: FrozenText, words: str) -> TextChange:
    """The coordinator opens a change and writes one sentence anew."""
    staff = acting(tx, coordinator(tx))
    fire(staff, catalogue, text.process_id, "open_text_change", Reason("Chyba v textu."))
    change = tx.session.scalars(select(TextChange).order_by(TextChange.id.desc())).first()
    assert change is not None
    save_text_change(
        staff,
        area_id=text.area_id,
        process_id=text.process_id,
        section=text.section,
        typed={text.field: words},
        seen=change.seq,
    )
    return change


def submit_change(
    tx: Transaction, catalogue: Catalogue, text: FrozenText, words: str = "Opraveno."
) -> TextChange:
    """The same, submitted to the steering group."""
    change = write_change(tx, catalogue, text, words)
    fire(acting(tx, coordinator(tx)), catalogue, text.process_id, "submit_text_change")
    return change


def decide(tx: Transaction, catalogue: Catalogue, body: ProcessInstance) -> None:
    """Let a body approve the text that it has before it."""
    if body.state == "preparing":
        fire(replace(tx, actor=SYSTEM), catalogue, body.id, "packet_ready")
    said = ResolutionRecorded(verdict="approved", session_on=MEETING, number="7/2026", source="e-mail")
    fire(acting(tx, coordinator(tx)), catalogue, body.id, said.trigger, said)


def class_it(tx: Transaction, catalogue: Catalogue, text: FrozenText, trigger: str, payload: object) -> None:
    """Let the steering group say what a submitted change is."""
    fire(acting(tx, chair(tx)), catalogue, text.process_id, trigger, payload)


def numbers(tx: Transaction, processes: list[ProcessInstance]) -> set[int]:
    """The numbers of the versions that these processes are about."""
    ids = {process.version_id for process in processes}
    return set(tx.session.scalars(select(Version.number).where(Version.id.in_(ids))))

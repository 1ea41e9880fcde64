"""An area with a public life: a plan in force through all councils, a report, changes, and secrets beside them."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from tests.factories.approval import bodies, plan_before_members, record
from tests.factories.document import make_document
from tests.factories.monitoring_report import make_report
from tests.factories.plan import RunningPlan, make_plan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.kernel.canonical import canonical_json, sha256_text
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.models.working_text import measure_change_text

SECRET = "Neveřejná poznámka"  # stands in every field that the public must not see
SECRET_TITLE = "Neveřejný návrh opatření"
PUBLIC_COMMENT = "Služba se v roce 2027 rozšířila."


@dataclass(frozen=True)
class Published:
    """A plan in force, a draft of the next one, and ids of documents by what they are."""

    plan: RunningPlan
    draft: RunningPlan
    documents: dict[str, int]


def publish(tx: Transaction, catalogue: Catalogue, sha256: str = "0" * 64) -> Published:
    """Make all of it in the Hlučín area; every document is the file with the fingerprint `sha256`."""
    plan = plan_before_members(tx, catalogue)
    lead, members = bodies(tx, plan, 1)[0], bodies(tx, plan, 2)
    before = {
        "draft of the plan": make_document(tx, plan.process_id, "plan", seq=1, sha256=sha256),
        "packet": make_document(tx, lead, "council_packet", seq=0, sha256=sha256),
    }
    for process_id in members:
        record(tx, catalogue, process_id, number="7/2026", session_number="12", text=SECRET, source=SECRET)
    after = {
        "plan": make_document(tx, plan.process_id, "plan", sha256=sha256),
        "certificate": make_document(tx, plan.process_id, "adoption_certificate", sha256=sha256),
        "extract": make_document(tx, lead, "resolution_extract", sha256=sha256),
    }
    report_on(tx, catalogue, plan, 2027, state="concluded", comment=PUBLIC_COMMENT)
    report_on(tx, catalogue, plan, 2028, state="collecting", comment=SECRET)
    change_of(tx, catalogue, plan, title=SECRET_TITLE, state="proposed")
    draft = make_plan(tx, catalogue, title="Plán 2031–2034")
    tx.session.execute(update(Measure).where(Measure.plan_id == draft.plan_id).values(title=SECRET_TITLE))
    return Published(plan, draft, before | after)


def report_on(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan, year: int, *, state: str, comment: str
) -> int:
    """Make a report in `state` in which every measure is fulfilled; return the id of its process."""
    report = make_report(tx, catalogue, plan, year)
    rows = update(MeasureResult).where(MeasureResult.report_id == report.report_id)
    tx.session.execute(rows.values(status="fulfilled", comment=comment, planned_czk=1000, spent_czk=900))
    _put(tx, report.process_id, state)
    return report.process_id


def change_of(tx: Transaction, catalogue: Catalogue, plan: RunningPlan, *, title: str, state: str) -> int:
    """Make a change of the plan's first measure in `state`; return the id of its process."""
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
        title=title,
        reason=SECRET,
        card=measure.card,
        seq=0,
    )
    tx.session.add(change)
    tx.session.flush()
    process_id = start(tx, catalogue, "measure", area_id=plan.area_id, subject_id=change.id)
    content = canonical_json(measure_change_text(tx.session, change.id))
    version = Version(
        area_id=plan.area_id,
        subject_kind="measure",
        subject_id=change.id,
        number=1,
        content=json.loads(content),
        sha256=sha256_text(content),
        created_at=tx.now,
    )
    tx.session.add(version)
    tx.session.flush()
    _put(tx, process_id, state, version.id)
    return process_id


def end_of_period(tx: Transaction, plan: RunningPlan, year: int) -> date:
    """Let the plan's period end with `year`; return its last day."""
    tx.session.execute(update(Plan).where(Plan.id == plan.plan_id).values(period_to=year))
    return date(year, 12, 31)


def _put(tx: Transaction, process_id: int, state: str, version_id: int | None = None) -> None:
    row = update(ProcessInstance).where(ProcessInstance.id == process_id)
    ended_at = tx.now if state == "concluded" else None
    tx.session.execute(row.values(state=state, version_id=version_id, ended_at=ended_at))

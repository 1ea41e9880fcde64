"""What the public may see of one plan: its way, decisions, and once it is in force its measures and reports."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.content import PlanContent, plan_from_json
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan import IN_FORCE, Plan
from workflow_app.models.plan_owner import PlanOwner, owner_of_plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.queries.area_names import group_names
from workflow_app.queries.public_action_plan import ActionPlanLine, action_plan_lines
from workflow_app.queries.public_decisions import Decision, agreed_decisions, round_decisions
from workflow_app.queries.public_documents import Download, public_documents
from workflow_app.queries.public_timeline import PUBLIC_MEASURE_STATES
from workflow_app.queries.public_way import Way, public_way
from workflows.common.labels import STATUSES


@dataclass(frozen=True, slots=True)
class InForce:
    """The text in force. `is_current` is false for a plan that another one has taken the place of."""

    version_number: int
    sha256: str
    since: date | None
    until: date
    has_expired: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of the text in force, with its state of work."""

    id: int
    number: str
    title: str
    group: Text | None
    status: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One yearly report. `considered_on` is the day when the last municipality had dealt with it."""

    year: int
    state_label: Text
    tone: str
    considered_on: date | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a measure that is before the councils, or that they have accepted on `accepted_on`."""

    number: str
    title: str
    is_new: bool
    state_label: Text
    tone: str
    accepted_on: date | None
    measure_id: int | None


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """The page of one plan. Before it is in force there are no measures: drafts stay with their authors.

    `decisions` are those behind the text in force, else those of the round; `change`: about a change of that text.
    """

    way: Way
    owner: PlanOwner
    in_force: InForce | None
    decisions: tuple[Decision, ...]
    change: tuple[Decision, ...]
    measures: tuple[MeasureLine, ...]
    reports: tuple[ReportLine, ...]
    changes: tuple[ChangeLine, ...]
    action_plans: tuple[ActionPlanLine, ...]
    downloads: tuple[Download, ...]

    @property
    def statuses(self) -> tuple[tuple[str, int], ...]:
        """How many measures are in which state of work, in the order of the vocabulary; only those that occur."""
        counts = Counter(measure.status for measure in self.measures)
        return tuple((code, counts[code]) for code in STATUSES if counts[code])


def public_plan(tx: Transaction, catalogue: Catalogue, area_id: int, plan_id: int) -> PublicPlan:
    """Return what everybody may know about one plan. Raises NotFound, also for another area's plan."""
    process_id = plan_process(tx, area_id, plan_id)
    way = public_way(tx, catalogue, area_id, process_id)
    text = text_in_force(tx, area_id, plan_id)
    newest = round_decisions(tx, catalogue, area_id, process_id) if way.head.round else ()
    return PublicPlan(
        way=way,
        owner=owner_of_plan(tx.session, plan_id),
        in_force=_in_force(tx, plan_id, way, text) if text else None,
        decisions=agreed_decisions(tx, catalogue, process_id) if text else newest,
        change=newest if way.head.state == "amending" else (),
        measures=tuple(_measures(tx, area_id, plan_id, plan_from_json(text.content))) if text else (),
        reports=tuple(_reports(tx, catalogue, plan_id)),
        changes=tuple(change_lines(tx, catalogue, plan_id)),
        action_plans=tuple(action_plan_lines(tx, catalogue, plan_id)),
        downloads=public_documents(tx, area_id, plan_id),
    )


def plan_process(tx: Transaction, area_id: int, plan_id: int) -> int:
    """Return the id of a plan's process. Raises NotFound, also for another area's plan."""
    statement = (
        select(ProcessInstance.id)
        .join(Plan, Plan.id == ProcessInstance.subject_id)
        .where(ProcessInstance.process == "plan", Plan.id == plan_id, Plan.area_id == area_id)
    )
    found = tx.session.execute(statement).scalar()
    if found is None:
        raise NotFound(f"plan {plan_id} in area {area_id}")
    return found


def text_in_force(tx: Transaction, area_id: int, plan_id: int) -> Version | None:
    """Return the version that is in force, or was when another plan took its place; None before that."""
    statement = (
        select(Version)
        .join(Plan, Plan.in_force_version_id == Version.id)
        .where(Plan.id == plan_id, Plan.area_id == area_id)
    )
    return tx.session.scalars(statement).first()


def change_lines(
    tx: Transaction, catalogue: Catalogue, plan_id: int, measure_id: int | None = None
) -> list[ChangeLine]:
    """Return the changes of a plan's measures (or of one of them) that are public, the newest first."""
    process = ProcessInstance
    statement = (
        select(MeasureChange, process, Version.content["before"].astext.is_(None))
        .join(process, (process.process == "measure") & (process.subject_id == MeasureChange.id))
        .join(Version, Version.id == process.version_id)
        .where(MeasureChange.plan_id == plan_id, process.state.in_(PUBLIC_MEASURE_STATES))
        .order_by(process.changed_at.desc(), process.id.desc())
    )
    if measure_id is not None:
        statement = statement.where(MeasureChange.measure_id == measure_id)
    return [_change(catalogue, *row) for row in tx.session.execute(statement)]


def _change(
    catalogue: Catalogue, change: MeasureChange, process: ProcessInstance, is_new: bool
) -> ChangeLine:
    state = catalogue.definition("measure", process.version).states[process.state]
    return ChangeLine(
        number=change.number,
        title=change.title,
        is_new=is_new,
        state_label=state.label,
        tone=state.tone,
        accepted_on=prague_day(process.ended_at) if process.ended_at else None,
        measure_id=change.measure_id,
    )


def _in_force(tx: Transaction, plan_id: int, way: Way, text: Version) -> InForce:
    plan = tx.session.get_one(Plan, plan_id)
    until = date(plan.period_to, 12, 31)
    return InForce(
        version_number=text.number,
        sha256=text.sha256,
        since=plan.in_force_from,
        until=until,
        has_expired=until < prague_day(tx.now),
        is_current=way.head.state in IN_FORCE,
    )


def _measures(tx: Transaction, area_id: int, plan_id: int, text: PlanContent) -> list[MeasureLine]:
    """Return the measures of the frozen text in its order; only their state of work comes from the working rows."""
    groups = group_names(tx, area_id)
    rows = select(Measure.number, Measure.id, Measure.status).where(Measure.plan_id == plan_id)
    found = {number: (measure_id, status) for number, measure_id, status in tx.session.execute(rows)}
    cards = [card for goal in text.goals for priority in goal.priorities for card in priority.measures]
    return [
        MeasureLine(
            found[card.number][0], card.number, card.title, groups.get(card.body), found[card.number][1]
        )
        for card in cards
        if card.number in found
    ]


def _reports(tx: Transaction, catalogue: Catalogue, plan_id: int) -> list[ReportLine]:
    process = ProcessInstance
    statement = (
        select(MonitoringReport.year, process.version, process.state, process.ended_at)
        .join(process, (process.process == "monitoring_report") & (process.subject_id == MonitoringReport.id))
        .where(MonitoringReport.plan_id == plan_id, process.state != "withdrawn")
        .order_by(MonitoringReport.year.desc())
    )
    lines = []
    for year, version, name, ended_at in tx.session.execute(statement):
        state = catalogue.definition("monitoring_report", version).states[name]
        considered = prague_day(ended_at) if ended_at else None
        lines.append(ReportLine(year, state.label, state.tone, considered))
    return lines

"""What the public may see of one measure: its card in the text in force and the years that were considered."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.content import IndicatorResult, MeasureCard, plan_from_json
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult, MonitoringReport
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.queries.area_names import group_names, names_in_texts
from workflow_app.queries.former_numbers import Formers, formers_of
from workflow_app.queries.public_plan import ChangeLine, change_lines, text_in_force


@dataclass(frozen=True, slots=True)
class YearResult:
    """What a yearly report says about the measure; the municipalities dealt with it by `considered_on`."""

    year: int
    considered_on: date
    status: str
    comment: str
    planned_czk: int
    spent_czk: int | None
    deviation: str
    next_step: str
    indicators: tuple[IndicatorResult, ...]


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """One measure. `names` are municipalities by code, `groups` working groups by key, for the card."""

    period: str  # of its plan
    card: MeasureCard
    formers: Formers
    status: str
    names: dict[str, str]
    groups: dict[str, Text]
    results: tuple[YearResult, ...]
    changes: tuple[ChangeLine, ...]


def public_measure(
    tx: Transaction, catalogue: Catalogue, area_id: int, plan_id: int, measure_id: int
) -> PublicMeasure:
    """Return one measure of a plan in force (or once in force). Raises NotFound, also while it is only a draft."""
    text = text_in_force(tx, area_id, plan_id)
    measure = tx.session.scalars(
        select(Measure).where(Measure.id == measure_id, Measure.plan_id == plan_id)
    ).first()
    card = _card(text, measure.number) if text and measure else None
    if text is None or measure is None or card is None:
        raise NotFound(f"measure {measure_id} of plan {plan_id} in area {area_id}")
    return PublicMeasure(
        period=f"{text.content['period_from']}–{text.content['period_to']}",
        card=card,
        formers=formers_of(tx, plan_id),
        status=measure.status,
        names=names_in_texts(tx, area_id),
        groups=group_names(tx, area_id),
        results=tuple(_results(tx, measure_id)),
        changes=tuple(change_lines(tx, catalogue, plan_id, measure_id)),
    )


def _card(text: Version, number: str) -> MeasureCard | None:
    goals = plan_from_json(text.content).goals
    cards = [card for goal in goals for priority in goal.priorities for card in priority.measures]
    return next((card for card in cards if card.number == number), None)


def _results(tx: Transaction, measure_id: int) -> list[YearResult]:
    """Return the years, the newest first. Rows of a concluded report are the ones that its version was made of."""
    process = ProcessInstance
    statement = (
        select(MeasureResult, MonitoringReport.year, process.ended_at)
        .join(MonitoringReport, MonitoringReport.id == MeasureResult.report_id)
        .join(process, (process.process == "monitoring_report") & (process.subject_id == MonitoringReport.id))
        .where(MeasureResult.measure_id == measure_id, process.state == "concluded")
        .order_by(MonitoringReport.year.desc())
    )
    return [_result(row, year, prague_day(at)) for row, year, at in tx.session.execute(statement) if at]


def _result(row: MeasureResult, year: int, considered_on: date) -> YearResult:
    return YearResult(
        year=year,
        considered_on=considered_on,
        status=row.status,
        comment=row.comment,
        planned_czk=row.planned_czk,
        spent_czk=row.spent_czk,
        deviation=row.deviation,
        next_step=row.next_step,
        indicators=tuple(IndicatorResult(**item) for item in row.indicators),
    )

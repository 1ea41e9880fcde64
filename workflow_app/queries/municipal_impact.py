"""What a document means for one municipality: the measures that apply to it and their money."""

from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.content import MeasureCard, MeasureResult, ReportContent
from workflow_app.models.measure import Measure
from workflow_app.models.monitoring_report import MeasureResult as MeasureResultRow
from workflow_app.models.municipality_names import predecessor_codes
from workflow_app.queries.version_text import VersionText, measure_cards
from workflows.council_resolution.papers import measures_for


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """One measure that applies to the municipality. Amounts are whole crowns over all years of the measure."""

    number: str
    title: str
    owner: str
    named: bool  # the card names this municipality; otherwise it applies to the whole area
    total_czk: int
    municipal_czk: int  # of it from the budgets of all municipalities concerned


@dataclass(frozen=True, slots=True)
class MunicipalImpact:
    """Measures of a plan or of a proposal (`lines`), or results of measures in a yearly report (`results`)."""

    lines: tuple[ImpactLine, ...] = ()
    results: tuple[MeasureResult, ...] = ()

    @property
    def total_czk(self) -> int:
        """All money of the measures that apply."""
        return sum(line.total_czk for line in self.lines)

    @property
    def municipal_czk(self) -> int:
        """Of it from municipal budgets."""
        return sum(line.municipal_czk for line in self.lines)


def municipal_impact(tx: Transaction, plan_id: int | None, text: VersionText, code: str) -> MunicipalImpact:
    """Return what `text` (of the plan `plan_id`) means for the municipality with this 6-digit code.

    An intent belongs to no plan and has no measures.
    """
    if isinstance(text.content, ReportContent) and plan_id is not None:
        concerned = zip(text.content.results, _applies(tx, text.subject_id, code), strict=True)
        return MunicipalImpact(results=tuple(item for item, applies in concerned if applies))
    former = predecessor_codes(tx.session, code)
    cards = measures_for(measure_cards(text.content), code, former)
    lines = [_line(card, {code, *former}) for card in cards]
    return MunicipalImpact(lines=tuple(sorted(lines, key=lambda line: not line.named)))


def _line(card: MeasureCard, codes: set[str]) -> ImpactLine:
    municipal = [cost.amount_czk for cost in card.costs if cost.source == "municipality"]
    return ImpactLine(
        number=card.number,
        title=card.title,
        owner=card.owner,
        named=not codes.isdisjoint(card.municipalities),
        total_czk=sum(cost.amount_czk for cost in card.costs),
        municipal_czk=sum(municipal),
    )


def _applies(tx: Transaction, report_id: int, code: str) -> list[bool]:
    """Tell of each measure of a report, in its order, whether it applies to the municipality (none named means all).

    By place, not by number: measures may have new numbers since the report was frozen.
    """
    statement = (
        select(Measure.card)
        .join(MeasureResultRow, MeasureResultRow.measure_id == Measure.id)
        .where(MeasureResultRow.report_id == report_id)
        .order_by(Measure.position, Measure.id)
    )
    return [code in (card.get("municipalities") or [code]) for card in tx.session.scalars(statement)]

"""What the printed yearly report is made of: the summary in figures and one sheet a measure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow_app.kernel.languages import Text
from workflow_app.models.content import MeasureResult, ReportContent
from workflows.common.figures import money, number, share
from workflows.common.labels import NEXT_STEPS, STATUSES, label
from workflows.common.paper import DecisionRow, Fact, Footer, Letterhead, filled_facts

_DONE = ("fulfilled", "ongoing")
_FACTS = {
    "owner": Text("Garant", "Owner"),
    "status": Text("Stav plnění", "Status"),
    "comment": Text("Komentář", "Comment"),
    "money": Text("Náklady", "Money"),
    "deviation": Text("Odchylka a její příčina", "Deviation and its cause"),
    "next_step": Text("Návrh dalšího postupu", "Proposed next step"),
}
_PLANNED = Text("plán {planned}, skutečnost {spent}", "planned {planned}, spent {spent}")
_NOT_GIVEN = Text("neuvedena", "not given")


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How many measures are in one state."""

    status: str
    count: str
    share: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One working group's measures in figures."""

    name: str
    measures: str
    fulfilled: str
    not_reported: str
    planned: str
    spent: str


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Planned and spent money of one measure."""

    number: str
    title: str
    planned: str
    spent: str
    share: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """Planned and reached value of one indicator."""

    name: str
    unit: str
    planned: str
    reached: str


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """One measure in the reported year."""

    number: str
    title: str
    facts: tuple[Fact, ...]
    indicators: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """The year in figures."""

    measures: str
    reported: str
    reported_share: str
    fulfilled: str  # fulfilled and ongoing
    fulfilled_share: str
    planned: str
    spent: str
    spent_share: str
    statuses: tuple[StatusRow, ...]
    groups: tuple[GroupRow, ...]
    money: tuple[MoneyRow, ...]


@dataclass(frozen=True, slots=True)
class MonitoringReportPaper:
    """Context of docx_templates/monitoring_report/monitoring_report: one yearly report on a plan."""

    letterhead: Letterhead
    footer: Footer
    plan_title: str
    period: str
    year: str
    state: str
    introduction: str
    conclusion: str
    summary: ReportSummary
    results: tuple[ResultSheet, ...]
    decisions: tuple[DecisionRow, ...]


def _spent(results: Iterable[MeasureResult]) -> int:
    return sum(result.spent_czk or 0 for result in results)


def _planned(results: Iterable[MeasureResult]) -> int:
    return sum(result.planned_czk for result in results)


def _count(results: Iterable[MeasureResult], statuses: Iterable[str]) -> int:
    wanted = set(statuses)
    return sum(result.status in wanted for result in results)


def _status_rows(results: tuple[MeasureResult, ...], language: str) -> tuple[StatusRow, ...]:
    counts = {status: _count(results, [status]) for status in STATUSES}
    return tuple(
        StatusRow(
            label(STATUSES, status, language), number(count, language), share(count, len(results), language)
        )
        for status, count in counts.items()
        if count
    )


def _group_rows(
    results: tuple[MeasureResult, ...], groups: Mapping[str, str], language: str
) -> tuple[GroupRow, ...]:
    members = {key: [result for result in results if result.body == key] for key in groups}
    return tuple(
        GroupRow(
            groups[key],
            number(len(found), language),
            number(_count(found, _DONE), language),
            number(_count(found, ["not_reported"]), language),
            money(_planned(found), language),
            money(_spent(found), language),
        )
        for key, found in members.items()
        if found
    )


def _spent_text(result: MeasureResult, language: str) -> str:
    return _NOT_GIVEN.pick(language) if result.spent_czk is None else money(result.spent_czk, language)


def _money_row(result: MeasureResult, language: str) -> MoneyRow:
    known = result.spent_czk is not None
    return MoneyRow(
        result.number,
        result.title,
        money(result.planned_czk, language),
        money(result.spent_czk or 0, language) if known else "–",
        share(result.spent_czk or 0, result.planned_czk, language) if known else "–",
    )


def _result_sheet(result: MeasureResult, language: str) -> ResultSheet:
    planned = money(result.planned_czk, language)
    has_money = bool(result.planned_czk) or result.spent_czk is not None
    values = {
        "owner": result.owner,
        "status": label(STATUSES, result.status, language),
        "comment": result.comment,
        "money": _PLANNED.pick(language).format(planned=planned, spent=_spent_text(result, language))
        if has_money
        else "",
        "deviation": result.deviation,
        "next_step": label(NEXT_STEPS, result.next_step, language),
    }
    return ResultSheet(
        result.number,
        result.title,
        filled_facts((_FACTS[key].pick(language), text) for key, text in values.items()),
        tuple(
            ResultRow(item.name, item.unit or "–", item.planned or "–", item.reached or "–")
            for item in result.indicators
        ),
    )


def report_summary(content: ReportContent, groups: Mapping[str, str], language: str) -> ReportSummary:
    """Return the year in figures. `groups` maps the key of each working group to its name, in print order."""
    results = content.results
    reported = len(results) - _count(results, ["not_reported"])
    done = _count(results, _DONE)
    return ReportSummary(
        measures=number(len(results), language),
        reported=number(reported, language),
        reported_share=share(reported, len(results), language),
        fulfilled=number(done, language),
        fulfilled_share=share(done, len(results), language),
        planned=money(_planned(results), language),
        spent=money(_spent(results), language),
        spent_share=share(_spent(results), _planned(results), language),
        statuses=_status_rows(results, language),
        groups=_group_rows(results, groups, language),
        money=tuple(
            _money_row(result, language) for result in results if result.planned_czk or result.spent_czk
        ),
    )


def result_sheets(content: ReportContent, language: str) -> tuple[ResultSheet, ...]:
    """Return one sheet a measure, in the order of the plan."""
    return tuple(_result_sheet(result, language) for result in content.results)

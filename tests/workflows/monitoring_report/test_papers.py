"""The year in figures."""

import dataclasses

from tests.workflows.sample_content import GROUPS, REPORT
from workflows.monitoring_report.papers import report_summary, result_sheets


def test_summary_tells_not_reported_from_not_fulfilled() -> None:
    summary = report_summary(REPORT, GROUPS, "en")
    assert (summary.measures, summary.reported, summary.reported_share) == ("6", "5", "83%")
    assert (summary.fulfilled, summary.fulfilled_share) == ("2", "33%")
    assert {row.status: row.count for row in summary.statuses} == {
        "fulfilled": "1",
        "ongoing": "1",
        "partially fulfilled": "1",
        "in preparation": "1",
        "not fulfilled": "1",
        "not reported": "1",
    }


def test_money_by_group_and_by_measure() -> None:
    summary = report_summary(REPORT, GROUPS, "en")
    assert [(row.name, row.measures, row.not_reported, row.spent) for row in summary.groups] == [
        ("Senioři", "2", "0", "CZK\u00a03,885,400"),
        ("Osoby se zdravotním postižením", "2", "1", "CZK\u00a0748,200"),
        ("Rodina a děti", "2", "0", "CZK\u00a01,300,000"),
    ]
    by_number = {row.number: row for row in summary.money}
    assert (by_number["2.1.2"].spent, by_number["2.1.2"].share) == ("–", "–")
    assert (by_number["3.1.2"].spent, by_number["3.1.2"].share) == ("CZK\u00a00", "0%")
    assert (summary.planned, summary.spent, summary.spent_share) == (
        "CZK\u00a07,700,000",
        "CZK\u00a05,933,600",
        "77%",
    )


def test_report_without_results() -> None:
    summary = report_summary(dataclasses.replace(REPORT, results=()), GROUPS, "en")
    assert (summary.statuses, summary.groups, summary.reported_share) == ((), (), "–")


def test_sheets_print_only_what_is_known() -> None:
    sheets = {sheet.number: sheet for sheet in result_sheets(REPORT, "cs")}
    assert [fact.label for fact in sheets["1.2.1"].facts] == ["Garant", "Stav plnění"]
    assert "skutečnost neuvedena" in {fact.label: fact.text for fact in sheets["2.1.2"].facts}["Náklady"]

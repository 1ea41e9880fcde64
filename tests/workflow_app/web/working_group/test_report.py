"""Filling in and submitting the yearly figures through the pages."""

import pytest

from tests.factories.monitoring_report import make_report
from tests.factories.people import leader
from tests.factories.plan_in_force import make_plan_in_force
from workflow_app.models.monitoring_report import MeasureResult

DESK = "/working-group/hlucin/ps-seniori"


@pytest.fixture
def plan(change, catalogue):
    return change(lambda tx: make_plan_in_force(tx, catalogue))


@pytest.fixture
def report(change, catalogue, plan):
    return change(lambda tx: make_report(tx, catalogue, plan))


@pytest.fixture
def speaking(client, change, report):
    client.sign_in(change(lambda tx: leader(tx, "ps-seniori")))
    return client


def entry_url(plan, report, group="ps-seniori"):
    return f"{DESK}/report/{report.process_id}/measure/{report.results[plan.groups[group]]}"


FIGURES = {
    "status": "partially_fulfilled",
    "comment": "Podařilo se v 11 obcích.",
    "indicators-0-name": "Klienti",
    "indicators-0-planned": "100",
    "indicators-0-reached": "92",
    "planned_czk": "1 250 000",
    "spent_czk": "980 000",
    "deviation": "Chyběla pečovatelka.",
    "next_step": "continue",
}


@pytest.mark.row("H-11", page="/working-group/<area>/<group>/report/<process>/measure/<entry>")
@pytest.mark.row("H-27")
def test_figures_are_filled_in_and_submitted(speaking, plan, report, row_of):
    listing = f"{DESK}/report/{report.process_id}"
    assert listing in speaking.get(f"{DESK}/").text
    step = f"{DESK}/document/{report.process_id}/step/submit_part"
    assert "4.1.1" in speaking.get(step).text  # what is missing
    answer = speaking.post_form(entry_url(plan, report), FIGURES)
    assert (answer.status_code, answer.location) == (303, listing)
    row = row_of(MeasureResult, report.results[plan.groups["ps-seniori"]])
    assert (row.status, row.spent_czk, row.next_step) == ("partially_fulfilled", 980_000, "continue")
    assert speaking.post_form(step, {"comment": ""}).status_code == 303
    late = speaking.post_form(entry_url(plan, report), {**FIGURES, "seen": "1"})
    assert late.status_code == 422
    review = speaking.get(f"{DESK}/document/{report.process_id}").text
    assert "Podařilo se v 11 obcích." in review


def test_a_failure_without_a_reason_comes_back(speaking, plan, report, row_of):
    typed = {**FIGURES, "status": "not_fulfilled", "comment": "", "spent_czk": "moc"}
    answer = speaking.post_form(entry_url(plan, report), typed)
    assert answer.status_code == 422
    assert 'href="#comment"' in answer.text
    assert 'href="#spent_czk"' in answer.text
    assert 'value="moc"' in answer.text
    assert row_of(MeasureResult, report.results[plan.groups["ps-seniori"]]).seq == 0


def test_an_outdated_tab_sees_both_texts(speaking, plan, report, row_of):
    url = entry_url(plan, report)
    old = speaking.hidden(url)
    speaking.post(url, data={**old, **FIGURES})
    answer = speaking.post(url, data={**old, **FIGURES, "comment": "Jiný komentář"})
    assert answer.status_code == 409
    assert "Podařilo se v 11 obcích." in answer.text
    assert "Jiný komentář" in answer.text
    assert (
        row_of(MeasureResult, report.results[plan.groups["ps-seniori"]]).comment == "Podařilo se v 11 obcích."
    )


def test_rows_of_indicators_come_and_go(speaking, plan, report):
    url = entry_url(plan, report)
    page = speaking.post_form(url, {**FIGURES, "do": "add-indicators"}).text
    assert 'name="indicators-1-reached"' in page
    page = speaking.post_form(url, {**FIGURES, "do": "remove-indicators-0"}).text
    assert 'name="indicators-0-reached"' not in page


def test_measures_of_other_groups_are_read_only(speaking, plan, report, row_of):
    url = entry_url(plan, report, "ps-rodina")
    assert "<textarea" not in speaking.get(url).text
    assert speaking.post_form(url, {**FIGURES, "seen": "0"}).status_code == 422
    assert row_of(MeasureResult, report.results[plan.groups["ps-rodina"]]).status == "not_reported"


def test_unknown_entries_are_not_found(speaking, plan, report):
    assert speaking.get(f"{DESK}/report/{report.process_id}/measure/9999").status_code == 404
    assert speaking.get(f"{DESK}/report/{plan.process_id}").status_code == 404

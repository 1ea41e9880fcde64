"""Recording a resolution: two steps, every wrong input, double clicks, the last body of all."""

import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.factories.approval import bodies, record
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.council.conftest import BELA, PIST, BelaMatter
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM

ANSWERS = {
    "verdict": "approved",
    "session_on": "2026-11-30",
    "session_number": "12",
    "number": "12/3/2026",
    "votes_for": "8",
    "votes_against": "0",
    "votes_abstained": "1",
    "members_total": "9",
    "text": "Zastupitelstvo obce Bělá schvaluje plán.",
}
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def _url(matter: BelaMatter) -> str:
    return f"/council/{BELA}/record-resolution/{matter.bela}"


def _send(mayor: PageClient, matter: BelaMatter, step: str = "record", **changed: Any) -> Any:
    return mayor.post_form(_url(matter), {**ANSWERS, "step": step, **changed})


def _unchanged(matter: BelaMatter) -> bool:
    return (
        matter.state(matter.bela) == ("sent", 1)
        and matter.count("council_resolution", process_id=matter.bela) == 0
    )


def test_the_draft_of_this_very_body_is_filled_in(matter: BelaMatter, mayor: PageClient) -> None:
    page = mayor.get(_url(matter)).text
    assert "Zastupitelstvo obce Bělá po projednání" in page
    assert 'name="members_total"' in page
    assert 'value="9"' in page


def test_the_number_written_last_time_is_the_example(
    matter: BelaMatter, mayor: PageClient, database: Database
) -> None:
    assert "ZO-7/2024" not in mayor.get(_url(matter)).text
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO council_resolution (area_id, process_id, body_id, version_id, version_sha256, verdict, "
                "session_number, session_on, number, point, text, changes, source, recorded_at, reason) "
                "SELECT area_id, parent_id, body_id, version_id, '', 'approved', '', '2024-05-01', 'ZO-7/2024', '', "
                "'', '', '', now(), '' FROM process_instance WHERE id = :id"
            ),
            {"id": matter.bela},
        )
    assert "ZO-7/2024" in mayor.get(_url(matter)).text


@pytest.mark.row("H-12", page="/council/<municipality>/record-resolution/<process_id>")
def test_answers_are_checked_before_they_are_recorded(matter: BelaMatter, mayor: PageClient) -> None:
    check = _send(mayor, matter, step="check")
    assert check.status_code == 200
    assert "12/3/2026" in check.text
    assert _unchanged(matter)
    assert '<input type="hidden" name="number" value="12/3/2026">' in check.text
    recorded = _send(mayor, matter)
    assert (recorded.status_code, recorded.location) == (303, f"/council/{BELA}/receipt/{matter.bela}")
    assert matter.state(matter.bela)[0] == "approved"
    receipt = mayor.get(recorded.location)
    assert receipt.status_code == 200
    assert "12/3/2026" in receipt.text


def test_changing_an_answer_brings_everything_back(matter: BelaMatter, mayor: PageClient) -> None:
    answer = _send(mayor, matter, step="change")
    assert answer.status_code == 200
    assert 'value="12/3/2026"' in answer.text
    assert "Zastupitelstvo obce Bělá schvaluje plán." in answer.text
    assert _unchanged(matter)


def test_a_double_click_records_once_and_answers_politely(matter: BelaMatter, mayor: PageClient) -> None:
    filled = {**mayor.hidden(_url(matter)), **ANSWERS, "step": "record"}
    first, second = mayor.post(_url(matter), data=filled), mayor.post(_url(matter), data=filled)
    assert (first.status_code, second.status_code) == (303, 409)
    assert matter.count("council_resolution", process_id=matter.bela) == 1
    assert f'href="/council/{BELA}/resolution/{matter.bela}"' in second.text
    assert second.text.count("12/3/2026") >= 2  # what is recorded, beside what was sent


def test_a_stale_tab_keeps_what_was_typed(matter: BelaMatter, mayor: PageClient) -> None:
    filled = {**mayor.hidden(_url(matter)), **ANSWERS, "step": "record"}
    mayor.post_form(f"/council/{BELA}/packet/{matter.bela}", {"session_on": "2026-12-08"})
    answer = mayor.post(_url(matter), data=filled)
    assert answer.status_code == 409
    assert 'value="12/3/2026"' in answer.text
    assert matter.count("council_resolution", process_id=matter.bela) == 0


WRONG = [
    ("votes_for", "osm"),
    ("votes_for", "12"),  # of nine members
    ("votes_for", "4"),  # no majority of all members
    ("votes_against", "-1"),
    ("members_total", "devět"),
    ("session_on", "včera"),
    ("session_on", "2027-06-01"),
    ("session_on", ""),
    ("verdict", ""),
    ("verdict", "in_force"),
    ("number", "x" * 201),
]


def test_wrong_input_is_explained_and_kept(matter: BelaMatter, mayor: PageClient) -> None:
    for field, typed in WRONG:
        answer = _send(mayor, matter, **{field: typed})
        assert answer.status_code == 422, (field, typed)
        assert "data-error-summary" in answer.text, (field, typed)
        assert "Zastupitelstvo obce Bělá schvaluje plán." in answer.text, (field, typed)
        assert field == "verdict" or f'value="{typed}"' in answer.text, (field, typed)
    assert _unchanged(matter)


def test_changes_are_described_when_there_are_some(matter: BelaMatter, mayor: PageClient) -> None:
    assert _send(mayor, matter, verdict="approved_with_changes").status_code == 422
    assert _unchanged(matter)
    answer = _send(mayor, matter, verdict="approved_with_changes", changes="Jiný termín.")
    assert answer.status_code == 303
    assert matter.state(matter.bela)[0] == "approved_with_changes"
    assert mayor.get(answer.location).status_code == 200


def test_a_postponed_matter_stays_open_and_is_decided_later(matter: BelaMatter, mayor: PageClient) -> None:
    postponed = _send(mayor, matter, verdict="postponed", votes_for="", votes_against="", votes_abstained="")
    assert postponed.status_code == 303
    assert f'href="/council/{BELA}/record-resolution/{matter.bela}"' in mayor.get(f"/council/{BELA}").text
    assert _send(mayor, matter).status_code == 303
    assert matter.state(matter.bela)[0] == "approved"
    assert matter.count("council_resolution", process_id=matter.bela) == 2


def test_a_wrong_file_is_refused_and_the_rest_is_kept(matter: BelaMatter, mayor: PageClient) -> None:
    for name, data in (("virus.exe", b"MZ\x90\x00"), ("scan.pdf", b"<html>no pdf</html>"), ("scan.pdf", b"")):
        answer = _send(mayor, matter, file=(io.BytesIO(data), name))
        assert answer.status_code == 422, name
        assert 'value="12/3/2026"' in answer.text, name
    assert _unchanged(matter)


def test_a_file_name_cannot_lead_anywhere(matter: BelaMatter, mayor: PageClient, app: Flask) -> None:
    answer = _send(mayor, matter, file=(io.BytesIO(PDF), "../../etc/výpis.pdf"))
    assert answer.status_code == 303
    row = matter.one(
        "SELECT id, scan_name, scan_sha256 FROM council_resolution WHERE process_id = :id", id=matter.bela
    )
    assert row.scan_name == "výpis.pdf"
    sent = mayor.get(f"/council/{BELA}/scan/{row.id}")
    assert sent.data == PDF
    assert sent.headers["Content-Disposition"].startswith("attachment")
    client = app.test_client()
    client.sign_in("ivana.rakosnikova@pist.example.cz")  # type: ignore[attr-defined]
    assert client.get(f"/council/{PIST}/scan/{row.id}").status_code == 404


def test_a_file_is_kept_from_the_form_to_the_record(matter: BelaMatter, mayor: PageClient) -> None:
    check = _send(mayor, matter, step="check", file=(io.BytesIO(PDF), "výpis.pdf"))
    assert "výpis.pdf" in check.text
    kept = check.text.split('name="kept" value="')[1].split('"')[0]
    assert _send(mayor, matter, kept=kept).status_code == 303
    row = matter.one("SELECT scan_name FROM council_resolution WHERE process_id = :id", id=matter.bela)
    assert row.scan_name == "výpis.pdf"


def test_a_hundred_megabytes_are_turned_away(matter: BelaMatter, mayor: PageClient) -> None:
    answer = _send(mayor, matter, file=(io.BytesIO(bytes(100 * 2**20)), "velký.pdf"))
    assert answer.status_code == 413
    assert "Soubor je příliš velký" in answer.text or "The file is too large" in answer.text
    assert _unchanged(matter)


def test_nobody_records_for_another_municipality(matter: BelaMatter, mayor: PageClient) -> None:
    filled = {**mayor.hidden(_url(matter)), **ANSWERS, "step": "record"}
    assert mayor.post(f"/council/{PIST}/record-resolution/{matter.pist}", data=filled).status_code == 403
    assert mayor.post(f"/council/{BELA}/record-resolution/{matter.pist}", data=filled).status_code == 404
    assert (
        mayor.post(f"/council/{BELA}/record-resolution/{matter.plan.process_id}", data=filled).status_code
        == 404
    )
    assert mayor.post(f"/council/999999/record-resolution/{matter.bela}", data=filled).status_code == 404
    assert matter.state(matter.pist) == ("sent", 1)
    assert _unchanged(matter)


def test_without_the_token_of_the_page_nothing_is_taken(matter: BelaMatter, mayor: PageClient) -> None:
    assert mayor.post(_url(matter), data={**ANSWERS, "step": "record"}).status_code == 400
    assert _unchanged(matter)


def test_the_last_body_is_told_that_the_plan_is_in_force(
    matter: BelaMatter, mayor: PageClient, database: Database, clock: FakeClock, catalogue: Catalogue
) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "record") as tx:
        for process_id in bodies(tx, matter.plan, 2):
            if process_id != matter.bela:
                record(tx, catalogue, process_id)
    assert matter.state(matter.plan.process_id)[0] == "council_approval"
    receipt = mayor.get(_send(mayor, matter).location).text
    assert matter.state(matter.plan.process_id)[0] == "in_force"
    assert "plán tím vstoupil v platnost" in receipt or "the plan has come into force" in receipt
    assert "15" in receipt


def test_what_is_decided_cannot_be_recorded_again(
    matter: BelaMatter, mayor: PageClient, database: Database, clock: FakeClock, catalogue: Catalogue
) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "record") as tx:
        record(tx, catalogue, matter.bela, number="7/2026")
    page = mayor.get(_url(matter))
    assert page.status_code == 200
    assert "7/2026" in page.text
    assert 'name="verdict"' not in page.text

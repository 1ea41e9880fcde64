"""The council's desk: what waits, where it stands, whose it is."""

from flask import Flask

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.factories.approval import plan_before_councils, record
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.council.conftest import BELA, PIST, BelaMatter
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM


def test_the_mayor_sees_what_waits_and_until_when(matter: BelaMatter, mayor: PageClient) -> None:
    page = mayor.get(f"/council/{BELA}")
    assert page.status_code == 200
    assert "Plán 2027–2030" in page.text
    assert "31.\u00a03.\u00a02027" in page.text  # 120 days from 1 December
    assert f'href="/council/{BELA}/packet/{matter.bela}"' in page.text
    assert str(matter.pist) not in page.text.replace(str(matter.bela), "")


def test_once_the_session_has_been_the_button_leads_to_the_record(
    matter: BelaMatter, mayor: PageClient, clock: FakeClock
) -> None:
    mayor.post_form(f"/council/{BELA}/packet/{matter.bela}", {"session_on": "2026-12-08"})
    assert f"/record-resolution/{matter.bela}" not in mayor.get(f"/council/{BELA}").text
    clock.advance(days=7)
    page = mayor.get(f"/council/{BELA}").text
    assert f'href="/council/{BELA}/record-resolution/{matter.bela}"' in page
    assert "8.\u00a012.\u00a02026" in page


def test_what_was_decided_stands_below(
    matter: BelaMatter, mayor: PageClient, database: Database, clock: FakeClock, catalogue: Catalogue
) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "record") as tx:
        record(tx, catalogue, matter.bela, number="12/3/2026")
    page = mayor.get(f"/council/{BELA}").text
    assert "12/3/2026" in page
    assert "Schváleno" in page
    assert f'href="/council/{BELA}/resolution/{matter.bela}"' in page


def test_a_document_whose_turn_has_not_come_is_announced(
    matter: BelaMatter, mayor: PageClient, database: Database, clock: FakeClock, catalogue: Catalogue
) -> None:
    assert 'id="coming-title"' not in mayor.get(f"/council/{BELA}").text
    with unit_of_work(database.sessions, clock, SYSTEM, "seed") as tx:
        plan_before_councils(tx, catalogue)
    page = mayor.get(f"/council/{BELA}").text
    assert 'id="coming-title"' in page
    assert page.count(f'href="/council/{BELA}/packet/') == 1


def test_only_ones_own_municipality(matter: BelaMatter, mayor: PageClient) -> None:
    statuses = {code: mayor.get(f"/council/{code}").status_code for code in (BELA, PIST, "999999", "Bela")}
    assert statuses == {BELA: 200, PIST: 403, "999999": 404, "Bela": 404}


def test_a_visitor_is_sent_to_sign_in(app: Flask, client: PageClient) -> None:
    answer = client.get(f"/council/{BELA}")
    assert answer.status_code == 302
    assert f"%2Fcouncil%2F{BELA}" in answer.location or f"/council/{BELA}" in answer.location

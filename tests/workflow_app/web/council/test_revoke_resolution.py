"""A municipality records that its body annulled its decision; nobody does it for another one."""

from flask import Flask

from tests.browser_of_pages import PageClient
from tests.factories.approval import record
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.council.conftest import BELA, PIST, BelaMatter
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM

REVOKED = {"verdict": "revoked", "session_on": "2026-12-01", "number": "3/1/2026", "step": "record"}


def _approve(matter: BelaMatter, clock: FakeClock, catalogue: Catalogue) -> None:
    with unit_of_work(matter.database.sessions, clock, SYSTEM, "seed") as tx:
        record(tx, catalogue, matter.bela, number="1/2026")


def test_the_mayor_records_a_revocation(
    matter: BelaMatter, mayor: PageClient, clock: FakeClock, catalogue: Catalogue
) -> None:
    url = f"/council/{BELA}/revoke-resolution/{matter.bela}"
    assert mayor.get(url).status_code == 422, "nothing has been decided yet"
    _approve(matter, clock, catalogue)
    shown = mayor.get(f"/council/{BELA}/resolution/{matter.bela}").text
    assert url in shown
    filled = {**mayor.hidden(url), **REVOKED}
    assert (mayor.post(url, data=filled).status_code, mayor.post(url, data=filled).status_code) == (303, 409)
    assert matter.state(matter.bela)[0] == "revoked"
    assert matter.count("council_resolution", process_id=matter.bela) == 2
    after = mayor.get(f"/council/{BELA}/resolution/{matter.bela}").text
    assert "1/2026" in after
    assert "3/1/2026" in after


def test_another_municipality_neither_sees_nor_revokes(
    matter: BelaMatter, mayor: PageClient, clock: FakeClock, catalogue: Catalogue, app: Flask
) -> None:
    with unit_of_work(matter.database.sessions, clock, SYSTEM, "seed") as tx:
        record(tx, catalogue, matter.pist)
    for address in (
        f"/council/{BELA}/revoke-resolution/{matter.pist}",
        f"/council/{PIST}/revoke-resolution/{matter.pist}",
    ):
        assert mayor.get(address).status_code in (403, 404)
        hidden = mayor.hidden(f"/council/{BELA}/record-resolution/{matter.bela}")
        assert mayor.post(address, data={**hidden, **REVOKED}).status_code in (403, 404)
    assert matter.state(matter.pist)[0] == "approved"

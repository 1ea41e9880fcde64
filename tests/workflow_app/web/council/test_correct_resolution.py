"""A municipality mends its own record: data with a reason while the round is open, never the verdict."""

from typing import Any

import pytest

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.factories.approval import bodies, record
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.council.conftest import BELA, PIST, BelaMatter
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM


@pytest.fixture
def recorded(matter: BelaMatter, database: Database, clock: FakeClock, catalogue: Catalogue) -> int:
    """The id of the resolution that Bělá has recorded with a wrong number."""
    with unit_of_work(database.sessions, clock, SYSTEM, "record") as tx:
        record(tx, catalogue, matter.bela, number="12/3/2025")
    row = matter.one("SELECT id FROM council_resolution WHERE process_id = :id", id=matter.bela)
    found: int = row.id
    return found


def _url(matter: BelaMatter, recorded: int) -> str:
    return f"/council/{BELA}/correct-resolution/{matter.bela}/{recorded}"


def _answers(**changed: Any) -> dict[str, Any]:
    answers = {
        "verdict": "approved",
        "session_on": "2026-11-30",
        "number": "12/3/2026",
        "reason": "Překlep v roce.",
    }
    return {**answers, "step": "record", **changed}


def test_a_corrected_number_is_a_new_row_and_the_old_one_stays(
    matter: BelaMatter, mayor: PageClient, recorded: int
) -> None:
    answer = mayor.post_form(_url(matter, recorded), _answers())
    assert (answer.status_code, answer.location) == (303, f"/council/{BELA}/resolution/{matter.bela}")
    new = matter.one("SELECT number, reason FROM council_resolution WHERE corrects_id = :id", id=recorded)
    assert tuple(new) == ("12/3/2026", "Překlep v roce.")
    old = matter.one("SELECT number FROM council_resolution WHERE id = :id", id=recorded)
    assert old.number == "12/3/2025"
    page = mayor.get(answer.location).text
    assert "12/3/2026" in page
    assert "12/3/2025" in page
    assert "Překlep v roce." in page


def test_the_verdict_cannot_be_changed_that_way(matter: BelaMatter, mayor: PageClient, recorded: int) -> None:
    assert mayor.post_form(_url(matter, recorded), _answers(verdict="rejected")).status_code == 303
    assert matter.state(matter.bela)[0] == "approved"
    assert matter.count("council_resolution", process_id=matter.bela, verdict="rejected") == 0


def test_a_reason_is_needed(matter: BelaMatter, mayor: PageClient, recorded: int) -> None:
    answer = mayor.post_form(_url(matter, recorded), _answers(reason=" "))
    assert answer.status_code == 422
    assert 'value="12/3/2026"' in answer.text
    assert matter.count("council_resolution", process_id=matter.bela) == 1


def test_a_double_click_corrects_once(matter: BelaMatter, mayor: PageClient, recorded: int) -> None:
    filled = {**mayor.hidden(_url(matter, recorded)), **_answers()}
    first = mayor.post(_url(matter, recorded), data=filled)
    second = mayor.post(_url(matter, recorded), data=filled)
    assert (first.status_code, second.status_code) == (303, 409)
    assert matter.count("council_resolution", process_id=matter.bela) == 2


def test_after_the_round_the_record_is_closed(
    matter: BelaMatter,
    mayor: PageClient,
    recorded: int,
    database: Database,
    clock: FakeClock,
    catalogue: Catalogue,
) -> None:
    filled = {**mayor.hidden(_url(matter, recorded)), **_answers()}
    with unit_of_work(database.sessions, clock, SYSTEM, "record") as tx:
        for process_id in bodies(tx, matter.plan, 2):
            if process_id != matter.bela:
                record(tx, catalogue, process_id)
    assert matter.state(matter.plan.process_id)[0] == "in_force"
    assert mayor.get(_url(matter, recorded)).status_code == 422
    assert mayor.post(_url(matter, recorded), data=filled).status_code == 422
    assert matter.count("council_resolution", process_id=matter.bela) == 1
    assert "blocked" in mayor.get(f"/council/{BELA}/resolution/{matter.bela}").text


def test_only_ones_own_record(matter: BelaMatter, mayor: PageClient, recorded: int) -> None:
    filled = {**mayor.hidden(_url(matter, recorded)), **_answers()}
    other = f"/council/{PIST}/correct-resolution/{matter.pist}/{recorded}"
    assert mayor.post(other, data=filled).status_code == 403
    assert mayor.post(other.replace(PIST, BELA, 1), data=filled).status_code == 404
    assert mayor.get(f"/council/{BELA}/resolution/{matter.pist}").status_code == 404
    assert matter.count("council_resolution", process_id=matter.bela) == 1

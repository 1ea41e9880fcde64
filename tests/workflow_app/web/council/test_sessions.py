"""A municipality enters the sessions of its own councils, sees until when to record, and has its calendar."""

import re
from datetime import date

from icalendar import Calendar
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.factories.sessions import put_on_agenda
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.council.conftest import BELA, MAYOR_OF_BELA, PIST, BelaMatter
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.web.shared.quiet_logs import without_secrets

SURE = {"kind": "ordinary", "certainty": "known"}
ADDRESS = re.compile(r'<code class="calendar-address">http://localhost(/account/calendar/[\w-]+\.ics)</code>')


def assembly_of(matter: BelaMatter, process_id: int) -> int:
    return int(matter.one("SELECT body_id FROM process_instance WHERE id = :id", id=process_id).body_id)


def test_a_municipality_enters_its_own_sessions_and_nobody_elses(
    mayor: PageClient, matter: BelaMatter
) -> None:
    own, other = assembly_of(matter, matter.bela), assembly_of(matter, matter.pist)
    page, entered_before = f"/council/{BELA}/sessions", matter.count("body_session")
    assert "Data vašich zasedání" in mayor.get(f"/council/{BELA}").text
    assert mayor.post_form(f"{page}/{own}", {"dates": "8. 12. 2026", **SURE}).status_code == 303
    assert "8.\u00a012.\u00a02026" in mayor.get(page).text
    assert matter.count("body_session", body_id=own) == 1
    for address, status in ((f"{page}/{other}", 404), (f"/council/{PIST}/sessions/{other}", 403)):
        assert mayor.get(address).status_code == status
        assert mayor.post(address, data={"csrf_token": mayor.token(page + f"/{own}"), "dates": "9. 12. 2026"}
                          ).status_code == status  # fmt: skip
    assert (
        matter.count("body_session") == entered_before + 1
    )  # that of the lead town's resolution is there too


def test_the_desk_says_until_when_to_record_after_the_session(
    mayor: PageClient, matter: BelaMatter, clock: FakeClock, catalogue: Catalogue
) -> None:
    with unit_of_work(matter.database.sessions, clock, SYSTEM, "t") as tx:
        put_on_agenda(tx, catalogue, matter.bela, date(2026, 12, 8))
    assert "Usnesení zapište" not in mayor.get(f"/council/{BELA}").text
    clock.advance(days=8)
    assert "Usnesení zapište do 18.\u00a012.\u00a02026." in mayor.get(f"/council/{BELA}").text


def test_the_calendar_of_a_mayor_holds_their_own_matters_only_and_ends_with_the_account(
    mayor: PageClient, matter: BelaMatter, clock: FakeClock, catalogue: Catalogue
) -> None:
    with unit_of_work(matter.database.sessions, clock, SYSTEM, "t") as tx:
        put_on_agenda(tx, catalogue, matter.bela, date(2026, 12, 8))
        put_on_agenda(tx, catalogue, matter.pist, date(2026, 12, 9))
    assert mayor.post_form("/account/calendar", {}, page="/account").status_code == 303
    address = ADDRESS.search(mayor.get("/account").text)[1]
    visitor = mayor.application.test_client()
    answer = visitor.get(address)
    calendar = Calendar.from_ical(answer.data)
    found = {str(item["UID"]).partition("@")[0]: item for item in calendar.walk("VEVENT")}
    assert set(found) == {f"{kind}-{matter.bela}" for kind in ("session", "deadline", "record")}
    session = found[f"session-{matter.bela}"]
    assert (session["DTSTART"].dt, session["DTEND"].dt) == (date(2026, 12, 8), date(2026, 12, 9))
    assert str(session["URL"]) == f"http://localhost/council/{BELA}"
    assert answer.headers["Cache-Control"] == "no-store"
    with matter.database.engine.begin() as connection:
        connection.execute(
            text('UPDATE "user" SET active = false WHERE email = :email'), {"email": MAYOR_OF_BELA}
        )
    assert visitor.get(address).status_code == 404


def test_the_secret_of_a_calendar_stays_out_of_the_logs() -> None:
    assert without_secrets('"GET /account/calendar/AbC-123_x.ics HTTP/1.1" 200') == (
        '"GET /account/calendar/… HTTP/1.1" 200'
    )

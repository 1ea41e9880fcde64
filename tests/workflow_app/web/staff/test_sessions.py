"""The coordinator enters sessions of councils, sees the forecast of a round, and has the area's calendar."""

import re
from datetime import date
from html import unescape

import pytest
from icalendar import Calendar

from tests.browser_of_pages import PageClient
from tests.factories.sessions import put_on_agenda
from tests.workflow_app.web.staff.conftest import BELA, Office, PlanBeforeMembers

SURE = {"kind": "ordinary", "certainty": "known"}
ADDRESS = re.compile(r'<code class="calendar-address">http://localhost(/account/calendar/[\w-]+\.ics)</code>')
PAGE = "/staff/hlucin/sessions"


def body_of(office: Office, code: str, kind: str = "assembly") -> int:
    """The id of a municipality's council."""
    statement = """SELECT b.id FROM body b JOIN municipality m ON m.id = b.municipality_id
                   WHERE m.code = :code AND b.kind = :kind"""
    return int(office.value(statement, code=code, kind=kind))


def test_several_dates_are_entered_at_once_and_a_wrong_one_is_taken_out(
    desk: PageClient, office: Office
) -> None:
    page = f"{PAGE}/{body_of(office, BELA)}"
    answer = desk.post_form(
        page,
        {
            "dates": "8. 12. 2026 (7/2026), 2. 3. 2027\n2027-05-11",
            "agenda_days": "10",
            "source": "web",
            **SURE,
        },
    )
    assert answer.status_code == 303
    shown = desk.get(page).text
    for words in (
        "8\u00a0December\u00a02026",
        "7/2026",
        "28\u00a0November\u00a02026",
        "25\u00a0November\u00a02026",
    ):
        assert words in shown  # ten days before, and three more for sending
    number = office.value("SELECT id FROM body_session WHERE day = '2027-03-02'")
    gone = desk.post_form(f"{page}/remove", {"session": str(number)}, page=page)
    assert gone.status_code == 303
    assert office.value("SELECT count(*) FROM body_session") == 2
    edits = "SELECT count(*) FROM edit_record WHERE subject_kind = 'body' AND actor_id IS NOT NULL"
    assert office.value(edits) == 2


def test_bad_dates_are_named_and_nothing_is_entered(desk: PageClient, office: Office) -> None:
    page = f"{PAGE}/{body_of(office, BELA)}"
    typed = "8. 12. 2026, 31. 2. 2027, brzy; 1. 1. 2020\n1. 1. 2040"
    answer = desk.post_form(page, {"dates": typed, "agenda_days": "400", **SURE})
    assert answer.status_code == 422
    shown = unescape(answer.text)
    for bad in ("“31. 2. 2027”", "“brzy”", "“1. 1. 2020” has passed", "“1. 1. 2040” is more than two years"):
        assert bad in shown
    assert "at most 90 days" in shown
    assert "31. 2. 2027, brzy" in shown  # what was typed is still there
    assert office.value("SELECT count(*) FROM body_session") == 0


def test_the_usual_rhythm_is_saved_and_said_in_words(desk: PageClient, office: Office) -> None:
    page = f"{PAGE}/{body_of(office, BELA)}/rhythm"
    wrong = desk.post_form(page, {"weekday": "wednesday", "week": "3", "months": "2, 14", "agenda_days": ""})
    assert wrong.status_code == 422
    answer = desk.post_form(
        page, {"weekday": "wednesday", "week": "3", "months": "2, 4", "agenda_days": "14"}
    )
    assert answer.status_code == 303
    assert "3rd Wednesday of the month; months: 2, 4; the agenda closes 14 days before" in desk.get(PAGE).text


def test_the_forecast_names_who_will_be_late_and_why(
    desk: PageClient, office: Office, running: PlanBeforeMembers
) -> None:
    """On 1 December with the deadline on 1 February: nobody's sessions are known, so three months at most (§ 92);
    only the town among them meets every two months."""
    until = office.value("SELECT due_at FROM process_instance WHERE id = :id", id=running.bela).date()
    office.do("UPDATE body SET session_rhythm = '{}'")  # the area file says it of some
    office.do("UPDATE process_instance SET due_at = '2027-02-01T22:59:59Z' WHERE parent_id IS NOT NULL")
    page = f"/staff/hlucin/round/{running.plan.process_id}"
    assert until > date(2027, 2, 1)
    before = desk.get(page).text
    assert (
        "The round will be complete about 1\u00a0March\u00a02027; 13 bodies will miss the deadline." in before
    )
    desk.post_form(f"{PAGE}/{body_of(office, BELA)}", {"dates": "7. 12. 2026, 15. 12. 2026", **SURE})
    after = desk.get(page).text
    assert "12 bodies will miss the deadline." in after
    desk.post_form(f"{PAGE}/{body_of(office, BELA)}", {"dates": "2. 2. 2027", **SURE})
    office.do("DELETE FROM body_session WHERE day = '2026-12-15'")
    late = desk.get(page).text
    assert "The first session within reach is on 2\u00a0February\u00a02027." in late
    assert "For the session of 7\u00a0December\u00a02026 it is too late" in late
    assert "13 bodies will probably miss the deadline" in desk.get("/staff/hlucin").text
    office.do("UPDATE process_instance SET due_at = '2026-11-20' WHERE id = :id", id=running.bela)
    overview = desk.get("/staff/hlucin").text  # who is late already will not be late: they are named once
    assert "1 municipality is late" in overview
    assert "12 bodies will probably miss the deadline" in overview


def test_after_the_session_its_resolution_is_a_task(
    desk: PageClient, office: Office, running: PlanBeforeMembers
) -> None:
    with office.work() as tx:
        put_on_agenda(tx, office.catalogue, running.bela, date(2026, 12, 8))
    office.clock.advance(days=8)
    overview = desk.get("/staff/hlucin").text
    assert "1 council has met and its resolution is not recorded" in overview
    assert "18\u00a0December\u00a02026" in overview  # ten days after an assembly (§ 95)
    met = desk.get(f"/staff/hlucin/round/{running.plan.process_id}?outcome=met").text
    assert f"/staff/hlucin/body/{running.bela}" in met
    assert f"/staff/hlucin/body/{running.pist}" not in met.partition('id="bodies"')[2]


@pytest.fixture
def feed(desk: PageClient) -> str:
    """The address of the area's calendar."""
    assert desk.post_form("/staff/hlucin/calendar", {}, page=PAGE).status_code == 303
    return ADDRESS.search(desk.get(PAGE).text)[1]


def events(client: PageClient, address: str) -> dict[str, tuple[date, int, str]]:
    """UID without its host -> day, sequence, title."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {
        str(item["UID"]).partition("@")[0]: (item["DTSTART"].dt, int(item["SEQUENCE"]), str(item["SUMMARY"]))
        for item in Calendar.from_ical(answer.data).walk("VEVENT")
    }


def test_the_calendar_of_the_area_is_read_by_its_address_and_grows_newer(
    desk: PageClient, client: PageClient, office: Office, running: PlanBeforeMembers, feed: str
) -> None:
    desk.post_form(f"{PAGE}/{body_of(office, BELA)}", {"dates": "8. 12. 2026", **SURE})
    desk.post_form(f"{PAGE}/{body_of(office, BELA)}", {"dates": "8. 12. 2026 (7/2026)", **SURE})
    visitor = office_visitor(client)
    first = events(visitor, feed)
    (sitting,) = [key for key in first if key.startswith("sitting-")]
    assert first[sitting] == (date(2026, 12, 8), 1, "Zasedání – Zastupitelstvo obce Bělá (7/2026)")
    deadline = f"deadline-{running.bela}"
    assert first[deadline][2].startswith("Lhůta pro rozhodnutí – Zastupitelstvo obce Bělá: ")
    with office.work() as tx:
        put_on_agenda(tx, office.catalogue, running.bela, date(2026, 12, 8))
    second = events(visitor, feed)
    assert sitting not in second  # the session with our matter stands for it
    assert second[f"session-{running.bela}"][0] == date(2026, 12, 8)
    assert second[f"record-{running.bela}"][0] == date(2026, 12, 18)
    assert second[deadline][1] > first[deadline][1]
    assert second[deadline][0] == first[deadline][0]


def office_visitor(client: PageClient) -> PageClient:
    """Somebody who has nothing but the address."""
    return client.application.test_client()


def test_an_address_stops_with_a_new_one_with_the_seat_and_when_it_is_shut(
    desk: PageClient, client: PageClient, office: Office, feed: str
) -> None:
    visitor = office_visitor(client)
    assert office.value("SELECT count(*) FROM calendar_feed WHERE token_sha256 = :t", t=feed) == 0
    assert desk.post_form("/staff/hlucin/calendar", {}, page=PAGE).status_code == 303
    renewed = ADDRESS.search(desk.get(PAGE).text)[1]
    assert [visitor.get(address).status_code for address in (feed, renewed)] == [404, 200]
    office.do("UPDATE membership SET valid_to = '2026-11-30' WHERE role = 'coordinator'")
    assert visitor.get(renewed).status_code == 404
    office.do("UPDATE membership SET valid_to = NULL WHERE role = 'coordinator'")
    assert desk.post_form("/staff/hlucin/calendar/revoke", {}, page=PAGE).status_code == 303
    assert visitor.get(renewed).status_code == 404
    assert visitor.get("/account/calendar/nobody.ics").status_code == 404

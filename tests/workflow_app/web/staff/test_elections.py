"""After elections: mandates end, approvals stay, offices are asked and their answers entered."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.databases import AREAS
from tests.factories.approval import record
from tests.factories.people import coordinator
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.audit.verify import verify
from workflow_app.kernel.errors import Refused
from workflow_app.queries.mandates import mandates, usual_beginning
from workflow_app.usecases.end_mandates import MandatesInput, end_mandates
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

PAGE, CONTACTS = "/staff/hlucin/elections", "/staff/hlucin/contacts"
SEATS = """
    SELECT count(*) FROM membership s
    JOIN body b ON b.id = s.body_id JOIN municipality m ON m.id = b.municipality_id
"""
LETTER = "SELECT subject, body FROM notification WHERE name = 'new_contacts' AND subject LIKE '%Bělá%'"
MEMBERS = """
    SELECT member_count FROM body b JOIN municipality m ON m.id = b.municipality_id
    WHERE m.code = '512974' AND b.kind = 'assembly'
"""


def ticked(office: Office, *codes: str) -> dict[str, list[str]]:
    """The mayors and deputies of the municipalities, as the page ticks them."""
    with office.work() as tx:
        area_id = office.value("SELECT id FROM area WHERE key = 'hlucin'")
        towns = [town for town in mandates(tx, area_id) if town.code in codes]
    seats = [str(item.seat_id) for town in towns for item in town.mandates if item.ends_usually]
    return {"town": list(codes), "seat": seats}


def test_mandates_end_and_what_the_former_council_approved_stays(
    desk: PageClient, office: Office, running: PlanBeforeMembers
) -> None:
    data = {"on": "15. 12. 2026", "began": "1. 11. 2022", **ticked(office, "507016", "512974")}
    page = desk.post_form(PAGE, data, follow_redirects=True)
    assert "Now ask for new contacts" in page.text
    ended = "WHERE m.code IN ('507016', '512974') AND s.valid_to = '2026-12-15'"
    assert office.value(f"{SEATS} {ended} AND s.role IN ('mayor', 'deputy_mayor')") > 2
    assert office.value(f"{SEATS} {ended} AND s.role = 'clerk'") == 0
    assert office.value(f"{SEATS} WHERE m.code = '509647' AND s.valid_to IS NOT NULL") == 0
    assert office.state(running.lead) == "approved"
    page = desk.get("/staff/hlucin/municipalities/507016")
    assert "electoral term 2022–2026" in page.text
    assert "25 members" in page.text
    assert "from 15 December 2026" in page.text.replace("\u00a0", " ")


def test_a_day_that_was_mistyped_ahead_is_corrected_before_it_comes(desk: PageClient, office: Office) -> None:
    said = {"began": "1. 11. 2022", **ticked(office, "512974")}
    for day in ("1. 5. 2027", "15. 12. 2026"):
        assert desk.post_form(PAGE, {**said, "on": day}).status_code == 303
    terms = "SELECT string_agg(valid_from || ' ' || COALESCE(valid_to::text, ''), ', ' ORDER BY id) FROM council_term"
    assert office.value(terms) == "2022-11-01 2026-12-14, 2026-12-15 "
    assert office.value(f"{SEATS} WHERE m.code = '512974' AND s.valid_to = '2026-12-15'") == 1
    with office.work() as tx:
        assert verify(tx) == []


def test_a_council_in_which_nobody_is_left_can_still_begin_its_term(desk: PageClient, office: Office) -> None:
    office.do("UPDATE membership SET valid_to = '2026-11-01'")
    office.do(
        "UPDATE membership SET valid_to = NULL WHERE body_id IN (SELECT id FROM body WHERE kind = 'coordination')"
    )
    assert 'value="512974"' in desk.get(PAGE).text
    said = {"on": "15. 11. 2026", "began": "1. 11. 2022", "town": ["512974"]}
    assert desk.post_form(PAGE, said).status_code == 303
    assert office.value("SELECT count(*) FROM council_term") == 2


def test_a_decision_says_that_a_former_council_took_it_once_a_newer_term_has_begun(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    round_page, body = f"/staff/hlucin/round/{running.plan.process_id}", f"/staff/hlucin/body/{running.lead}"
    public = f"/areas/hlucin/plans/{running.plan.plan_id}"
    data = {"on": "15. 12. 2026", "began": "1. 11. 2022", **ticked(office, "507016", "512974")}
    desk.post_form(PAGE, data)
    former = "decided by the assembly of the electoral term 2022–2026"
    pages = (round_page, body, public)
    assert [desk.get(page).text.count(former) for page in pages] == [0, 0, 0]
    clock.moment = datetime(2026, 12, 14, 22, 59, tzinfo=UTC)  # the last minute of the former term in Prague
    assert [desk.get(page).text.count(former) for page in pages] == [0, 0, 0]
    clock.moment = datetime(2026, 12, 14, 23, 0, tzinfo=UTC)
    assert [desk.get(page).text.count(former) for page in pages] == [1, 1, 1]  # Bělá has not decided
    with desk.session_transaction() as cookie:
        cookie["language"] = "cs"
    czech = "rozhodlo zastupitelstvo volebního období 2022–2026"
    assert [desk.get(page).text.count(czech) for page in pages] == [1, 1, 1]
    desk.sign_in("katerina.polanska@hlucin.example.cz")
    assert desk.get(f"/council/507016/resolution/{running.lead}").text.count(czech) == 1


def test_what_the_new_council_decides_is_its_own(
    desk: PageClient, office: Office, running: PlanBeforeMembers, clock: FakeClock
) -> None:
    data = {"on": "15. 12. 2026", "began": "1. 11. 2022", **ticked(office, "509647")}
    desk.post_form(PAGE, data)
    clock.moment = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
    with office.work() as tx:
        record(tx, office.catalogue, running.pist, session_on=date(2026, 12, 17))
    assert "decided by the assembly" not in desk.get(f"/staff/hlucin/body/{running.pist}").text
    assert "decided by the assembly" not in desk.get(f"/staff/hlucin/round/{running.plan.process_id}").text


def test_impossible_days_and_nobody_chosen_are_refused(desk: PageClient, office: Office) -> None:
    page = desk.post_form(PAGE, {"on": "1. 12. 2020", "began": "1. 11. 2022"})
    assert page.status_code == 422
    for sentence in (
        "Choose at least one municipality",
        "more than a year away",
        "has to begin before it ends",
    ):
        assert sentence in page.text
    assert office.value("SELECT count(*) FROM council_term") == 0


def test_offices_are_asked_once_and_an_answer_seats_the_new_mayor(desk: PageClient, office: Office) -> None:
    page = desk.post_form(CONTACTS, {"answer_by": "22. 12. 2026"}, follow_redirects=True)
    assert "15 e-mails are on their way" in page.text
    assert "Answered: 0 of 15" in page.text
    letter = office.one(LETTER)
    assert "Bělá" in letter.subject
    assert "22. 12. 2026" in letter.body.replace("\u00a0", " ")
    assert (
        "asked the municipalities for new contacts today already"
        in desk.post_form(CONTACTS, {"answer_by": "22. 12. 2026"}).text
    )
    answer = {
        "since": "1. 12. 2026",
        "mayor_name": "Iva Nová",
        "mayor_email": "iva.nova@bela.example.cz",
        "assembly": "9",
    }
    page = desk.post_form(f"{CONTACTS}/512974", answer, follow_redirects=True)
    assert "Answered: 1 of 15" in page.text
    mayors = f"{SEATS} JOIN \"user\" u ON u.id = s.user_id WHERE m.code = '512974' AND s.role = 'mayor'"
    assert office.value(f"{mayors} AND u.name = 'Iva Nová' AND s.valid_to IS NULL") >= 1
    assert office.value(f"{mayors} AND u.name <> 'Iva Nová' AND s.valid_to IS NULL") == 0
    assert office.value(MEMBERS) == 9
    page = desk.post_form(
        f"{CONTACTS}/512974", {"since": "1. 12. 2026", "mayor_name": "Iva", "mayor_email": "iva"}
    )
    assert page.status_code == 422
    assert "not an e-mail address" in page.text


def test_a_coordinator_leaves_municipalities_of_another_area_alone(tx) -> None:  # type: ignore[no-untyped-def]
    content = (AREAS / "hlucin.yaml").read_text("utf-8").replace("key: hlucin\n", "key: jine\n")
    import_area(tx, read_area_file(content.encode()))
    acts = acting(tx, coordinator(tx, "jine"))
    area_id = next(seat.area_id for seat in acts.actor.seats if seat.area_id)
    towns = mandates(tx, area_id)
    assert all(town.elsewhere for town in towns)
    assert usual_beginning(towns) == date(2022, 11, 1)
    said = MandatesInput(date(2026, 12, 1), date(2022, 11, 1), (), ("512974",))
    with pytest.raises(Refused, match="municipality_is_shared"):
        end_mandates(acts, area_id, said)
    seat = replace(acts.actor.seats[0], body_kind="administration")
    admin = replace(acts, actor=replace(acts.actor, seats=(*acts.actor.seats, seat)))
    assert end_mandates(admin, area_id, said) == 0


def test_a_round_that_waits_for_an_ended_council_is_a_task(
    desk: PageClient, office: Office, running: PlanBeforeMembers
) -> None:
    url = "/staff/hlucin/municipalities/512974/change"
    data = {"kind": "merged", "successor_code": "507016", "on": "1. 12. 2026"}
    page = desk.post_form(url, data, follow_redirects=True)
    assert "The round still waits for a council that has ended" in page.text
    assert f"/staff/hlucin/body/{running.bela}" in page.text
    assert (
        "Assembly of the Municipality of Bělá has ended, but the round waits for it"
        in desk.get("/staff/hlucin").text
    )
    step = f"/staff/hlucin/body/{running.bela}/step/excuse"
    desk.post_form(step, {"reason": "Obec se sloučila s Hlučínem."}, follow_redirects=True)
    assert office.state(running.bela) == "not_required"
    assert office.state(running.lead) == "approved"
    assert "has ended, but" not in desk.get("/staff/hlucin").text


@pytest.mark.row("H-25", page="/staff/<area>/elections")
def test_a_mandate_that_ends_in_the_union_makes_its_block_smaller_by_itself(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        area_id = office.value("SELECT id FROM area WHERE key = 'hlucin'")
        (town,) = (town for town in mandates(tx, area_id) if town.code == "547182")
    (of_union,) = (item for item in town.mandates if item.brings)
    assert [group.cs for group in of_union.brings] == ["Řídicí skupina"]
    assert len({item.seat_id for item in town.mandates}) == len(town.mandates)
    page = desk.get(PAGE).text
    assert "Hlučín Microregion (and through it: Steering group)" in page
    data = {"on": "15. 12. 2026", "began": "1. 11. 2022", "town": ["547182"], "seat": [str(of_union.seat_id)]}
    desk.post_form(PAGE, data)
    sitting = "SELECT count(*) FROM seat WHERE through_body_id IS NOT NULL AND (valid_to IS NULL OR valid_to >= :day)"
    assert office.value(sitting, day="2026-12-15") == 5
    assert office.value(sitting, day="2026-12-16") == 4
    assert office.value("SELECT valid_to FROM block_seat") is None

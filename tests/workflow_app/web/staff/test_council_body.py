"""One body through the browser: record on behalf, correct, put on agenda, remind, excuse, reopen."""

import io
from typing import Any

from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.factories.approval import record
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.engine.catalogue import Catalogue

ANSWERS = {
    "verdict": "approved",
    "session_on": "2026-11-30",
    "number": "12/3/2026",
    "votes_for": "8",
    "votes_against": "0",
    "votes_abstained": "1",
    "members_total": "9",
    "text": "Zastupitelstvo schvaluje & bere <na vědomí>.",
    "source": "telefonát s úřadem",
}
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def _body(process_id: int, rest: str = "") -> str:
    return f"/staff/hlucin/body/{process_id}{rest}"


def _send(desk: PageClient, process_id: int, page: str = "/record", **changed: Any) -> Any:
    return desk.post_form(_body(process_id, page), {**ANSWERS, "step": "check", **changed})


def test_recording_on_behalf_asks_for_the_source_and_checks_the_answers(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    without = _send(desk, running.bela, source="")
    assert without.status_code == 422
    assert "Write how you learned of the resolution." in without.text
    assert "12/3/2026" in without.text
    check = _send(desk, running.bela)
    assert "Check what you are recording" in check.text
    assert "telefonát s úřadem" in check.text
    assert office.state(running.bela) == "sent"
    done = desk.post_form(
        _body(running.bela, "/record"), {**ANSWERS, "step": "record"}, follow_redirects=True
    )
    assert "is recorded" in done.text
    assert office.state(running.bela) == "approved"
    row = office.one(
        "SELECT source, number, text, votes_for FROM council_resolution WHERE process_id = :id",
        id=running.bela,
    )
    assert tuple(row) == ("telefonát s úřadem", "12/3/2026", ANSWERS["text"], 8)


def test_the_file_survives_the_check_page(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    check = _send(desk, running.bela, file=(io.BytesIO(PDF), "../výpis.pdf"))
    assert "výpis.pdf" in check.text
    kept = check.text.split('name="kept" value="')[1].split('"')[0]
    hidden = desk.hidden(_body(running.bela, "/record"))
    desk.post(_body(running.bela, "/record"), data={**hidden, **ANSWERS, "kept": kept, "step": "record"})
    row = office.one(
        "SELECT scan_name, scan_type, id FROM council_resolution WHERE process_id = :id", id=running.bela
    )
    assert tuple(row)[:2] == ("výpis.pdf", "application/pdf")
    assert desk.get(f"/staff/hlucin/scan/{row.id}").data == PDF


def test_a_forged_ticket_attaches_nothing(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    _send(desk, running.bela, kept="WzEsICJhYmMiXQ.forged.sig", step="record")
    assert (
        office.value("SELECT scan_sha256 FROM council_resolution WHERE process_id = :id", id=running.bela)
        is None
    )


def test_a_wrong_file_is_refused_with_everything_kept(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    answer = _send(desk, running.bela, file=(io.BytesIO(b"MZ not a pdf"), "virus.exe"))
    assert answer.status_code == 422
    assert "12/3/2026" in answer.text
    assert office.state(running.bela) == "sent"


def test_impossible_votes_and_text_in_place_of_a_number(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    for field, value in (
        ("votes_for", "devět"),
        ("votes_for", "50"),
        ("members_total", "-3"),
        ("session_on", "zítra"),
    ):
        answer = _send(desk, running.bela, **{field: value, "step": "record"})
        assert answer.status_code == 422, (field, value)
        assert f'value="{value}"' in answer.text
    assert office.state(running.bela) == "sent"


def test_a_double_click_records_once(desk: PageClient, running: PlanBeforeMembers, office: Office) -> None:
    hidden = desk.hidden(_body(running.bela, "/record"))
    data = {**hidden, **ANSWERS, "step": "record"}
    assert desk.post(_body(running.bela, "/record"), data=data).status_code == 303
    assert desk.post(_body(running.bela, "/record"), data=data).status_code == 409
    assert (
        office.value("SELECT count(*) FROM council_resolution WHERE process_id = :id", id=running.bela) == 1
    )


def test_wrong_data_are_corrected_by_a_new_row(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, number="1/2026")
    page = desk.get(_body(running.bela, "/correct")).text
    assert 'value="1/2026"' in page
    same = {**ANSWERS, "number": "2/2026", "reason": "Překlep", "step": "record"}
    desk.post_form(_body(running.bela, "/correct"), same)
    shown = desk.get(_body(running.bela)).text
    assert "1/2026" in shown
    assert "2/2026" in shown
    assert "Překlep" in shown
    assert office.state(running.bela) == "approved"
    count, corrected = office.one(
        "SELECT count(*), count(corrects_id) FROM council_resolution WHERE process_id = :id", id=running.bela
    )
    assert (count, corrected) == (2, 1)


def test_another_verdict_reopens_and_records_anew(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela)
    check = desk.post_form(
        _body(running.bela, "/correct"),
        {
            **ANSWERS,
            "verdict": "rejected",
            "votes_for": "",
            "votes_against": "",
            "votes_abstained": "",
            "reason": "Špatně zapsáno",
            "step": "check",
        },
    )
    assert "The verdict changes" in check.text
    desk.post_form(
        _body(running.bela, "/correct"),
        {
            **ANSWERS,
            "verdict": "rejected",
            "votes_for": "",
            "votes_against": "",
            "votes_abstained": "",
            "reason": "Špatně zapsáno",
            "step": "record",
        },
    )
    assert office.state(running.bela) == "rejected"
    counted, refused = office.one("SELECT counted, refused FROM round_stage WHERE position = 2")
    assert (counted, refused) == (0, 1)


def test_the_day_of_the_session(desk: PageClient, running: PlanBeforeMembers, office: Office) -> None:
    past = desk.post_form(_body(running.bela, "/session"), {"session_on": "2026-01-01"})
    assert past.status_code == 422
    desk.post_form(_body(running.bela, "/session"), {"session_on": "2026-12-08"})
    assert office.state(running.bela) == "on_agenda"
    assert "the next session is on 8\u00a0December\u00a02026" in desk.get("/staff/hlucin").text


def test_excusing_needs_a_reason_and_can_be_taken_back(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    page = _body(running.bela, "/step/excuse")
    assert "Nobody will wait for this municipality" in desk.get(page).text
    assert desk.post_form(page, {"reason": " "}).status_code == 422
    assert office.state(running.bela) == "sent"
    desk.post_form(page, {"reason": "Obec vystoupila"})
    assert office.state(running.bela) == "not_required"
    desk.post_form(_body(running.bela, "/step/reopen"), {"reason": "Vrátila se"})
    assert office.state(running.bela) == "sent"
    assert "Obec vystoupila" in desk.get(_body(running.bela)).text


def test_nobody_is_led_to_undo_what_is_decided(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, session_number="12")
    page = desk.get(_body(running.bela)).text
    assert "Reopen for a new record" in page
    assert 'data-kind="primary"' not in page
    assert "30 November 2026, session no. 12" in page.replace("\xa0", " ")


def test_editorial_changes_are_accepted(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, "approved_with_changes", changes="Překlep v názvu.")
    desk.post_form(_body(running.bela, "/step/accept_changes"), {"reason": "Jen překlep"})
    assert office.state(running.bela) == "approved"


def test_a_step_that_does_not_fit_says_why(desk: PageClient, running: PlanBeforeMembers) -> None:
    page = desk.get(_body(running.bela, "/step/accept_changes"))
    assert page.status_code == 200
    assert "not possible now" in page.text
    assert desk.get(_body(running.bela, "/step/packet_ready")).status_code == 403
    assert desk.get(_body(running.bela, "/step/nonsense")).status_code == 403


def test_reminding_by_hand_names_who_wished_it(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    seen = desk.hidden(_body(running.bela))
    answer = desk.post(_body(running.bela, "/remind"), data=seen, follow_redirects=True)
    assert "is on its way" in answer.text
    assert office.value("SELECT count(*) FROM transition_record WHERE trigger = 'remind'") == 1
    name = office.value('SELECT u.name FROM edit_record e JOIN "user" u ON u.id = e.actor_id')
    assert name in answer.text
    desk.post(_body(running.bela, "/remind"), data=seen)
    assert office.value("SELECT count(*) FROM transition_record WHERE trigger = 'remind'") == 1


def test_another_areas_body_is_not_found(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    with office.database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO area (key, name, name_locative, lead_municipality_id, coordinator, contacts, publicity)"
                " SELECT 'other', '{\"cs\": \"J\", \"en\": \"O\"}', 'v', lead_municipality_id, '{}', '[]', '{}'"
                " FROM area"
            )
        )
        connection.execute(
            text(
                "UPDATE process_instance SET area_id = (SELECT id FROM area WHERE key = 'other') WHERE id = :id"
            ),
            {"id": running.bela},
        )
    for page in ("", "/record", "/correct", "/session", "/step/excuse"):
        assert desk.get(_body(running.bela, page)).status_code == 404

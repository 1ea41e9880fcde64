"""Importing an area file through the browser: errors by line, preview, confirmation, invitations."""

import io
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.databases import AREAS
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.settings import Settings
from workflow_app.usecases.change_municipality import ChangeInput, change_municipality
from workflow_app.usecases.create_administrator import create_administrator
from workflow_app.usecases.group_input import Change
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.merge_groups import MergeInput, merge_groups
from workflow_app.usecases.read_area_file import read_area_file

FILE = (AREAS / "hlucin.yaml").read_text(encoding="utf-8")
URL = "/staff/hlucin/import"


def _upload(desk: PageClient, text: str, url: str = URL) -> Any:
    return desk.post_form(url, {"file": (io.BytesIO(text.encode()), "oblast.yaml")})


def _confirm(desk: PageClient, page: str, text: str, url: str = URL, **changed: str) -> Any:
    expected = page.split('name="expected" value="')[1].split('"', maxsplit=1)[0]
    data = {"text": text.replace("\n", "\r\n"), "expected": expected, "step": "import", **changed}
    return desk.post_form(url, data)


def test_a_file_that_says_nothing_new_changes_nothing(desk: PageClient) -> None:
    assert "Nothing: the area already looks as the file says." in _upload(desk, FILE).text


def test_changes_are_shown_first_and_imported_when_confirmed(desk: PageClient, office: Office) -> None:
    changed = FILE.replace("inhabitants: 654", "inhabitants: 700").replace(
        "mayor: {name: Zuzana Konečná, email: zuzana.konecna@bela.example.cz}",
        "mayor: {name: Nová Starostka, email: nova@bela.example.cz}",
    )
    page = _upload(desk, changed)
    assert "Nová Starostka" in page.text
    assert office.value("SELECT inhabitants FROM municipality WHERE code = '512974'") == 654
    done = _confirm(desk, page.text, changed)
    assert "The area is imported" in done.text
    assert "1 new person gets an invitation." in done.text
    assert office.value("SELECT inhabitants FROM municipality WHERE code = '512974'") == 700
    assert office.value("SELECT count(*) FROM notification WHERE email = 'nova@bela.example.cz'") == 1


def test_an_area_that_changed_meanwhile_is_shown_again(desk: PageClient, office: Office) -> None:
    changed = FILE.replace("inhabitants: 654", "inhabitants: 700")
    page = _upload(desk, changed)
    office.do("UPDATE municipality SET inhabitants = 5 WHERE code = '506192'")
    again = _confirm(desk, page.text, changed)
    assert again.status_code == 409
    assert office.value("SELECT inhabitants FROM municipality WHERE code = '512974'") == 654
    assert "The area is imported" in _confirm(desk, again.text, changed).text


def test_every_error_is_named_by_line_and_the_text_comes_back(desk: PageClient, office: Office) -> None:
    broken = FILE.replace('code: "512974"', 'code: "12"').replace("inhabitants: 1786", "inhabitants: mnoho")
    answer = _upload(desk, broken)
    assert answer.status_code == 422
    assert answer.text.count("<li>Line ") >= 2
    assert "inhabitants: mnoho" in answer.text
    assert office.value("SELECT count(*) FROM edit_record WHERE reason = ''") == 0


def test_what_is_no_text_does_not_come_back_damaged_to_be_imported(desk: PageClient) -> None:
    """Names in another encoding, or a file of megabytes, are mended on the own computer, not on the page."""
    for content, said in (
        (FILE.encode("cp1250", "replace"), "not UTF-8 text"),
        (b"# x" * 200_000, "at most"),
    ):
        answer = desk.post_form(URL, {"file": (io.BytesIO(content), "oblast.yaml")})
        assert answer.status_code == 422
        assert said in answer.text
        assert "<textarea" not in answer.text
        assert len(answer.text) < 20_000


@pytest.mark.parametrize("text", ["", "{", "\x00\x01binary", "a: &x 1\nb: *x"])
def test_what_is_no_area_file_gets_a_clear_answer(desk: PageClient, text: str) -> None:
    assert _upload(desk, text).status_code == 422


def test_another_areas_file_is_not_for_this_page(desk: PageClient, office: Office) -> None:
    other = (AREAS / "albrechtice.yaml").read_text(encoding="utf-8")
    answer = _upload(desk, other)
    assert answer.status_code == 422
    assert "Here you can import only the file of your own area" in answer.text
    assert office.value("SELECT count(*) FROM area") == 1


def test_the_export_imports_as_nothing_new(desk: PageClient) -> None:
    exported = desk.get("/staff/hlucin/export")
    assert exported.headers["Content-Disposition"] == 'attachment; filename="hlucin.yaml"'
    assert "Nothing: the area already looks as the file says." in _upload(desk, exported.text).text


def test_the_administrator_sets_up_another_area(
    app: Flask, office: Office, settings: Settings, tmp_path: Path
) -> None:
    with office.work() as tx:
        create_administrator(tx, settings, "sprava@example.org", "Správa Systému")
    browser: PageClient = app.test_client()  # type: ignore[assignment]
    browser.sign_in("sprava@example.org")
    with browser.session_transaction() as cookie:
        cookie["language"] = "en"
    assert "Areas of this installation" in browser.get("/staff/areas").text
    other = (AREAS / "albrechtice.yaml").read_text(encoding="utf-8")
    page = _upload(browser, other, "/staff/areas/new")
    assert "This is a new area." in page.text
    assert "The area is imported" in _confirm(browser, page.text, other, "/staff/areas/new").text
    assert office.value("SELECT count(*) FROM area") == 2
    assert browser.get("/staff/albrechtice").status_code == 403
    assert "Město Albrechtice" in browser.get("/staff/areas").text


def test_a_coordinator_does_not_run_the_installation(desk: PageClient) -> None:
    assert desk.get("/staff/areas").status_code == 403
    assert desk.get("/staff/areas/new").status_code == 403


def test_a_coordinator_takes_no_municipality_and_no_person_from_another_area(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        import_area(tx, read_area_file((AREAS / "albrechtice.yaml").read_bytes()))
    before = office.value("SELECT count(*) FROM membership")
    town = (
        '  - {code: "597635", ico: "00296228", kind: town, name: Město Albrechtice, genitive: Města Albrechtic,\n'
        "     locative: ve Městě Albrechticích, inhabitants: 3375, assembly: 15, email: podatelna@example.cz,\n"
        "     mayor: {name: Můj Člověk, email: muj.clovek@example.cz}}\n"
    )
    taking = FILE.replace("\nmunicipalities:\n", f"\nmunicipalities:\n{town}", 1)
    answer = _upload(desk, taking)
    assert answer.status_code == 422
    assert "Ask the administrator to import it" in answer.text
    assert "Můj Člověk" in answer.text, "what was sent comes back"
    assert office.value("SELECT count(*) FROM membership") == before


def test_days_of_sessions_in_the_file_stand_on_the_page_of_the_council(
    desk: PageClient, office: Office
) -> None:
    dated = FILE.replace(
        "assembly: 9, ", "assembly: 9, assembly_session_dates: [2026-12-16, 2027-03-17], ", 1
    )
    page = _upload(desk, dated)
    shown = page.text.replace("\u00a0", " ")
    assert "sessions: added 16 December 2026, 17 March 2027" in shown
    assert "The area is imported" in _confirm(desk, page.text, dated).text
    body = office.value(
        "SELECT b.id FROM body b JOIN municipality m ON m.id = b.municipality_id "
        "WHERE m.code = '512974' AND b.kind = 'assembly'"
    )
    calendar = desk.get(f"/staff/hlucin/sessions/{body}").text.replace("\u00a0", " ")
    assert "16 December 2026" in calendar
    assert "17 March 2027" in calendar
    assert "Nothing: the area already looks as the file says." in _upload(desk, dated).text


GROUPS = ("ps-rodina", "ps-seniori")


def _merge(office: Office) -> None:
    """Yesterday's work of the first group is today done by the second one."""
    with office.work() as tx:
        gone, stays = (
            tx.session.scalars(select(Body).where(Body.key == key, Body.area_id.is_not(None))).one()
            for key in GROUPS
        )
        seats = select(Membership.user_id).where(Membership.body_id == stays.id, Membership.role == "leader")
        said = MergeInput(
            change=Change(date(2026, 12, 1)),
            groups=(gone.id, stays.id),
            successor_id=stays.id,
            new=None,
            leaders=frozenset(tx.session.scalars(seats)),
        )
        merge_groups(tx, office.catalogue, gone.area_id or 0, said, "http://localhost")


SITTING = (
    "SELECT count(*) FROM membership m JOIN body b ON b.id = m.body_id "
    "WHERE b.key = :key AND (m.valid_to IS NULL OR m.valid_to >= DATE '2026-12-01')"
)


@pytest.mark.row("K-24", page="/staff/<area>/import")
def test_a_file_from_before_a_merger_of_groups_seats_nobody_in_the_ended_group(
    desk: PageClient, office: Office
) -> None:
    _merge(office)
    there = office.value(SITTING, key=GROUPS[1])
    answer = _upload(desk, FILE)
    assert answer.status_code == 422
    line = next(at for at, text in enumerate(FILE.splitlines(), 1) if f"key: {GROUPS[0]}" in text)
    said = unescape(answer.text).replace("\u00a0", " ")
    assert f"Line {line}, bodies[" in said
    assert "ended on 30 November 2026, work goes on in" in said
    leader = office.value(
        'SELECT u.name FROM "user" u JOIN membership m ON m.user_id = u.id JOIN body b ON b.id = m.body_id '
        "WHERE b.key = :key AND m.role = 'leader'",
        key=GROUPS[0],
    )
    assert leader in said[said.index("would still sit in it") :]
    assert "textarea" in answer.text, "the text comes back"
    assert (office.value(SITTING, key=GROUPS[0]), office.value(SITTING, key=GROUPS[1])) == (0, there)
    exported = desk.get("/staff/hlucin/export").text
    assert GROUPS[0] not in exported
    assert "Nothing: the area already looks as the file says." in _upload(desk, exported).text


def test_a_file_from_before_a_merger_of_municipalities_seats_nobody_in_the_ended_council(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        bela = tx.session.scalars(select(Municipality.id).where(Municipality.code == "512974")).one()
        said = ChangeInput("merged", "507016", date(2026, 12, 1))
        change_municipality(tx, office.value("SELECT id FROM area"), bela, said)
    answer = _upload(desk, FILE)
    assert answer.status_code == 422
    said = unescape(answer.text).replace("\u00a0", " ")
    assert (
        "municipalities[1].assembly: Assembly of the Municipality of Bělá: this body ended on 30 November 2026"
        in said
    )
    assert "Zuzana Konečná" in said
    exported = desk.get("/staff/hlucin/export").text
    assert "Nothing: the area already looks as the file says." in _upload(desk, exported).text

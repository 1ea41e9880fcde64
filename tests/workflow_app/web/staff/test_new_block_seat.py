"""A whole body is seated in a group on a page: first what it means, then the click."""

import html
import re
from typing import Any

import pytest

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.staff.conftest import Office
from tests.workflow_app.web.staff.test_members import words

PAGE = "/staff/hlucin/new-block-seat"
BODY = "SELECT id FROM body WHERE area_id IS NOT NULL AND key = :key"
COUNT = "SELECT count(*) FROM block_seat"
SITTING = "SELECT count(DISTINCT user_id) FROM seat WHERE body_id = :id AND valid_from <= :day AND "
SITTING += "(valid_to IS NULL OR valid_to >= :day)"


def answers(office: Office, seated: str = "svazek", host: str = "rs", **changed: str) -> dict[str, str]:
    ids = {"seated_id": office.value(BODY, key=seated), "host_id": office.value(BODY, key=host)}
    return {**{name: str(number) for name, number in ids.items()}, "valid_from": "1. 1. 2027", **changed}


def shown(page: Any) -> str:
    """What the page remembers of the answers whose meaning it showed."""
    (found,) = re.findall(r'name="shown" value="([^"]*)"', page.text)
    return html.unescape(found)


@pytest.mark.row("H-25", page="/staff/<area>/new-block-seat")
def test_the_consequences_come_before_the_click(desk: PageClient, office: Office) -> None:
    office.do("DELETE FROM block_seat")
    said = answers(office, side="commissioner")
    page = desk.post_form(PAGE, {**said, "do": "check"})
    told = words(page.text)
    assert (
        "Get a seat: Jana Kulíšková, Jana Pavlicová, Oldřich Jalovec, Pavel Zapletal, Šárka Urbanová." in told
    )
    assert "number of members from 1 January 2027: 12 (without the change 7)." in told
    assert "From that day at least 7 must be present to decide." in told
    assert office.value(COUNT) == 0
    done = desk.post_form(PAGE, {**said, "do": "seat", "shown": shown(page)}, follow_redirects=True)
    assert "The body is seated." in done.text
    assert "5 members by office, from 1 January 2027" in words(done.text)
    group = office.value(BODY, key="rs")
    assert office.value(SITTING, id=group, day="2026-12-31") == 7
    assert office.value(SITTING, id=group, day="2027-01-01") == 12
    edit = office.one(
        "SELECT after, area_id FROM edit_record WHERE subject_kind = 'block_seat' ORDER BY id DESC LIMIT 1"
    )
    assert edit.after == {
        "host": "rs",
        "seated": "svazek",
        "side": "commissioner",
        "valid_from": "2027-01-01",
    }


def test_other_answers_than_those_explained_are_explained_first(desk: PageClient, office: Office) -> None:
    office.do("DELETE FROM block_seat")
    page = desk.post_form(PAGE, {**answers(office), "do": "check"})
    later = {**answers(office, valid_from="1. 2. 2027"), "do": "seat", "shown": shown(page)}
    again = desk.post_form(PAGE, later)
    assert "number of members from 1 February 2027: 12" in words(again.text)
    assert office.value(COUNT) == 0


def test_who_sits_in_the_group_already_is_not_counted_twice(desk: PageClient, office: Office) -> None:
    page = desk.post_form(PAGE, {**answers(office, seated="ps-seniori"), "do": "check"})
    told = words(page.text)
    assert "Sit there already and go on as they do: Jaroslava Zelenková." in told
    assert "number of members from 1 January 2027: 19 (without the change 12)." in told


def test_what_cannot_be_is_said_and_the_answers_stay(desk: PageClient, office: Office) -> None:
    wrong = [
        (answers(office), "already sits in that group"),
        (answers(office, seated="rs"), "cannot be a member of itself"),
        (answers(office, host="svazek"), "Choose one of the options"),
        (answers(office, seated_id="0"), "Choose one of the options"),
        (answers(office, side="somebody"), "Choose one of the options"),
        (answers(office, seated="ps-rodina", valid_from="1. 1. 2036"), "more than a year away"),
        (answers(office, seated="ps-rodina", valid_from="včera"), "Write the day like"),
    ]
    for said, sentence in wrong:
        for button in ("check", "seat"):
            page = desk.post_form(PAGE, {**said, "do": button})
            assert page.status_code == 422, said
            assert sentence in page.text, said
            assert said["valid_from"] in page.text or "2027-01-01" in page.text, said
    assert office.value(COUNT) == 1


def test_a_body_of_another_area_cannot_be_seated(desk: PageClient, office: Office) -> None:
    council = office.value("SELECT min(id) FROM body WHERE kind = 'assembly'")
    page = desk.post_form(PAGE, {**answers(office, seated_id=str(council)), "do": "check"})
    assert page.status_code == 422

"""That a body sits in a group as a whole ends on a page: first what it means, then the click."""

import pytest

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.staff.conftest import Office
from tests.workflow_app.web.staff.test_members import words
from tests.workflow_app.web.staff.test_new_block_seat import shown

BLOCK = "SELECT id, valid_to FROM block_seat"


def _page(office: Office) -> str:
    return f"/staff/hlucin/block-seats/{office.one(BLOCK).id}/end"


@pytest.mark.row("H-25", page="/staff/<area>/block-seats/<block_seat_id>/end")
def test_the_block_ends_with_its_seats_and_rights(
    desk: PageClient, office: Office, client: PageClient
) -> None:
    page = desk.post_form(_page(office), {"last_day": "30. 11. 2026", "do": "check"})
    told = words(page.text)
    assert "Lose the seat: Jana Kulíšková, Jana Pavlicová," in told
    assert "number of members from 1 December 2026: 7 (without the change 12)." in told
    assert "at least 4 must be present" in told
    assert office.one(BLOCK).valid_to is None
    data = {"last_day": "30. 11. 2026", "do": "end", "shown": shown(page)}
    done = desk.post_form(_page(office), data, follow_redirects=True)
    assert "The membership ends on 30 November 2026." in words(done.text)
    assert str(office.one(BLOCK).valid_to) == "2026-11-30"
    edit = office.one(
        "SELECT before, after FROM edit_record WHERE subject_kind = 'block_seat' ORDER BY id DESC LIMIT 1"
    )
    assert (edit.before, edit.after) == ({"valid_to": None}, {"valid_to": "2026-11-30"})
    client.sign_in("jana.kuliskova@kozmice.example.cz")
    assert client.get("/steering/hlucin").status_code == 403


def test_who_sits_there_besides_keeps_the_seat(desk: PageClient, office: Office) -> None:
    office.do(
        "INSERT INTO membership (user_id, body_id, role, organisation, valid_from) SELECT u.id, b.id, 'member', '', "
        "'2026-12-01' FROM \"user\" u, body b WHERE u.email = 'jana.kuliskova@kozmice.example.cz' AND b.key = 'rs'"
    )
    told = words(desk.post_form(_page(office), {"last_day": "31. 12. 2026", "do": "check"}).text)
    assert "Keep a seat for another reason: Jana Kulíšková." in told
    assert "number of members from 1 January 2027: 8 (without the change 12)." in told


def test_an_impossible_day_and_a_second_end_are_refused(desk: PageClient, office: Office) -> None:
    for typed, sentence in [
        ("31. 12. 2009", "begins only on 1 January 2010"),
        ("1. 1. 2030", "more than a year away"),
        ("", "Write the day."),
        ("zítra", "Write the day like"),
    ]:
        page = desk.post_form(_page(office), {"last_day": typed, "do": "end"})
        assert page.status_code == 422, typed
        assert sentence in words(page.text), typed
    office.do("UPDATE block_seat SET valid_to = '2026-12-31'")
    page = desk.post_form(_page(office), {"last_day": "1. 12. 2026", "do": "end"})
    assert (page.status_code, "already has its end on 31 December 2026" in words(page.text)) == (422, True)
    assert desk.get("/staff/hlucin/block-seats/999999/end").status_code == 404

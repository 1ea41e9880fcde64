"""Error pages: they say who is signed in, what happened, and lead on."""

import io

import pytest

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.factories.people import leader
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM


@pytest.fixture
def member(client: PageClient, database: Database, clock: FakeClock) -> PageClient:
    with unit_of_work(database.sessions, clock, SYSTEM, "t") as tx:
        email = leader(tx, "ps-seniori")
    client.sign_in(email)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client


@pytest.mark.parametrize(
    ("url", "status"),
    [("/staff/hlucin", 403), ("/areas/atlantida", 404), ("/neni/tu/nic", 404)],
    ids=["forbidden", "not found", "no such address"],
)
def test_who_is_signed_in_stays_so_on_an_error_page(member: PageClient, url: str, status: int) -> None:
    answer = member.get(url)
    assert answer.status_code == status
    assert "Jaroslava Zelenková" in answer.text
    assert "Sign out" in answer.text
    assert ">Sign in<" not in answer.text
    assert '<a href="/account/home">Back to your desk</a>' in answer.text


def test_a_visitor_whose_sign_in_has_ended_is_led_to_sign_in(client: PageClient) -> None:
    answer = client.post_form(
        "/account/sign-in", {"email": "x@example.cz"}
    )  # a page with a token, signed out
    assert answer.status_code == 422
    late = client.post("/account/notifications/read", data=client.hidden("/account/sign-in"))
    assert late.status_code == 401
    assert '<a href="/account/sign-in">Přihlásit se</a>' in late.text


def test_a_file_that_is_too_large_learns_the_limit(client: PageClient) -> None:
    huge = {"file": (io.BytesIO(b"x" * 23_000_000), "sken.pdf")}
    answer = client.post("/account/sign-in", data=huge, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "20 MB" in answer.text.replace("\xa0", " ")


def test_a_password_that_is_asked_for_again_is_not_said_to_be_kept(client: PageClient) -> None:
    answer = client.post_form("/account/sign-in", {"email": "x@example.cz", "password": "tajne"})
    assert answer.status_code == 422
    assert 'value="x@example.cz"' in answer.text
    assert "neztratilo" not in answer.text
    assert "tajne" not in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "/areas/hlucin/plans/99999999999999999999",
        "/areas/hlucin/documents/99999999999999999999",
        "/areas/hlu%00cin",
        "/council/%00",
        "/staff/%00",
        "/staff/hlucin/municipalities/%00",
    ],
)
def test_an_address_that_the_database_cannot_even_look_up_is_not_found(client: PageClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 404
    assert "Stránka nenalezena" in answer.text


def test_a_step_of_a_process_that_no_number_can_name_is_explained(member: PageClient) -> None:
    url = "/working-group/hlucin/ps-seniori/document/99999999999999999999/step/submit_part"
    token = member.hidden("/account")
    answer = member.post(url, data={**token, "comment": ""})
    assert (answer.status_code, "This cannot be stored" in answer.text) == (400, True)

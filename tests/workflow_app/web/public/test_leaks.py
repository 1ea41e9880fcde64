"""Nothing that is internal stands on any public page."""

from html import unescape

import pytest

from tests.browser_of_pages import PageClient
from tests.factories.published import SECRET, SECRET_TITLE
from tests.workflow_app.web.public.conftest import Register


@pytest.fixture
def texts(visitor: PageClient, register: Register) -> dict[str, str]:
    """All public pages in both languages, as people read them."""
    found = {}
    for language in ("cs", "en"):
        with visitor.session_transaction() as cookie:
            cookie["language"] = language
        for url in register.pages():
            answer = visitor.get(url)
            assert answer.status_code == 200, url
            found[f"{url} {language}"] = unescape(answer.text)
    return found


def contact_names(register: Register) -> set[str]:
    contacts = [row[0] for row in register.rows("SELECT contacts FROM area")]
    return {value for area in contacts for one in area for value in (one["name"], one["email"])}


def test_names_only_the_contact_persons(texts: dict[str, str], register: Register) -> None:
    people = {value for row in register.rows('SELECT name, email FROM "user"') for value in row}
    shown = {(page, one) for page, text in texts.items() for one in people if one in text}
    assert len(people) > 100
    assert {one for _, one in shown} <= contact_names(register)


def test_shows_no_mail_address_of_a_municipality(texts: dict[str, str], register: Register) -> None:
    mails = [row[0] for row in register.rows("SELECT contact_email FROM area_municipality")]
    assert mails
    assert not [(page, mail) for page, text in texts.items() for mail in mails if mail in text]


def test_shows_no_draft_no_note_and_no_text_that_somebody_typed_with_a_resolution(
    texts: dict[str, str],
) -> None:
    assert not [page for page, text in texts.items() if SECRET in text or SECRET_TITLE in text]


def test_offers_no_packet_no_extract_and_no_draft(texts: dict[str, str], register: Register) -> None:
    documents = register.published.documents
    offered = {
        name
        for text in texts.values()
        for name, number in documents.items()
        if f'/documents/{number}"' in text
    }
    assert offered == {"plan", "certificate"}


def test_shows_nothing_of_the_desk_of_the_coordinator(texts: dict[str, str]) -> None:
    assert not [page for page, text in texts.items() if 'href="/staff' in text or 'href="/council' in text]

"""The packet: download, state of its production, what applies to the municipality, the day of the session."""

import io
import zipfile

import pytest
from flask import Flask
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.workflow_app.web.council.conftest import BELA, PIST, BelaMatter


def _url(matter: BelaMatter) -> str:
    return f"/council/{BELA}/packet/{matter.bela}"


def _produce(app: Flask, database: Database, process_id: int) -> int:
    """Keep a packet as the worker would, and return the id of its document."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("3 Návrh usnesení.docx", b"word")
    sha256 = app.extensions["workflow"].store.put(target.getvalue())
    statement = """
        INSERT INTO document (area_id, process_id, name, language, seq, file_name, media_type, size, sha256, created_at)
        SELECT area_id, id, 'council_packet', 'cs', 0, 'Podklady – Bělá.zip', 'application/zip', 10, :sha256, now()
        FROM process_instance WHERE id = :id RETURNING id
    """
    with database.engine.begin() as connection:
        found: int = connection.execute(text(statement), {"sha256": sha256, "id": process_id}).scalar_one()
        return found


def test_the_page_names_the_text_that_the_resolution_will_be_tied_to(
    matter: BelaMatter, mayor: PageClient
) -> None:
    sha256 = matter.one(
        "SELECT v.sha256 FROM version v JOIN process_instance p ON p.version_id = v.id WHERE p.id = :id",
        id=matter.bela,
    ).sha256
    page = mayor.get(_url(matter)).text
    assert sha256[:16] in page
    assert "Zastupitelstvo obce Bělá" in page


@pytest.mark.row("H-10", page="/council/<municipality>/packet/<process_id>")
def test_the_measures_of_this_municipality_come_first(matter: BelaMatter, mayor: PageClient) -> None:
    page = mayor.get(_url(matter)).text
    assert page.index("2.1.1 Opatření") < page.index("1.1.1 Opatření")
    assert "3.1.1 Opatření" not in page  # it is for Píšť alone
    assert "120\u00a0000\u00a0Kč" in page


def test_while_it_is_being_made_the_page_asks_again(matter: BelaMatter, mayor: PageClient) -> None:
    assert f'hx-get="{_url(matter)}"' in mayor.get(_url(matter)).text
    part = mayor.get(_url(matter), headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="packet-files"' in part.text


def test_when_production_was_given_up_the_page_says_so(
    matter: BelaMatter, mayor: PageClient, database: Database
) -> None:
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE outbox_message SET failed_at = now() WHERE topic = 'produce_document' "
                "AND (payload->>'process_id')::int = :id"
            ),
            {"id": matter.bela},
        )
    part = mayor.get(_url(matter), headers={"HX-Request": "true"}).text
    assert "hx-get" not in part
    assert 'data-tone="warning"' in part


def test_a_packet_that_is_made_is_downloaded_whole(
    matter: BelaMatter, mayor: PageClient, app: Flask, database: Database
) -> None:
    document = _produce(app, database, matter.bela)
    assert "3 Návrh usnesení.docx" in mayor.get(_url(matter)).text
    answer = mayor.get(f"/council/{BELA}/document/{document}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["3 Návrh usnesení.docx"]


def test_the_packet_of_another_municipality_is_not_there(
    matter: BelaMatter, mayor: PageClient, app: Flask, database: Database
) -> None:
    document = _produce(app, database, matter.pist)
    assert mayor.get(f"/council/{BELA}/document/{document}").status_code == 404
    assert mayor.get(f"/council/{BELA}/packet/{matter.pist}").status_code == 404
    assert mayor.get(f"/council/{BELA}/text/{matter.pist}").status_code == 404
    assert mayor.get(f"/council/{PIST}/packet/{matter.pist}").status_code == 403


def test_the_whole_document_is_read_on_the_page(matter: BelaMatter, mayor: PageClient) -> None:
    page = mayor.get(f"/council/{BELA}/text/{matter.bela}").text
    assert "Opatření ps-seniori &amp; &lt;spol.&gt;" in page


def test_the_day_of_the_session_is_put_on_the_agenda(matter: BelaMatter, mayor: PageClient) -> None:
    answer = mayor.post_form(_url(matter), {"session_on": "8. 12. 2026"})
    assert (answer.status_code, answer.location) == (303, _url(matter))
    assert matter.state(matter.bela)[0] == "on_agenda"
    row = matter.one("SELECT session_on FROM process_instance WHERE id = :id", id=matter.bela)
    assert row.session_on.isoformat() == "2026-12-08"


def test_a_day_that_cannot_be_comes_back_as_typed(matter: BelaMatter, mayor: PageClient) -> None:
    before = matter.state(matter.bela)
    for typed in ("8. 11. 2026", "zítra", "", "2031-01-01"):
        answer = mayor.post_form(_url(matter), {"session_on": typed})
        assert answer.status_code == 422, typed
        assert "data-error-summary" in answer.text, typed
        assert f'value="{typed}"' in answer.text, typed
    assert matter.state(matter.bela) == before


def test_an_outdated_page_changes_nothing(matter: BelaMatter, mayor: PageClient) -> None:
    hidden = mayor.hidden(_url(matter))
    mayor.post(_url(matter), data={**hidden, "session_on": "2026-12-08"})
    answer = mayor.post(_url(matter), data={**hidden, "session_on": "2026-12-09"})
    assert answer.status_code == 409
    assert 'value="2026-12-09"' in answer.text
    row = matter.one("SELECT session_on FROM process_instance WHERE id = :id", id=matter.bela)
    assert row.session_on.isoformat() == "2026-12-08"

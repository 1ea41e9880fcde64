"""Recording without an account: the link in the e-mail, the matter, the form, the receipt, the correction."""

import io
import re
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.factories.approval import record
from tests.factories.link_post import ANSWERS, MAYOR_OF_BELA, PDF, LinkPost, opened_at, path_in
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.council.conftest import BELA, BelaMatter
from workflow_app.engine.fire import fire
from workflow_app.kernel.errors import Transient
from workflow_app.outbox.topics import ProduceDocument, SendNotice
from workflow_app.usecases import produce_document, send_notice


def _send(client: PageClient, opened: str, step: str = "record", **changed: Any) -> Any:
    return client.post_form(f"{opened}/record", {**ANSWERS, "step": step, **changed})


def test_the_link_leads_to_the_matter_and_the_matter_to_the_receipt(
    client: PageClient, opened: str, post: LinkPost, matter: BelaMatter
) -> None:
    page = client.get(opened)
    assert page.status_code == 200
    assert "Zastupitelstvo obce Bělá" in page.text
    begun = client.post_form(opened, {})
    assert (begun.status_code, begun.location) == (303, f"{opened}/record")
    check = _send(client, opened, "check", file=(io.BytesIO(PDF), "vypis.pdf"))
    assert check.status_code == 200
    assert matter.state(matter.bela) == ("sent", 1)
    done = _send(client, opened, file=(io.BytesIO(PDF), "vypis.pdf"))
    assert (done.status_code, done.location) == (303, f"{opened}/receipt")
    receipt = client.get(done.location)
    assert receipt.status_code == 200
    assert "12/3/2026" in receipt.text
    assert matter.state(matter.bela) == ("approved", 2)
    mail = post.letter_to(MAYOR_OF_BELA)
    assert "12/3/2026" in mail.body
    assert "potvrzení zápisu" in mail.subject.replace("\xa0", " ")
    row = matter.one("SELECT * FROM council_resolution WHERE process_id = :id", id=matter.bela)
    assert row.recorded_by_id is None
    assert row.source == "recording_link z…@bela.example.cz"
    assert row.scan_sha256 is not None
    assert post.events() == ["issued", "opened", "recorded", "issued"]
    again = client.get(opened)
    assert (again.status_code, again.location) == (303, f"{opened}/receipt"), (
        "whoever looks once more sees it is there"
    )
    assert client.get(f"{opened}/record").status_code == 410, "what is recorded is not recorded again"


def _make_packet(app: Flask, post: LinkPost, process_id: int) -> None:
    """Make a packet as the worker does."""
    with post.work() as tx:
        message = ProduceDocument(process_id, 0, "council_packet", "cs")
        order = produce_document.load(tx, post.catalogue, message, "http://localhost")
        assert order
        made = produce_document.work(order, app.extensions["workflow"].store)
        produce_document.record(tx, post.catalogue, order, made)


def test_the_packet_can_be_read_file_by_file_where_a_phone_opens_no_zip(
    app: Flask, client: PageClient, opened: str, post: LinkPost, matter: BelaMatter
) -> None:
    for process_id in (matter.bela, matter.pist):
        _make_packet(app, post, process_id)
    page = client.get(opened).text
    files = dict(re.findall(r'<a href="([^"]+/packet/\d+)" download>([^<]+)</a>', page))
    draft = next(url for url, name in files.items() if name == "3 Návrh usnesení.docx")
    got = client.get(draft)
    assert (got.status_code, got.data[:2]) == (200, b"PK")
    assert "wordprocessingml" in got.headers["Content-Type"]
    others = matter.one(
        "SELECT id FROM document WHERE name = 'draft_resolution' AND process_id = :id", id=matter.pist
    ).id
    assert client.get(f"{opened}/packet/{others}").status_code == 404


def test_it_ends_with_the_deadline_and_the_days_of_grace(
    client: PageClient, post: LinkPost, clock: FakeClock, matter: BelaMatter
) -> None:
    link = post.link()
    opened = opened_at(client, link)
    form = client.hidden(f"{opened}/record")
    row = matter.one(
        "SELECT valid_until, (SELECT due_at FROM process_instance WHERE id = process_id) FROM recording_link"
    )
    assert row.valid_until - row.due_at == timedelta(days=post.settings.recording_link_grace_days)
    clock.moment = row.valid_until - timedelta(seconds=1)
    assert client.get(link).status_code == 303
    assert "po lhůtě" in client.get(opened).text
    clock.moment = row.valid_until
    page = client.get(link)
    assert page.status_code == 410
    assert "Anna Šafránová" in page.text
    assert "+420" in page.text
    late = client.post(f"{opened}/record", data={**form, **ANSWERS, "step": "record"})
    assert late.status_code == 410
    assert post.events()[-1] == "refused"
    assert matter.count("council_resolution", process_id=matter.bela) == 0
    assert client.get("/council/link/nonsense").status_code == 404


def test_a_reminder_holds_the_same_link_and_a_failed_letter_is_sent_with_it_again(
    post: LinkPost, matter: BelaMatter
) -> None:
    post.announce()
    with post.work() as tx:
        number = tx.session.execute(
            text("SELECT id FROM notification WHERE email = :email"), {"email": MAYOR_OF_BELA}
        ).scalar_one()
        first = send_notice.load(tx, SendNotice(number), post.settings)
        send_notice.give_back(
            tx, SendNotice(number), Transient("the mail server cannot be reached"), final=False
        )
    again = post.letter_to(MAYOR_OF_BELA)
    assert first is not None
    assert first.body == again.body
    assert again.link in again.body.split("\n")
    with post.work() as tx:
        fire(tx, post.catalogue, matter.bela, "remind")
    post.announce("resolution_reminder", 2)
    reminder = post.letter_to(MAYOR_OF_BELA)
    assert path_in(reminder) == path_in(again)
    assert matter.count("recording_link") == 1


def test_who_signs_in_is_led_to_the_page_as_ever(post: LinkPost, matter: BelaMatter) -> None:
    with post.work() as tx:
        tx.session.execute(
            text('UPDATE "user" SET last_sign_in_at = now() WHERE email = :email'), {"email": MAYOR_OF_BELA}
        )
    post.announce()
    (letter,) = post.send()
    assert letter.link.endswith(f"/council/{BELA}/packet/{matter.bela}")
    assert "/council/link/" not in letter.body


def test_bad_input_keeps_what_was_typed_and_records_nothing(
    client: PageClient, opened: str, matter: BelaMatter
) -> None:
    wrong = _send(client, opened, "check", session_on="31. 2. 2026", votes_for="80")
    assert wrong.status_code == 422
    assert 'value="31. 2. 2026"' in wrong.text
    assert 'value="12/3/2026"' in wrong.text
    forged = _send(client, opened, file=(io.BytesIO(b"MZ\x90 not a picture"), "vypis.jpg"))
    assert forged.status_code == 422
    assert client.post(f"{opened}/record", data={**ANSWERS, "step": "record"}).status_code == 400, (
        "no CSRF token"
    )
    assert matter.state(matter.bela) == ("sent", 1)


def test_a_day_before_the_text_was_made_is_asked_about_and_may_be_meant_so(
    client: PageClient, opened: str, matter: BelaMatter
) -> None:
    doubtful = _send(client, opened, "check", session_on="30. 11. 2025")
    assert doubtful.status_code == 200
    assert "Zkontrolujte prosím den, hlavně rok." in doubtful.text
    usual = _send(client, opened, "check", session_on="1. 12. 2026")
    assert "hlavně rok" not in usual.text
    assert _send(client, opened, session_on="30. 11. 2025").status_code == 303
    assert matter.state(matter.bela) == ("approved", 2)


def test_pressed_twice_or_recorded_by_staff_meanwhile(
    client: PageClient, opened: str, matter: BelaMatter
) -> None:
    form = {**client.hidden(f"{opened}/record"), **ANSWERS, "step": "record"}
    assert client.post(f"{opened}/record", data=form).status_code == 303
    second = client.post(f"{opened}/record", data={**form, "number": "13/1/2026"})
    assert second.status_code == 409
    assert "12/3/2026" in second.text
    assert "13/1/2026" in second.text
    assert matter.count("council_resolution", process_id=matter.bela) == 1


def test_the_receipt_lets_correct_with_a_reason(
    client: PageClient, opened: str, post: LinkPost, matter: BelaMatter
) -> None:
    assert _send(client, opened).status_code == 303
    mail = post.letter_to(MAYOR_OF_BELA)
    correcting = opened_at(client, path_in(mail))
    assert "12/3/2026" in client.get(correcting).text
    assert client.post_form(correcting, {}).location == f"{correcting}/correct"
    form = {**client.hidden(f"{correcting}/correct"), **ANSWERS, "number": "12/4/2026"}
    without = client.post(f"{correcting}/correct", data={**form, "step": "record", "reason": ""})
    assert without.status_code == 422
    done = client.post(f"{correcting}/correct", data={**form, "step": "record", "reason": "Překlep v čísle."})
    assert (done.status_code, done.location) == (303, correcting)
    assert matter.count("council_resolution", process_id=matter.bela) == 2
    assert matter.count("council_resolution", process_id=matter.bela, reason="Překlep v čísle.") == 1
    assert post.events()[-1] == "corrected"
    stale = client.post(f"{correcting}/correct", data={**form, "step": "record", "reason": "Znovu."})
    assert stale.status_code == 409
    with post.work() as tx:
        tx.session.execute(text("UPDATE process_instance SET state = 'in_force', ended_at = now() WHERE id = :id"),
                           {"id": matter.plan.process_id})  # fmt: skip
    assert "Opravit zápis" in client.get(correcting).text


def test_every_use_is_in_the_history_with_a_masked_address(
    client: PageClient, opened: str, post: LinkPost, matter: BelaMatter
) -> None:
    client.post_form(opened, {})
    assert _send(client, opened).status_code == 303
    client.sign_in("anna.safranova@hlucin.example.cz")
    page = client.get(f"/staff/hlucin/history/{matter.bela}").text
    assert "odkazem zaslaným na z…@bela.example.cz" in page
    assert "Otevřel člověk: z…@bela.example.cz" in page
    assert MAYOR_OF_BELA not in page
    only = client.get(f"/staff/hlucin/history/{matter.bela}?kind=link").text
    assert "Odkaz vytvořen" in only


IN_ENGLISH = "link for recording without signing in, sent to z…@bela.example.cz"
IN_CZECH = "odkaz pro zápis bez přihlášení, zaslaný na z…@bela.example.cz"


def test_how_it_is_known_reads_in_the_language_of_the_page_and_outlives_a_correction(
    client: PageClient, opened: str, matter: BelaMatter
) -> None:
    assert _send(client, opened).status_code == 303
    client.sign_in("anna.safranova@hlucin.example.cz")
    body, history = f"/staff/hlucin/body/{matter.bela}", f"/staff/hlucin/history/{matter.bela}"
    assert [IN_CZECH in client.get(page).text for page in (body, history)] == [True, True]
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    pages = [client.get(page).text for page in (body, history)]
    assert [IN_ENGLISH in page for page in pages] == [True, True]
    assert not any("recording_link" in page for page in pages)
    assert f'value="{IN_ENGLISH}"' in client.get(f"{body}/correct").text
    good = {**ANSWERS, "number": "12/4/2026", "source": IN_ENGLISH, "reason": "Překlep.", "step": "record"}
    assert client.post_form(f"{body}/correct", good).status_code == 303
    sources = "SELECT string_agg(source, '; ' ORDER BY id) FROM council_resolution WHERE process_id = :id"
    code = "recording_link z…@bela.example.cz"
    assert matter.one(sources, id=matter.bela)[0] == f"{code}; {code}"
    told = {**good, "number": "12/5/2026", "source": "telefonicky", "reason": "Ještě jednou."}
    assert client.post_form(f"{body}/correct", told).status_code == 303
    assert matter.one(sources, id=matter.bela)[0] == f"{code}; {code}; telefonicky"


def test_a_source_of_former_times_stays_as_it_was_written(
    client: PageClient, post: LinkPost, matter: BelaMatter
) -> None:
    with post.work() as tx:
        record(tx, post.catalogue, matter.bela, source=IN_CZECH)
    client.sign_in("anna.safranova@hlucin.example.cz")
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    assert IN_CZECH in client.get(f"/staff/hlucin/body/{matter.bela}").text


def test_the_page_is_light_and_needs_no_script(client: PageClient, opened: str) -> None:
    page = client.get(f"{opened}/record")
    assert "<script" not in page.text
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
    weight = len(page.data) + sum(len(client.get(sheet).data) for sheet in sheets)
    assert weight < 120_000, "before the server compresses it"
    assert 'accept="application/pdf,image/*' in page.text
    assert 'capture="environment"' in page.text
    assert 'inputmode="numeric"' in page.text

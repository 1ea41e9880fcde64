"""Files of a packet through the browser: edit one in Word, upload it, be told of what has changed, go back."""

import io
import json
import zipfile

import pytest
from flask import Flask

from tests.browser_of_pages import PageClient
from tests.factories.approval import record
from tests.factories.plan import lead_of
from tests.workflow_app.documents.word_file import W, lines, part
from tests.workflow_app.usecases.packet_scene import edited
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.canonical import fingerprint
from workflow_app.models.plan import Plan
from workflow_app.models.version import Version
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.usecases import produce_document

PACKET = "council_packet"


class Worker:
    """Makes what was asked for, as the real worker does."""

    def __init__(self, app: Flask, office: Office) -> None:
        self.parts, self.office = app.extensions["workflow"], office

    def make(self, message: ProduceDocument) -> None:
        with unit_of_work(self.office.database.sessions, self.office.clock, SYSTEM, "worker") as tx:
            order = produce_document.load(tx, self.office.catalogue, message, "http://localhost")
            assert order
            made = produce_document.work(order, self.parts.store)
            produce_document.record(tx, self.office.catalogue, order, made)

    def make_asked(self) -> None:
        """Make what staff has asked for last."""
        payload = self.office.value(
            "SELECT payload FROM outbox_message WHERE topic = 'produce_document' AND payload->>'asked' <> ''"
            " ORDER BY id DESC LIMIT 1"
        )
        self.make(ProduceDocument(**(payload if isinstance(payload, dict) else json.loads(payload))))


@pytest.fixture
def worker(app: Flask, office: Office, running: PlanBeforeMembers) -> Worker:
    found = Worker(app, office)
    found.make(ProduceDocument(running.bela, 0, PACKET, "cs"))
    return found


def _page(running: PlanBeforeMembers, rest: str = "") -> str:
    return f"/staff/hlucin/body/{running.bela}/packet{rest}"


def _letter(desk: PageClient, office: Office, running: PlanBeforeMembers) -> bytes:
    number = office.value(
        "SELECT max(id) FROM document WHERE process_id = :id AND name = 'cover_letter'", id=running.bela
    )
    return bytes(desk.get(f"/staff/hlucin/file/{number}").data)


def _inside(desk: PageClient, office: Office, running: PlanBeforeMembers) -> dict[str, bytes]:
    number = office.value(
        "SELECT max(id) FROM document WHERE process_id = :id AND name = :name", id=running.bela, name=PACKET
    )
    with zipfile.ZipFile(io.BytesIO(desk.get(f"/staff/hlucin/file/{number}").data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.row("D-02", page="/staff/<area>/body/<id>/packet")
def test_a_letter_edited_in_word_is_what_the_body_downloads(
    desk: PageClient, office: Office, running: PlanBeforeMembers, worker: Worker
) -> None:
    shown = desk.get(_page(running)).text
    assert all(
        name in shown
        for name in (
            "1 Průvodní dopis.docx",
            "2 Důvodová zpráva.docx",
            "3 Návrh usnesení.docx",
            "5 Seznam příloh.docx",
        )
    )
    assert "up to date" in shown
    data = edited(_letter(desk, office, running))
    sent = desk.post_form(
        _page(running, "/cs/cover_letter"),
        {"file": (io.BytesIO(data), "../../dopis.docx"), "note": "Oslovení <starosty>."},
        follow_redirects=True,
    )
    assert "Your file is kept" in sent.text
    worker.make_asked()
    assert _inside(desk, office, running)["1 Průvodní dopis.docx"] == data
    assert "edited by hand" in desk.get(_page(running)).text
    versions = desk.get(_page(running, "/cs/cover_letter")).text
    assert "Oslovení &lt;starosty&gt;." in versions
    assert versions.count('class="fingerprint"') == 2
    sha256 = office.value("SELECT min(sha256) FROM document WHERE name = :name", name=PACKET)
    assert desk.get(f"/staff/hlucin/file-by-hash/{sha256}").status_code == 200
    again = desk.post_form(
        _page(running, "/cs/cover_letter/generated"),
        {},
        page=_page(running, "/cs/cover_letter"),
        follow_redirects=True,
    )
    assert "being generated again" in again.text
    worker.make_asked()
    assert _inside(desk, office, running)["1 Průvodní dopis.docx"] != data


def test_an_outdated_packet_says_so_and_is_brought_up_to_date(
    desk: PageClient, office: Office, running: PlanBeforeMembers, worker: Worker
) -> None:
    before = _inside(desk, office, running)
    data = edited(_letter(desk, office, running))
    office.do("""UPDATE area SET coordinator = coordinator || '{"name": "Mgr. Nová"}' WHERE key = 'hlucin'""")
    assert "Something that the packet is made from has changed" in desk.get(_page(running)).text
    table = desk.get(f"/staff/hlucin/round/{running.plan.process_id}/packet-files").text
    assert "1 packet is out of date" in table
    refused = desk.post_form(
        _page(running, "/cs/cover_letter"), {"file": (io.BytesIO(data), "dopis.docx"), "note": "Moje práce."}
    )
    assert refused.status_code == 422
    assert "has changed since you downloaded it" in refused.text
    assert "Moje práce." in refused.text
    assert "Use my file all the same" in refused.text
    desk.post_form(_page(running), {}, follow_redirects=True)
    worker.make_asked()
    after = _inside(desk, office, running)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"1 Průvodní dopis.docx", "2 Důvodová zpráva.docx", "5 Seznam příloh.docx"}
    assert "Something that the packet is made from" not in desk.get(_page(running)).text


def test_a_body_that_approved_with_changes_keeps_what_it_decided_on_while_they_are_judged(
    desk: PageClient, office: Office, running: PlanBeforeMembers, worker: Worker
) -> None:
    with office.work() as tx:
        record(tx, office.catalogue, running.bela, "approved_with_changes", changes="Jiný název.")
    office.do("""UPDATE area SET coordinator = coordinator || '{"name": "Mgr. Nová"}' WHERE key = 'hlucin'""")
    shown = desk.get(_page(running)).text
    assert "The body has decided. The packet stays as it had it." in shown
    assert "out of date" not in shown
    assert "Bring the packet up to date" not in shown
    table = desk.get(f"/staff/hlucin/round/{running.plan.process_id}/packet-files").text
    assert "the body has decided" in table
    assert "out of date" not in table
    letter = desk.get(_page(running, "/cs/cover_letter")).text
    assert "Upload an edited version" not in letter
    refused = desk.post_form(
        _page(running), {}, page=_page(running, "/cs/cover_letter"), follow_redirects=True
    )
    assert "has decided" in refused.text
    assert office.value("SELECT count(*) FROM outbox_message WHERE payload->>'asked' <> ''") == 0


def test_the_chosen_file_goes_on_without_being_sent_again(
    desk: PageClient, office: Office, running: PlanBeforeMembers, worker: Worker
) -> None:
    data = edited(_letter(desk, office, running))
    office.do("""UPDATE area SET coordinator = coordinator || '{"name": "Mgr. Nová"}' WHERE key = 'hlucin'""")
    page = _page(running, "/cs/cover_letter")
    refused = desk.post_form(page, {"file": (io.BytesIO(data), "dopis.docx")})
    kept = refused.text.split('name="kept" type="hidden" value="')[1].split('"')[0]
    done = desk.post_form(page, {"kept": kept, "in_spite": "y"}, follow_redirects=True)
    assert "Your file is kept" in done.text
    worker.make_asked()
    assert _inside(desk, office, running)["1 Průvodní dopis.docx"] == data


@pytest.mark.row("K-23", page="/staff/<area>/body/<id>/packet")
def test_the_comparison_with_the_plan_in_force_is_in_the_packet(
    app: Flask, desk: PageClient, office: Office, running: PlanBeforeMembers
) -> None:
    with office.work() as tx:
        new = tx.session.get_one(Version, read(tx, running.bela).version_id)
        foreword = {**new.content["chapters"][0], "text": "Starý text."}
        content = {**new.content, "title": "Plán 2023–2026", "chapters": [foreword]}
        years = {"title": "Plán 2023–2026", "period_from": 2023, "period_to": 2026}
        old = Plan(area_id=new.area_id, owner_municipality_id=lead_of(tx, new.area_id), **years)
        tx.session.add(old)
        tx.session.flush()
        version = Version(
            area_id=new.area_id,
            subject_kind="plan",
            subject_id=old.id,
            number=4,
            content=content,
            sha256=fingerprint(content),
            created_at=tx.now,
        )
        tx.session.add(version)
        tx.session.flush()
        old.in_force_version_id = version.id
    Worker(app, office).make(ProduceDocument(running.bela, 0, PACKET, "cs"))
    name = "5 Příloha č. 2 – Srovnání s předchozím zněním.docx"
    assert name in desk.get(_page(running)).text
    paper = lines(_inside(desk, office, running)[name])
    assert "Předchozí znění | Plán 2023–2026 (platné znění, verze 4)" in paper
    assert any("[−Starý−] [+" in line or "[−Starý text.−]" in line for line in paper), paper
    body = part(_inside(desk, office, running)[name], "word/document.xml")
    for mark in ("u", "strike"):  # underlined, struck through: never by colour alone
        assert any(run.find(f"{W}rPr/{W}{mark}") is not None for run in body.iter(f"{W}r"))
    seen = office.value("SELECT count(*) FROM document WHERE process_id = :id", id=running.plan.process_id)
    assert seen == 2  # the plan and the comparison belong to the round


def test_bad_files_and_files_of_the_whole_round_are_refused(
    desk: PageClient, office: Office, running: PlanBeforeMembers, worker: Worker
) -> None:
    page = _page(running, "/cs/cover_letter")
    pdf = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
    for content, name, said in (
        (pdf, "dopis.docx", "Only a Word document"),
        (b"<script>", "dopis.docx", "cannot be accepted"),
        (b"", "", "Please choose the file"),
    ):
        answer = desk.post_form(page, {"file": (io.BytesIO(content), name)})
        assert (answer.status_code, said in answer.text) == (422, True), name
    huge = desk.post_form(page, {"file": (io.BytesIO(b"PK\x03\x04" + bytes(30_000_000)), "velky.docx")})
    assert huge.status_code == 413
    assert desk.get(_page(running, "/cs/plan")).status_code == 404
    assert office.value("SELECT count(*) FROM document WHERE origin = 'uploaded'") == 0

"""Packets: each file once, made anew only when what it is made from has changed, shared where all have it alike."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.conftest import acting
from tests.factories.changed_text import BEFORE_COUNCILS, MEETING, bodies_of, submit_change
from tests.factories.people import chair, coordinator
from tests.workflow_app.documents.word_file import text as word_text
from tests.workflow_app.usecases.packet_scene import PacketScene, edited, packet_scene
from workflow_app.db.uow import Transaction
from workflow_app.documents import render as renderer
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import Refused, Transient
from workflow_app.models.body import Body
from workflow_app.models.document import Document
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.queries.packet_files import PACKET
from workflow_app.usecases import produce_document, produce_packet
from workflow_app.usecases.refresh_packet import refresh_packet, refresh_round
from workflows.common.payloads import ChangeClassified

OWN = {"cover_letter", "explanatory_memorandum", "draft_resolution", "annex_list"}


@pytest.fixture
def scene(tx: Transaction, catalogue: Catalogue, tmp_path: Path) -> PacketScene:
    return packet_scene(tx, catalogue, FileStore(tmp_path))


def _touched(template: bytes, path: Path) -> bytes:
    """The template of the letter as somebody has just saved it anew."""
    return edited(template) if path.name == "cover_letter.cs.docx" else template


def test_first_packet_holds_every_file_once_and_lets_the_body_begin(scene: PacketScene) -> None:
    assert scene.make()
    files = scene.files()
    assert set(files) == OWN | {"plan"}
    assert [file.is_shared for file in files.values() if file.name == "plan"] == [True]
    assert list(scene.zipped()) == sorted(file.file_name for file in files.values())
    for file in files.values():
        assert scene.zipped()[file.file_name] == scene.store.read(file.sha256)
    assert read(scene.tx, scene.child).state == "sent"
    assert scene.outdated() == frozenset()


def test_working_on_the_same_order_again_makes_nothing(scene: PacketScene) -> None:
    scene.make()
    before = scene.count()
    scene.make()
    scene.refresh()
    assert scene.count() == before


def test_only_what_has_changed_is_made_anew(scene: PacketScene) -> None:
    scene.make()
    before = scene.files()
    scene.change_coordinator()
    assert scene.outdated() == {"cover_letter", "explanatory_memorandum"}
    scene.refresh()
    after = scene.files()
    changed = {name for name in after if after[name].id != before[name].id}
    assert changed == {"cover_letter", "explanatory_memorandum", "annex_list"}
    assert all(after[name].revision == before[name].revision + 1 for name in changed)
    assert scene.outdated() == frozenset()
    first, second = scene.packets()
    assert second.replaces_id == first.id
    assert scene.store.read(first.sha256) != scene.store.read(second.sha256)  # both can still be read


@pytest.mark.parametrize(
    ("column", "value", "names"),
    [
        ("session_on", date(2026, 12, 8), {"draft_resolution"}),
        ("due_at", None, {"cover_letter", "explanatory_memorandum"}),
    ],
)
def test_a_session_or_another_deadline_shows_as_outdated(
    scene: PacketScene, column: str, value: object, names: set[str]
) -> None:
    scene.make()
    child = update(ProcessInstance).where(ProcessInstance.id == scene.child)
    scene.tx.session.execute(child.values({column: value}))
    assert scene.outdated() == names


def test_an_edited_template_and_another_style_of_the_body_show_as_outdated(
    scene: PacketScene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scene.make()
    body = scene.tx.session.get_one(Body, read(scene.tx, scene.child).body_id)
    body.resolution_style = "letters"
    scene.tx.session.flush()
    assert scene.outdated() == {"draft_resolution"}
    original = Path.read_bytes
    monkeypatch.setattr(
        Path,
        "read_bytes",
        lambda path: _touched(original(path), path),
    )
    assert scene.outdated() == {"draft_resolution", "cover_letter"}


def test_another_day_alone_makes_no_new_letter(scene: PacketScene) -> None:
    scene.make()
    before = scene.count()
    wish = ProduceDocument(scene.child, 1, PACKET, "cs", (scene.tx.now + timedelta(days=9)).isoformat())
    scene.make(wish)
    assert scene.count() == before


def test_the_enclosed_plan_is_printed_once_for_the_whole_round(
    scene: PacketScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def counted(template: Path, *more: object) -> bytes:
        printed.append(template.name)
        return renderer.render(template, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(produce_packet, "render", counted)
    scene.make()
    tx = scene.tx
    tx.session.execute(update(Document).where(Document.process_id == scene.child).values(language="xx"))
    scene.make()  # as for another body: no file of its own, the same shared text
    assert printed.count("plan.cs.docx") == 1
    assert printed.count("cover_letter.cs.docx") == 2
    shared = select(Document).where(Document.process_id == scene.parent, Document.packet == PACKET)
    assert [file.name for file in tx.session.execute(shared).scalars()] == ["plan"]


def test_what_was_overtaken_is_put_together_again(scene: PacketScene) -> None:
    scene.make()
    scene.change_coordinator()
    refresh_packet(scene.tx, scene.catalogue, scene.area_id, scene.child)
    slow = scene.load(scene.wishes()[-1])
    made = produce_document.work(slow, scene.store)
    scene.make(scene.wishes()[-1])  # another worker is faster
    with pytest.raises(Transient):
        scene.record(slow, made)


def test_whole_round_is_brought_up_to_date_at_once_and_decided_bodies_are_left_alone(
    scene: PacketScene,
) -> None:
    scene.make()
    assert refresh_round(scene.tx, scene.catalogue, scene.area_id, scene.parent) == 1
    scene.tx.session.execute(
        update(ProcessInstance).where(ProcessInstance.id == scene.child).values(state="approved")
    )
    later = scene.later(5)
    with pytest.raises(Refused, match="packet_is_settled"):
        refresh_packet(later.tx, scene.catalogue, scene.area_id, scene.child)
    with pytest.raises(Refused, match="packet_is_settled"):
        refresh_round(later.tx, scene.catalogue, scene.area_id, scene.parent)


def test_packet_that_a_later_step_asked_for_first_lets_the_body_begin_too(scene: PacketScene) -> None:
    scene.make(ProduceDocument(scene.child, 0, PACKET, "cs", scene.tx.now.isoformat()))
    assert read(replace(scene.tx), scene.child).state == "sent"


@pytest.mark.parametrize("kind", list(BEFORE_COUNCILS))
def test_a_corrected_packet_compares_and_lists_what_is_compared(
    tx: Transaction, catalogue: Catalogue, tmp_path: Path, kind: str
) -> None:
    text = BEFORE_COUNCILS[kind](tx, catalogue)
    body = bodies_of(tx, text.process_id)[0]
    staff = acting(tx, coordinator(tx))
    scene = PacketScene(staff, catalogue, FileStore(tmp_path), text.process_id, body.id, text.area_id)
    scene.make()
    assert ("comparison" in scene.files()) == (kind == "measure")  # its card in force is compared at first
    submit_change(tx, catalogue, text, "Opraveno pro obce.")
    decision = ChangeClassified("Jen překlep.", MEETING)
    fire(acting(tx, chair(tx)), catalogue, text.process_id, "class_editorial", decision)
    scene.make(ProduceDocument(body.id, read(tx, body.id).seq, PACKET, "cs"))
    files = scene.files()
    compared, listing = files["comparison"], word_text(scene.store.read(files["annex_list"].sha256))
    assert "Opraveno pro obce." in word_text(scene.store.read(compared.sha256)).replace("+]", "")
    assert compared.is_shared
    assert compared.file_name in listing
    assert compared.sha256[:12] in listing

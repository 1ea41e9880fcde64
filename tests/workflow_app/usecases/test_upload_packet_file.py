"""A file of a packet edited in Word: it stays, it is marked, and nobody's work is lost on the way."""

import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.workflow_app.usecases.packet_scene import BASE, PacketScene, edited, packet_scene
from workflow_app.db.uow import Transaction
from workflow_app.documents.birth_mark import birth_mark
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refused, Transient
from workflow_app.models.document import Document
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.packet_files import file_revisions
from workflow_app.usecases import produce_document
from workflow_app.usecases.refresh_packet import refresh_packet, take_generated_again
from workflow_app.usecases.upload_packet_file import PacketUpload, keep_edited_file, upload_packet_file

LETTER = "cover_letter"


@pytest.fixture
def scene(tx: Transaction, catalogue: Catalogue, tmp_path: Path) -> PacketScene:
    scene = packet_scene(tx, catalogue, FileStore(tmp_path))
    scene.make()
    return scene


def _upload(
    scene: PacketScene, data: bytes, *, name: str = LETTER, seen: int | None = None, in_spite: bool = False
) -> None:
    file = keep_edited_file(scene.store, data, "Dopis.docx")
    upload = PacketUpload(scene.area_id, scene.child, name, "cs", file, seen, "Oslovení starosty.", in_spite)
    upload_packet_file(scene.tx, scene.catalogue, scene.store, upload, BASE)


def _newest(scene: PacketScene, name: str = LETTER) -> bytes:
    return scene.store.read(scene.files()[name].sha256)


def test_an_edited_file_takes_the_place_of_the_generated_one(scene: PacketScene) -> None:
    data = edited(_newest(scene))
    _upload(scene, data, seen=scene.files()[LETTER].id)
    scene.make(scene.wishes()[-1])
    letter = scene.files()[LETTER]
    assert (letter.is_edited, letter.revision, letter.note) == (True, 2, "Oslovení starosty.")
    assert letter.by
    assert scene.zipped()[letter.file_name] == data
    assert [file.is_edited for file in file_revisions(scene.tx, scene.child, LETTER, "cs")] == [True, False]
    edit = select(EditRecord).where(EditRecord.subject_kind == "document").order_by(EditRecord.id.desc())
    record = scene.tx.session.execute(edit).scalars().first()
    assert record is not None
    assert record.after["sha256"] == letter.sha256


def test_an_edited_file_stays_when_data_change_and_says_so_until_it_is_given_up(scene: PacketScene) -> None:
    data = edited(_newest(scene))
    _upload(scene, data)
    scene.make(scene.wishes()[-1])
    scene.change_coordinator()
    assert LETTER in scene.outdated()
    later = scene.later(1)
    later.refresh()
    assert _newest(scene) == data
    assert scene.outdated() == {LETTER}  # the others are up to date again
    last = scene.later(2)
    take_generated_again(last.tx, scene.catalogue, scene.area_id, scene.child, LETTER, "cs")
    last.make(last.wishes()[-1])
    assert not scene.files()[LETTER].is_edited
    assert scene.outdated() == frozenset()
    assert [file.revision for file in file_revisions(scene.tx, scene.child, LETTER, "cs")] == [3, 2, 1]
    with pytest.raises(Refused, match="packet_file_is_generated"):
        take_generated_again(last.tx, scene.catalogue, scene.area_id, scene.child, LETTER, "cs")


def test_giving_up_one_edited_file_spares_the_next_one(scene: PacketScene) -> None:
    """The wish names the file that is given up: one uploaded after it is not lost."""
    _upload(scene, edited(_newest(scene)))
    take_generated_again(scene.later(1).tx, scene.catalogue, scene.area_id, scene.child, LETTER, "cs")
    wish = scene.wishes()[-1]
    better = edited(_newest(scene), "lépe")
    _upload(scene.later(2), better)
    scene.make(wish)
    assert _newest(scene) == better


def test_who_edited_an_older_file_is_told_and_chooses(scene: PacketScene) -> None:
    old = edited(_newest(scene))
    scene.change_coordinator()
    later = scene.later(1)
    later.refresh()
    seen = scene.files()[LETTER].id  # the page was loaded anew, the file was not
    with pytest.raises(Refused, match="packet_file_has_changed"):
        _upload(later, old, seen=seen)
    _upload(later, old, seen=seen, in_spite=True)
    last = scene.later(2)
    last.refresh()
    assert _newest(scene) == old
    assert scene.outdated() == frozenset()  # they have seen it and chosen


def test_two_people_do_not_overwrite_each_other(scene: PacketScene) -> None:
    seen, data = scene.files()[LETTER].id, _newest(scene)
    _upload(scene, edited(data, "první"), seen=seen)
    with pytest.raises(Refused, match="packet_file_has_changed"):
        _upload(scene.later(1), edited(data, "druhý"), seen=seen)


def test_upload_while_the_worker_makes_the_packet_anew(scene: PacketScene) -> None:
    scene.change_coordinator()
    refresh_packet(scene.tx, scene.catalogue, scene.area_id, scene.child)
    order = scene.load(scene.wishes()[-1])
    made = produce_document.work(order, scene.store)
    data = edited(_newest(scene))
    _upload(scene.later(1), data, in_spite=True)
    with pytest.raises(Transient):
        scene.record(order, made)
    for wish in scene.wishes():
        scene.make(wish)
    assert _newest(scene) == data
    assert scene.files()["explanatory_memorandum"].revision == 2
    assert scene.outdated() == frozenset()


def test_text_under_approval_and_comparison_are_not_edited_for_one_body(scene: PacketScene) -> None:
    with pytest.raises(Refused, match="frozen_text_is_not_edited"):
        _upload(scene, edited(_newest(scene, "plan")), name="plan")


def test_unknown_file_another_area_and_a_body_that_has_decided(scene: PacketScene) -> None:
    data = edited(_newest(scene))
    with pytest.raises(NotFound):
        _upload(scene, data, name="nothing")
    file = keep_edited_file(scene.store, data, "x.docx")
    foreign = PacketUpload(scene.area_id + 1, scene.child, LETTER, "cs", file, None)
    with pytest.raises(NotFound):
        upload_packet_file(scene.tx, scene.catalogue, scene.store, foreign, BASE)
    child = update(ProcessInstance).where(ProcessInstance.id == scene.child)
    scene.tx.session.execute(child.values(state="approved"))
    with pytest.raises(Refused, match="packet_is_settled"):
        _upload(scene, data)


def test_the_very_same_file_is_no_new_revision(scene: PacketScene) -> None:
    with pytest.raises(Refused, match="packet_file_is_the_same"):
        _upload(scene, _newest(scene))
    rows = select(Document).where(Document.process_id == scene.child, Document.name == LETTER)
    assert len(scene.tx.session.execute(rows).all()) == 1


def test_only_word_documents_without_macros_are_taken(scene: PacketScene) -> None:
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    with pytest.raises(Refused, match="packet_file_is_not_word"):
        keep_edited_file(scene.store, pdf, "../../etc/dopis.docx")
    with pytest.raises(Refused, match="upload_too_large"):
        keep_edited_file(scene.store, _newest(scene), "dopis.docx", limit_bytes=1000)
    target = io.BytesIO(_newest(scene))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    with pytest.raises(Refused, match="upload_with_macros"):
        keep_edited_file(scene.store, target.getvalue(), "dopis.docx")


def test_birth_mark_is_what_word_keeps(scene: PacketScene) -> None:
    data = _newest(scene)
    assert birth_mark(data) == birth_mark(edited(data)) != ""
    assert birth_mark(b"not a zip") == ""

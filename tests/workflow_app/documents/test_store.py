"""The store of files."""

import hashlib
from pathlib import Path

import pytest

from workflow_app.documents.store import FileStore
from workflow_app.kernel.errors import NotFound, Permanent


def test_put_and_read(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    sha256 = store.put(b"obsah")
    assert sha256 == hashlib.sha256(b"obsah").hexdigest()
    assert store.read(sha256) == b"obsah"
    assert store.open(sha256).read() == b"obsah"
    assert store.path(sha256) == tmp_path / "files" / sha256[:2] / sha256[2:4] / sha256


def test_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    first = store.put(b"x")
    changed = store.path(first).stat().st_mtime_ns
    assert store.put(b"x") == first
    assert store.path(first).stat().st_mtime_ns == changed
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(first)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n", "/" * 64])
def test_a_name_that_is_no_hash_is_not_found(tmp_path: Path, name: str) -> None:
    store = FileStore(tmp_path)
    with pytest.raises(NotFound):
        store.read(name)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        FileStore(tmp_path).read("0" * 64)


def test_damage_is_noticed_and_mended_by_the_same_bytes(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    sha256 = store.put(b"obsah")
    store.path(sha256).write_bytes(b"jiny")
    with pytest.raises(Permanent):
        store.read(sha256)
    store.put(b"obsah")
    assert store.read(sha256) == b"obsah"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        FileStore(tmp_path).put(b"obsah")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]

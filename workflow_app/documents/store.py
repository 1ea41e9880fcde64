"""Content-addressed files: a file is kept once, under its own SHA-256."""

import hashlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from workflow_app.kernel.errors import NotFound, Permanent

_SHA256 = re.compile(r"[0-9a-f]{64}")


def _sync_folder(folder: Path) -> None:
    """Make the new name of a file survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_whole(target: Path, data: bytes) -> None:
    """Write a temporary file beside the target and rename it: a reader sees all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


class FileStore:
    """Files in one folder, each in `ab/cd/<sha256>`."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(folder)

    def path(self, sha256: str) -> Path:
        """Return where this file lies. Raises NotFound for anything but 64 hexadecimal digits."""
        if not _SHA256.fullmatch(sha256):
            raise NotFound("not a SHA-256")
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, data: bytes) -> str:
        """Keep `data` and return its SHA-256. Keeping the same bytes again changes nothing."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._is_whole(sha256):
            _write_whole(self.path(sha256), data)
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the bytes. Raises NotFound if there is no such file, Permanent if it is damaged on disk."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"no file {sha256}") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Permanent(f"file {sha256} is damaged")
        return data

    def open(self, sha256: str) -> BinaryIO:
        """Return the checked bytes as a readable file; errors as in `read`."""
        return io.BytesIO(self.read(sha256))

    def _is_whole(self, sha256: str) -> bool:
        """A damaged file counts as missing, so that keeping its bytes again mends it."""
        try:
            self.read(sha256)
        except (NotFound, Permanent):
            return False
        return True

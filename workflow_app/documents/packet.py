"""A packet for one body: named Word files in one ZIP, the same bytes every time."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from workflow_app.documents.file_names import safe_file_name

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def make_packet(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of `files` (name -> bytes), sorted by name, with fixed times: equal files, equal bytes.

    Names lose folders and unsafe characters and keep their extension. Raises ValueError if there is no file,
    or if two names would be the same on a disk that ignores case.
    """
    safe = [(safe_file_name(name, PurePosixPath(name).suffix), data) for name, data in files.items()]
    if not safe or len({name.casefold() for name, _ in safe}) != len(safe):
        raise ValueError("a packet needs at least one file and distinct names")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in sorted(safe):
            archive.writestr(_entry(name), data, compresslevel=6)
    return target.getvalue()

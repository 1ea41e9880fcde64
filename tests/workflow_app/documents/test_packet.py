"""Packets and names of files."""

import io
import zipfile

import pytest

from workflow_app.documents.file_names import safe_file_name
from workflow_app.documents.packet import make_packet


def test_equal_files_make_equal_bytes_in_any_order() -> None:
    one = make_packet({"1 Průvodní dopis.docx": b"a", "2 Usnesení.docx": b"b"})
    assert one == make_packet({"2 Usnesení.docx": b"b", "1 Průvodní dopis.docx": b"a"})
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["1 Průvodní dopis.docx", "2 Usnesení.docx"]
        assert archive.read("2 Usnesení.docx") == b"b"
        assert archive.testzip() is None


def test_names_cannot_leave_the_folder() -> None:
    packet = make_packet({"../../evil.docx": b"a", "C:\\x\\dopis.docx": b"b"})
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        assert archive.namelist() == ["dopis.docx", "evil.docx"]


@pytest.mark.parametrize("files", [{}, {"a.docx": b"", "A.docx": b""}, {"x/a.docx": b"", "y/a.docx": b""}])
def test_no_file_or_two_equal_names_are_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="distinct"):
        make_packet(files)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("výpis z usnesení.PDF", "výpis z usnesení.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a<b>:c|d?.pdf", "a b c d.pdf"),
        ("con.pdf", "_con.pdf"),
        ("  .pdf", "soubor.pdf"),
        ("", "soubor.pdf"),
        ("x\u202egpj.exe", "x gpj.pdf"),
        ("usnesení č. 5", "usnesení č. 5.pdf"),
        ("ě" * 300, "ě" * 60 + ".pdf"),
        ("e\u030c.pdf", "ě.pdf"),
    ],
)
def test_safe_file_name(name: str, safe: str) -> None:
    assert safe_file_name(name, ".pdf") == safe

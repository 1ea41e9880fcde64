"""Area files for tests: the shipped ones, whole or with one thing changed."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
AREAS = ROOT / "areas"


def shipped(key: str, *changes: tuple[str, str]) -> bytes:
    """Return the shipped file of an area with texts replaced; each must be in the file."""
    text = (AREAS / f"{key}.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def line_with(content: bytes, text: str) -> int:
    """Return the number of the first line with `text`, counted from 1."""
    return next(number for number, line in enumerate(content.decode().splitlines(), 1) if text in line)


def without_line(key: str, text: str) -> bytes:
    """Return the shipped file without the only line that holds `text`."""
    lines = shipped(key).decode().splitlines(keepends=True)
    assert sum(text in line for line in lines) == 1
    return "".join(line for line in lines if text not in line).encode()

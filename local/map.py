"""`dev.py map` writes docs/map.md from the first line of every module, and docs/settings.md."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from workflow_app.settings import settings_page

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("workflow_app", "workflows", "worker", "local")
COLUMN = 34

HEAD = """# Map

One line per module: the first line of its docstring.
Written by `python3 dev.py map`; do not edit. Empty `__init__.py` files are left out.
"""


def main(words: list[str]) -> int:
    """Write both pages; with `--check` write nothing and say which are stale (exit code 1)."""
    silent = [str(path.relative_to(ROOT)) for path in modules(ROOT) if not first_line(path)]
    if silent:
        print("These modules do not say what they are (docstring):\n  " + "\n  ".join(silent))
        return 1
    pages = {ROOT / "docs" / "map.md": map_page(ROOT), ROOT / "docs" / "settings.md": settings_page()}
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in words:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run python3 dev.py map")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


def modules(root: Path) -> list[Path]:
    """Every module of ours, except empty `__init__.py` files."""
    found = [path for package in PACKAGES for path in (root / package).rglob("*.py")]
    return [path for path in found if path.name != "__init__.py" or path.stat().st_size]


def first_line(path: Path) -> str:
    """First line of the module's docstring; empty when there is none."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    return text.splitlines()[0] if text else ""


def map_page(root: Path) -> str:
    """docs/map.md as text: one tree per package."""
    blocks = ["\n".join(_tree(root / package, 0, set(modules(root)))) for package in PACKAGES]
    return "\n".join([HEAD] + [f"```\n{block}\n```\n" for block in blocks])


def _tree(folder: Path, depth: int, wanted: set[Path]) -> Iterator[str]:
    """Files first, then folders, each by name; folders without modules are left out."""
    indent = "  " * depth
    yield f"{indent}{folder.name}/"
    for path in sorted(path for path in folder.glob("*.py") if path in wanted):
        yield f"{indent}  {path.name}".ljust(COLUMN) + f" {first_line(path)}"
    for below in sorted(path for path in folder.iterdir() if path.is_dir()):
        if any(path.is_relative_to(below) for path in wanted):
            yield from _tree(below, depth + 1, wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`dev.py capabilities` writes docs/capabilities.md: each numbered row with the tests and pages that show it."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "capabilities.yaml"
PAGE = ROOT / "docs" / "capabilities.md"
AREAS = {"H": "Hlučín", "A": "Město Albrechtice", "P": "Písek", "D": "Domažlice", "K": "Český Krumlov"}

HEAD = """# What can be shown

{shown} of {all} rows are shown by a test through a real entrance: a page, the command line or the worker.
Written by `python3 dev.py capabilities` from docs/capabilities.yaml and from the marks `@pytest.mark.row("H-26")`;
do not edit.
"""


@dataclass(frozen=True)
class Mark:
    """One mark on one test: the row, the test as pytest names it, and the page or command that it shows, if told."""

    row: str
    test: str
    page: str = ""


def main(words: list[str]) -> int:
    """Write the page; with `--check` write nothing. Exit code 1 when it is stale, or a mark names no row."""
    rows, marks = read_rows(), list(find_marks(ROOT / "tests"))
    strangers = [f"{mark.test} marks {mark.row}, which is no row" for mark in marks if mark.row not in rows]
    if strangers:
        print("\n".join(strangers))
        return 1
    text = page(rows, marks)
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    if "--check" in words:
        print("docs/capabilities.md is stale: run python3 dev.py capabilities")
        return 1
    PAGE.write_text(text, "utf-8")
    print("wrote docs/capabilities.md")
    return 0


def read_rows() -> dict[str, str]:
    """Every row with its description, in the order of the list."""
    rows: dict[str, str] = yaml.safe_load(LIST.read_text("utf-8"))
    return rows


def find_marks(tests: Path) -> Iterator[Mark]:
    """Read the marks of every test below a folder without running any."""
    for path in sorted(tests.rglob("test_*.py")):
        yield from marks_of(path.relative_to(tests.parent).as_posix(), path.read_text("utf-8"))


def marks_of(name: str, source: str) -> Iterator[Mark]:
    """Yield the marks of one module; a mark of a class or of the whole module counts for each of its tests."""
    tree = ast.parse(source)
    around = [leaf for item in tree.body if _is_pytestmark(item) for leaf in ast.walk(item)]
    yield from _marks_in(tree.body, name, around)


def _marks_in(body: list[ast.stmt], name: str, around: list[ast.AST]) -> Iterator[Mark]:
    for item in body:
        if isinstance(item, ast.ClassDef):
            own = [
                *around,
                *item.decorator_list,
                *(leaf for each in item.body if _is_pytestmark(each) for leaf in ast.walk(each)),
            ]
            yield from _marks_in(item.body, f"{name}::{item.name}", own)
        elif isinstance(item, ast.FunctionDef) and item.name.startswith("test"):
            for leaf in (*around, *item.decorator_list):
                row, shown = _row(leaf)
                if row:
                    yield Mark(row, f"{name}::{item.name}", shown)


def _is_pytestmark(item: ast.stmt) -> bool:
    return isinstance(item, ast.Assign) and [ast.unparse(target) for target in item.targets] == ["pytestmark"]


def _row(leaf: ast.AST) -> tuple[str, str]:
    """Return row and page of `pytest.mark.row("H-26", page="/staff/...")`; nothing for anything else."""
    if not isinstance(leaf, ast.Call) or ast.unparse(leaf.func) != "pytest.mark.row":
        return "", ""
    words = {word.arg: ast.literal_eval(word.value) for word in leaf.keywords}
    return str(ast.literal_eval(leaf.args[0])), str(words.get("page", ""))


def page(rows: dict[str, str], marks: list[Mark]) -> str:
    """docs/capabilities.md as text: one table an area."""
    by_row: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_row[mark.row].append(mark)
    blocks = [HEAD.format(shown=len(by_row), all=len(rows))]
    for letter, area in AREAS.items():
        lines = [f"## {area}", "", "| row | what | where | test |", "|---|---|---|---|"]
        lines += [_line(row, rows[row], by_row[row]) for row in rows if row.startswith(f"{letter}-")]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _line(row: str, what: str, marks: list[Mark]) -> str:
    if not marks:
        return f"| {row} | {what} | | not yet |"
    pages = "<br>".join(f"`{name}`" for name in dict.fromkeys(mark.page for mark in marks) if name)
    tests = "<br>".join(f"`{name}`" for name in dict.fromkeys(mark.test for mark in marks))
    return f"| {row} | {what} | {pages} | {tests} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

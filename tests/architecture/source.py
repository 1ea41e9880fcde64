"""The source as trees: every module of ours parsed once, and what the other tests of the house look for in it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("workflow_app", "workflows", "worker")
OURS = (*PRODUCT, "local", "tests", "benchmarks")
GENERATED = ROOT / "workflow_app" / "db" / "migrations" / "versions"


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Every Python file below `folders` of the repository (by default all of ours), generated ones left out."""
    found = [path for folder in folders or OURS for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted(path for path in found if not path.is_relative_to(GENERATED)))


@cache
def templates() -> tuple[Path, ...]:
    """Every page template and every part of one."""
    return tuple(sorted((ROOT / "workflow_app" / "web").rglob("templates/**/*.html")))


@cache
def parsed(path: Path) -> ast.Module:
    """The module at `path`."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path, line: int | None = None) -> str:
    """A place as people look for it: path from the repository, and line."""
    return path.relative_to(ROOT).as_posix() + (f":{line}" if line else "")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a module with the last part of what is called: `tx.session.commit()` gives `commit`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node

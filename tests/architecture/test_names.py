"""A module is called after what is in it: no drawers, and no import hidden in a function."""

import ast

from tests.architecture.source import PRODUCT, functions, modules, shown

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "manager",
    "service",
    "services",
    "constants",
}
ALLOWED = {"workflow_app/db/base.py"}  # SQLAlchemy's own word: the declarative base


def test_no_module_is_a_drawer() -> None:
    found = {shown(path) for path in modules() if path.stem in DRAWERS}
    assert found == ALLOWED


def test_no_package_is_a_drawer_but_the_common_parts_of_processes() -> None:
    folders = {shown(path.parent) for path in modules(*PRODUCT) if path.parent.name in DRAWERS}
    assert folders == {"workflows/common"}


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        f"{shown(path, node.lineno)} in {item.name}"
        for path in modules(*PRODUCT)
        for item in functions(path)
        for node in ast.walk(item)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not found, "an import inside a function hides a cycle"

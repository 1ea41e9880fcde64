"""One name from the address to the screen: page module, endpoint and template; parts of pages begin with _."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.ext import i18n

from tests.architecture.source import ROOT, calls, parsed, shown, templates
from workflows.catalogue import load_definitions

WEB = ROOT / "workflow_app" / "web"
AUDIENCES = ("account", "council", "public", "staff", "steering", "working_group")
ROUTES = {"get", "post", "route"}
# A page that answers with another template when there is nothing to fill in: module -> that template.
SECOND_SCREENS = {"council/record_resolution": {"council/nothing_to_record.html"}}

JINJA = Environment(extensions=[i18n], autoescape=True)


def _endpoints(path: Path) -> dict[str, set[str]]:
    """Endpoints of a page module with the methods they are registered for."""
    found: dict[str, set[str]] = {}
    for item in parsed(path).body:
        if isinstance(item, ast.FunctionDef):
            methods = {
                mark.func.attr
                for mark in item.decorator_list
                if isinstance(mark, ast.Call)
                and isinstance(mark.func, ast.Attribute)
                and mark.func.attr in ROUTES
            }
            if methods:
                found[item.name] = methods
    return found


def _page_modules() -> Iterator[tuple[str, Path, dict[str, set[str]]]]:
    for audience in AUDIENCES:
        for path in sorted((WEB / audience).glob("*.py")):
            endpoints = _endpoints(path)
            if endpoints:
                yield audience, path, endpoints


def _rendered(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (position, template) of every template that a module renders; position 1 is the part for htmx."""
    for name, call in calls(path):
        if name in ("render", "render_template"):
            given = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "fragment")]
            for position, value in enumerate(given):
                for leaf in ast.walk(value):
                    if isinstance(leaf, ast.Constant) and str(leaf.value).endswith(".html"):
                        yield min(position, 1), str(leaf.value)


def _tree(path: Path) -> nodes.Template:
    return JINJA.parse(path.read_text(encoding="utf-8"), filename=shown(path))


def _short(path: Path) -> str:
    """The name by which a template is rendered."""
    return path.as_posix().rpartition("/templates/")[2]


def _is_part(name: str) -> bool:
    return name.rpartition("/")[2].startswith("_")


def test_every_page_module_has_the_endpoint_that_it_is_called_after() -> None:
    modules = list(_page_modules())
    assert len(modules) > 30
    wrong = [
        f"{shown(path)}: {sorted(endpoints)}"
        for _, path, endpoints in modules
        if not {path.stem, f"{path.stem}_post"} & set(endpoints)
    ]
    assert not wrong


def test_a_module_shows_one_page_only() -> None:
    """Other functions of a page module answer its buttons: they take POST."""
    wrong = [
        f"{shown(path)}: {name}"
        for _, path, endpoints in _page_modules()
        for name, methods in endpoints.items()
        if methods != {"post"} and name != path.stem
    ]
    assert not wrong


def test_a_page_renders_the_template_of_its_own_name_or_a_shared_one() -> None:
    wrong = []
    for audience, path, _ in _page_modules():
        own = {f"{audience}/{path.stem}.html"} | SECOND_SCREENS.get(f"{audience}/{path.stem}", set())
        for position, name in _rendered(path):
            fits = (
                name in own
                or name.startswith("shared/")
                or (_is_part(name) and name.startswith(f"{audience}/"))
            )
            if not fits or (position == 1 and not _is_part(name)):
                wrong.append(f"{shown(path)} renders {name}")
    assert not wrong


def test_every_template_is_rendered_included_or_imported_by_somebody() -> None:
    named = {name for path in WEB.rglob("*.py") for _, name in _rendered(path)}
    named |= {
        str(item.value)
        for path in WEB.rglob("*.py")
        for item in ast.walk(parsed(path))
        if isinstance(item, ast.Constant)
    }
    for path in templates():
        kinds = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
        named |= {
            leaf.value for item in _tree(path).find_all(kinds) for leaf in item.template.find_all(nodes.Const)
        }
        named |= {
            item.template.value
            for item in _tree(path).find_all(kinds)
            if isinstance(item.template, nodes.Const)
        }
    beginnings = tuple(
        text for text in named if "/_" in text and not text.endswith(".html")
    )  # one part per language
    assert not [
        _short(path)
        for path in templates()
        if _short(path) not in named and not _short(path).startswith(beginnings)
    ]


@pytest.mark.parametrize("path", templates(), ids=_short)
def test_parts_begin_with_an_underscore_and_pages_stand_in_the_frame(path: Path) -> None:
    name, tree = _short(path), _tree(path)
    is_macros, is_frame = "/macros/" in name, name == "shared/base.html"
    extends = any(True for _ in tree.find_all(nodes.Extends))
    assert extends == (not _is_part(name) and not is_macros and not is_frame), (
        "a page extends the frame, a part does not"
    )
    included = [
        item.template.value for item in tree.find_all(nodes.Include) if isinstance(item.template, nodes.Const)
    ]
    assert [word for word in included if not _is_part(word)] == []


@pytest.mark.parametrize("path", templates(), ids=_short)
def test_every_imported_macro_is_used(path: Path) -> None:
    tree = _tree(path)
    imported: set[str] = {item.target for item in tree.find_all(nodes.Import)}
    for item in tree.find_all(nodes.FromImport):
        imported |= {name if isinstance(name, str) else name[1] for name in item.names}
    used = {item.name for item in tree.find_all(nodes.Name) if item.ctx == "load"}
    assert not imported - used, f"imported and not used: {sorted(imported - used)}"


def test_states_of_processes_are_not_compared_in_templates() -> None:
    """Which buttons there are and why one is grey is the definition's business, asked by engine/available.py."""
    states = {name for law in load_definitions() for name in law.states}
    wrong = [
        f"{_short(path)}:{item.lineno}"
        for path in templates()
        for item in _tree(path).find_all(nodes.Compare)
        for value in item.find_all(nodes.Const)
        if value.value in states
    ]
    assert not wrong

"""Which names a Word template uses, and whether they are the ones its context gives."""

import dataclasses
import io
import typing
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import jinja2
from jinja2 import meta, nodes
from lxml import etree

from workflow_app.documents.render import FILLED_PARTS, environment, render, word_source
from workflow_app.documents.wordml import Styles
from workflow_app.kernel.languages import LANGUAGES

NEEDED_STYLES = ("Body Text", "List Bullet", "Table Text", "Table List")
_Scope = Mapping[str, object]


def _parts(template: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(template.read_bytes())) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _sources(parts: Mapping[str, bytes]) -> dict[str, str]:
    return {name: word_source(part) for name, part in parts.items() if FILLED_PARTS.fullmatch(name)}


def _parsed(template: Path) -> Iterator[nodes.Template]:
    parts = _parts(template)
    sandbox = environment(LANGUAGES[0], Styles(parts["word/styles.xml"]))
    for source in _sources(parts).values():
        yield sandbox.parse(source)


def placeholders(template: Path) -> set[str]:
    """Return the names a template takes from its context, in body, headers, footers and properties.

    Raises jinja2.TemplateSyntaxError if a tag is wrong.
    """
    return {name for tree in _parsed(template) for name in meta.find_undeclared_variables(tree)}


def _fields(kind: object) -> Mapping[str, object]:
    """Names and types of the fields of a dataclass, nothing for any other type."""
    is_dataclass = isinstance(kind, type) and dataclasses.is_dataclass(kind)
    return typing.get_type_hints(kind) if is_dataclass else {}


def _item(kind: object) -> object:
    """What a loop over a tuple yields."""
    return next(iter(typing.get_args(kind)), None)


def _type_of(node: nodes.Node, scope: _Scope) -> object:
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        return _fields(_type_of(node.node, scope)).get(node.attr)
    return None


def _path(node: nodes.Node) -> str:
    return (
        f"{_path(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else getattr(node, "name", "?")
    )


def _unknown(node: nodes.Node, scope: _Scope) -> Iterator[str]:
    """Yield attributes that the type of their owner lacks; the variable of a loop is one of the items."""
    if isinstance(node, nodes.Getattr):
        fields = _fields(_type_of(node.node, scope))
        if fields and node.attr not in fields:
            yield _path(node)
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        scope = {**scope, node.target.name: _item(_type_of(node.iter, scope)), "loop": None}
    for child in node.iter_child_nodes():
        yield from _unknown(child, scope)


def _wrong_names(template: Path, paper: type) -> Iterator[str]:
    used, given = placeholders(template), set(_fields(paper))
    yield from (f"{{{{ {name} }}}} is not in the list of fields" for name in sorted(used - given))
    yield from (f"the field {name} is not used" for name in sorted(given - used))
    for tree in _parsed(template):
        yield from (
            f"{{{{ {path} }}}} is not in the list of fields" for path in _unknown(tree, _fields(paper))
        )


def _missing_styles(template: Path) -> Iterator[str]:
    styles = Styles(_parts(template)["word/styles.xml"])
    yield from (f'the style "{name}" is missing' for name in NEEDED_STYLES if not styles.has(name))


def _syntax_error(template: Path) -> str | None:
    """Return what is wrong with a tag and the text of the paragraph where it stands."""
    parts = _parts(template)
    sandbox = environment(LANGUAGES[0], Styles(parts["word/styles.xml"]))
    for source in _sources(parts).values():
        try:
            sandbox.compile(source)
        except jinja2.TemplateSyntaxError as error:
            line = source.splitlines()[min(error.lineno, source.count("\n") + 1) - 1]
            text = "".join(etree.HTML(f"<p>{line}</p>").itertext()).strip()
            return f"{error.message}, near: {text[:120]}"
    return None


def _sample(kind: object, full: bool) -> object:
    """Return a value of a field's type: some text, one item, a filled dataclass; or the emptiest one."""
    if typing.get_origin(kind) is tuple:
        return (_sample(_item(kind), full),) if full else ()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**{name: _sample(hint, full) for name, hint in _fields(kind).items()})
    return "Text" if full else ""


def _trial(template: Path, paper: type) -> Iterator[str]:
    """Fill the template with everything and with nothing: a tag in a wrong place shows only then."""
    for full in (True, False):
        context = {name: _sample(kind, full) for name, kind in _fields(paper).items()}
        try:
            render(template, context, LANGUAGES[0])
        except (etree.XMLSyntaxError, jinja2.TemplateError, TypeError, ValueError) as error:
            yield f"it cannot be filled, a tag probably stands in a wrong place: {error}"


def check_template(template: Path, paper: type) -> list[str]:
    """Return what is wrong with a template that the dataclass `paper` fills; empty if nothing is."""
    try:
        error = _syntax_error(template)
        if error:
            return [error]
        faults = [*_wrong_names(template, paper), *_missing_styles(template)]
        return faults or list(dict.fromkeys(_trial(template, paper)))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, FileNotFoundError):
        return ["this is not a Word document (DOCX), or the file is missing"]


def check_templates(folder: Path, papers: Mapping[str, type]) -> list[str]:
    """Check every template in `folder`; `papers` maps "process/name" to the dataclass that fills it.

    Returns one sentence a fault, each with the file it is in; both languages must exist, and no other file.
    """
    expected = {f"{name}.{language}.docx": paper for name, paper in papers.items() for language in LANGUAGES}
    found = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.docx") if path.name[0] not in "~."
    }
    faults = [
        f"{name}: {fault}"
        for name, paper in expected.items()
        for fault in check_template(folder / name, paper)
    ]
    return [
        *faults,
        *(f"{name}: no document is made from this file" for name in sorted(found - set(expected))),
    ]

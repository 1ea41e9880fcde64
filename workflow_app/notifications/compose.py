"""Puts a notice into words: text file and context -> subject and plain text; plain text -> HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from workflow_app.kernel.languages import Text

_SUBJECT = "Subject:"
_STYLE = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#262626;max-width:42em"
_LINK_STYLE = "color:#2362a2;font-weight:bold"


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished message in plain text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class _Wording:
    """One text file, its first line and the rest apart, ready to be filled."""

    subject: Template
    body: Template


@cache
def _wording(folders: tuple[Path, ...], file_name: str) -> _Wording:
    # Plain text: nothing is escaped here, make_html escapes all of it. Names that are missing raise.
    environment = Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["upper_first"] = _upper_first
    source, _, _ = FileSystemLoader(folders).get_source(environment, file_name)
    first, _, rest = source.partition("\n")
    if not first.startswith(_SUBJECT):
        raise ValueError(f"{file_name} does not begin with {_SUBJECT}")
    subject = environment.from_string(first.removeprefix(_SUBJECT))
    return _Wording(subject, environment.from_string(rest))


def compose(
    folders: Sequence[Path], name: str, language: str, context: Mapping[str, Text | str | int]
) -> Composed:
    """Return the text `<name>.<language>.txt`, found in the first of `folders` that has it, filled with `context`.

    The first line is "Subject: …". Pairs of texts are taken in `language`. Raises jinja2.UndefinedError for a name
    that the context lacks, jinja2.TemplateNotFound for a text that nobody has written.
    """
    wording = _wording(tuple(folders), f"{name}.{language}.txt")
    spoken = {
        key: value.pick(language) if isinstance(value, Text) else value for key, value in context.items()
    }
    body = re.sub(r"\n{3,}", "\n\n", wording.body.render(spoken)).strip() + "\n"
    return Composed(one_line(wording.subject.render(spoken)), body)


def _upper_first(text: str) -> str:
    """Begin a sentence with `text`; the rest keeps its capitals."""
    return text[:1].upper() + text[1:]


def one_line(subject: str) -> str:
    """Return `subject` without line ends and control characters, so that it can be a header."""
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", subject).strip()


def make_html(subject: str, body: str, language: str, link: str) -> str:
    """Return `body` as a simple HTML page: a paragraph for each, everything escaped, `link` (absolute) clickable.

    Only the very link given becomes one, so no text that somebody typed can.
    """
    paragraphs = [_paragraph(block, link) for block in body.strip().split("\n\n")]
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>\n"
        f'<body style="{_STYLE}">\n' + "\n".join(paragraphs) + "\n</body>\n</html>\n"
    )


def _paragraph(block: str, link: str) -> str:
    lines = [_line(line, link) for line in block.split("\n")]
    return f"<p>{Markup('<br>').join(lines)}</p>"


def _line(line: str, link: str) -> Markup:
    if link and line == link:
        return Markup('<a href="{0}" style="{1}">{0}</a>').format(link, _LINK_STYLE)
    return escape(line)

"""YAML of an area file as plain data, with the line on which every value stands."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import AreaFileInvalid, Lines, Path, problem

LARGEST = 500_000  # bytes; sixty municipalities take about 30 kB
DEEPEST = 10
NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")
EMPTY = ("", "~", "null", "Null", "NULL")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # only its parser is used: nothing is constructed


def load_yaml(content: bytes) -> tuple[Any, Lines, list[Problem]]:
    """Return the data of one YAML document, the line of every path in it, and repeated keys as problems.

    Numbers are only plain decimals without leading zeros; yes, no, on and dates stay text, so nothing changes
    its kind by accident. Raises AreaFileInvalid when the file cannot be read at all.
    """
    text = _decode(content)
    reading = _Reading(yaml.parse(text, Loader=LOADER))
    try:
        data = reading.document()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text) from error
    except yaml.reader.ReaderError as error:
        raise _refused(text[: error.position].count("\n"), "not_text") from error
    return data, reading.lines, reading.problems


def _refused(line: int, key: str, **params: object) -> AreaFileInvalid:
    """The whole file is refused for something on `line` (counted from 0, as YAML does)."""
    return AreaFileInvalid([problem({(): line + 1}, (), key, **params)])


def _decode(content: bytes) -> str:
    """Return the text; raise AreaFileInvalid when it is too large, empty or not UTF-8."""
    if len(content) > LARGEST:
        raise _refused(0, "too_large", size=len(content) // 1000, limit=LARGEST // 1000)
    if not content.strip():
        raise _refused(0, "empty")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(content[: error.start].count(b"\n"), "not_text") from error


def _syntax(error: yaml.MarkedYAMLError, text: str) -> AreaFileInvalid:
    """Say where the reading stopped, and where began what could not be finished."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return _refused(0, "syntax", detail=error.problem or "")
    lines = text.splitlines()
    here = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())] or here[mark.column : mark.column + 1] == "\t":
        return _refused(mark.line, "tab")
    if error.context_mark and error.context_mark.line < mark.line:
        began = error.context_mark.line + 1
        return _refused(mark.line, "syntax_since", detail=error.problem or "", began=began)
    return _refused(mark.line, "syntax", detail=error.problem or "")


class _Reading:
    """Builds data from the events of YAML's parser; aliases, tags and deep nesting cost nothing."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.lines: Lines = {}
        self.problems: list[Problem] = []

    def document(self) -> Any:
        """Return the data of the only document; raise AreaFileInvalid when there is none or a second."""
        events = (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
        event = next(event for event in self.events if not isinstance(event, events))
        if isinstance(event, yaml.StreamEndEvent):
            raise _refused(0, "empty")
        data = self._value(event, ())
        second = next(event for event in self.events if not isinstance(event, yaml.DocumentEndEvent))
        if not isinstance(second, yaml.StreamEndEvent):
            raise _refused(second.start_mark.line, "second_document")
        return data

    def _value(self, event: Any, path: Path) -> Any:
        """Return one value as dict, list, text, number or None, and note its line."""
        line = event.start_mark.line
        self.lines.setdefault(path, line + 1)
        if getattr(event, "anchor", None):
            raise _refused(line, "alias")
        if getattr(event, "tag", None):
            raise _refused(line, "tag", tag=event.tag)
        if len(path) > DEEPEST:
            raise _refused(line, "too_deep")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return _scalar(event)

    def _list(self, path: Path) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            data.append(self._value(event, (*path, len(data))))
        return data

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = event.start_mark.line
            if not isinstance(event, yaml.ScalarEvent):
                raise _refused(line, "alias" if isinstance(event, yaml.AliasEvent) else "key_not_text")
            self._entry(data, path, str(event.value), line + 1)
        return data

    def _entry(self, data: dict[str, Any], path: Path, name: str, line: int) -> None:
        """Read the value of `name`; the first one counts, a second one is a problem."""
        place = (*path, name)
        if name in data:
            first = self.lines[place]
            self.problems.append(problem({place: line}, place, "duplicate_key", name=name, first=first))
            self._value(next(self.events), (*path, f"{name} (2)"))
            return
        self.lines[place] = line
        data[name] = self._value(next(self.events), place)


def _scalar(event: Any) -> str | int | None:
    if event.style:  # quoted, or a block of text
        return str(event.value)
    if event.value in EMPTY:
        return None
    return int(event.value) if NUMBER.fullmatch(event.value) else str(event.value)

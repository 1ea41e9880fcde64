"""Checks the shape of an area file against its JSON Schema and says what is wrong in plain words."""

import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from workflow_app.kernel.languages import Text
from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import Lines, Path, problem

KINDS = {
    "object": Text("skupina položek (název: hodnota)", "a group of items (name: value)"),
    "array": Text("seznam", "a list"),
    "string": Text("text (číslo dejte do uvozovek)", "a text (put a number in quotation marks)"),
    "integer": Text("celé číslo", "a whole number"),
}
MOST_ERRORS = 200  # a wrong kind of file need not be explained to its last line
SHOWN = 60  # characters of a wrong value that a message repeats
LIST_RULES = {"minItems": "too_few", "maxItems": "too_many", "uniqueItems": "repeated_item"}

formats = FormatChecker(formats=())


@formats.checks("day")
def _is_day(value: object) -> bool:
    """True for an existing day written as 2026-01-31."""
    if not isinstance(value, str):
        return True
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _validator() -> Draft202012Validator:
    schema = json.loads(files("workflow_app.usecases").joinpath("area_file.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=formats)


VALIDATOR = _validator()


def check_shape(data: Any, lines: Lines) -> list[Problem]:
    """Return everything in `data` that the schema refuses; an empty list means that the shape is right."""
    errors = islice(VALIDATOR.iter_errors(data), MOST_ERRORS)
    return [found for error in errors for found in _explain(error, lines)]


def _explain(error: ValidationError, lines: Lines) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    rule, wanted, schema = str(error.validator), error.validator_value, error.schema
    expected = schema.get("x-expected") if isinstance(schema, dict) else None
    if rule == "additionalProperties":
        yield from _unknown_keys(error, path, lines)
    elif rule == "required":
        yield from _missing_keys(error, path, lines)
    elif rule == "enum":
        allowed = ", ".join(str(item) for item in error.schema["enum"])  # type: ignore[index]
        yield problem(lines, path, "not_in_list", value=_show(error.instance), allowed=allowed)
    elif rule in LIST_RULES:
        yield problem(lines, path, LIST_RULES[rule], limit=wanted)
    else:
        words = Text.of(expected) if expected else KINDS.get(str(wanted), Text(str(wanted), str(wanted)))
        yield problem(lines, path, "expected", value=_show(error.instance), expected=words)


def _unknown_keys(error: ValidationError, path: Path, lines: Lines) -> Iterator[Problem]:
    allowed = error.schema["properties"]  # type: ignore[index]
    for name in error.instance:  # type: ignore[union-attr]
        if name not in allowed:
            yield problem(
                lines, (*path, name), "unknown_key", name=str(name)[:SHOWN], allowed=", ".join(allowed)
            )


def _missing_keys(error: ValidationError, path: Path, lines: Lines) -> Iterator[Problem]:
    """Every missing key is an error of its own: name the one that this error is about."""
    for name in error.validator_value:  # type: ignore[union-attr]
        if name not in error.instance and error.message.startswith(f"{name!r} "):  # type: ignore[operator]
            yield problem(lines, path, "missing_key", name=name)


def _show(value: object) -> Text:
    """The wrong value as a person recognises it, shortened."""
    if value is None:
        return Text("prázdné hodnoty", "an empty value")
    if isinstance(value, dict):
        return Text("skupiny položek", "a group of items")
    if isinstance(value, list):
        return Text("seznamu", "a list")
    text = str(value).replace("\n", "\\n")
    text = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    if isinstance(value, int):
        return Text(f"čísla {text}", f"the number {text}")
    return Text(f"„{text}“", f"“{text}”")

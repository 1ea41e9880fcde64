"""Checks the bodies that an area file seats in groups as a whole."""

from collections.abc import Iterator
from typing import Any

from workflow_app.models.block_seat import HOST_KINDS
from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import Lines, Path, line_of, problem

ENDLESS = "9999-12-31"


def block_seat_errors(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield what cannot be: a host that is no group, a seated body that is not there, terms that clash."""
    sitting = {body["key"]: bool(body["members"]) for body in data["bodies"]}
    for index, body in enumerate(data["bodies"]):
        path: Path = ("bodies", index, "seats")
        if body.get("seats") and body["kind"] not in HOST_KINDS:
            yield problem(lines, path, "seats_of_groups_only")
            continue
        for number, item in enumerate(body.get("seats", ())):
            yield from _seated_body(item["body"], body["key"], sitting, (*path, number, "body"), lines)
        yield from _terms(body, path, lines)


def _seated_body(
    seated: str, host: str, sitting: dict[str, bool], path: Path, lines: Lines
) -> Iterator[Problem]:
    if seated not in sitting:
        yield problem(lines, path, "unknown_body", body=seated)
    elif seated == host:
        yield problem(lines, path, "seated_in_itself", body=seated)
    elif not sitting[seated]:
        yield problem(lines, path, "nobody_in_body", body=seated)


def _terms(body: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    """An end is not before its beginning, and one body is seated once at a time."""
    earlier: list[tuple[str, str, str, int]] = []  # body, from, to, line
    for number, item in enumerate(body.get("seats", ())):
        here, start, end = (*path, number), item.get("from", body["from"]), item.get("to", ENDLESS)
        if end < start:
            yield problem(lines, (*here, "to"), "bad_interval", to=end, start=start)
            continue
        for seated, other_start, other_end, first in earlier:
            if seated == item["body"] and start <= other_end and other_start <= end:
                yield problem(lines, here, "block_twice", body=seated, first=first)
        earlier.append((item["body"], start, end, line_of(lines, here)))

"""Checks what an area file says of its union, and of who owns the plans of the area."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from workflow_app.models.plan_owner import LEAD
from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import Lines, Path, line_of, problem
from workflow_app.usecases.check_area_file import valid_ico
from workflow_app.usecases.read_union import member_lines, owner_lines

OF_UNION = ("ico", "address", "council", "municipalities")


def union_errors(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield what contradicts itself; nothing of the file may be imported."""
    for index, body in enumerate(data["bodies"]):
        path: Path = ("bodies", index)
        if body["kind"] == "union":
            yield from _ico(data, body, path, lines)
            yield from _members(data, body, path, lines)
        else:
            for name in OF_UNION:
                if name in body:
                    yield problem(lines, (*path, name), "of_union_only", name=name)
    yield from _owners(data, lines)


def union_warnings(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield what looks odd: papers name an owner by its IČO, and an owner without one is hard to tell."""
    owners = {line["who"] for line in owner_lines(data["area"])}
    for index, body in enumerate(data["bodies"]):
        if body["key"] in owners and "ico" not in body:
            yield problem(lines, ("bodies", index), "owner_without_ico", name=body["name"]["cs"])


def _ico(data: dict[str, Any], body: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    """A union is a legal person of its own: its number is none of a municipality's."""
    ico, where = body.get("ico"), (*path, "ico")
    if ico is None:
        return
    if not valid_ico(ico):
        yield problem(lines, where, "bad_ico", ico=ico)
    for index, town in enumerate(data["municipalities"]):
        if town.get("ico") == ico:
            first = line_of(lines, ("municipalities", index, "ico"))
            yield problem(lines, where, "repeated", value=ico, first=first)


def _members(data: dict[str, Any], body: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    codes = {town["code"] for town in data["municipalities"]}
    terms: dict[str, list[tuple[str, str, Path]]] = {}
    for index, line in enumerate(member_lines(body)):
        here: Path = (*path, "municipalities", index)
        start, end = line.get("from", body["from"]), line.get("to", "9999-12-31")
        if line["code"] not in codes:
            yield problem(lines, here, "unknown_municipality", code=line["code"])
        if end < start:
            yield problem(lines, here, "bad_interval", to=end, start=start)
        terms.setdefault(line["code"], []).append((start, end, here))
    for code, found in terms.items():
        for (_, end, first), (start, _, second) in pairwise(sorted(found, key=lambda term: term[0])):
            if start <= end:
                yield problem(lines, second, "member_twice", code=code, first=line_of(lines, first))


def _owners(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Each owner follows the one before on its own day, so two of one day are the only overlap there can be."""
    unions = [body["key"] for body in data["bodies"] if body["kind"] == "union"]
    days: dict[str, int] = {}
    is_list = isinstance(data["area"].get("owner"), list)
    for index, line in enumerate(owner_lines(data["area"])):
        path: Path = ("area", "owner", index) if is_list else ("area", "owner")
        if line["who"] not in (LEAD, *unions):
            allowed = ", ".join((LEAD, *unions))
            yield problem(lines, path, "unknown_owner", owner=line["who"], allowed=allowed)
        if line["from"] in days:
            yield problem(lines, path, "owners_of_one_day", day=line["from"], first=days[line["from"]])
        days.setdefault(line["from"], line_of(lines, path))

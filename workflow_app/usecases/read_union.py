"""Reads what an area file says of the members of its union, and of who owns the plans of the area."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from workflow_app.models.plan_owner import LEAD
from workflow_app.usecases.area_file import OwnerEntry, UnionMember
from workflow_app.usecases.excluded_codes import excluded_codes

Term = tuple[str, str, str | None]  # code of a municipality, from, to


def owners_of_file(area: dict[str, Any]) -> tuple[OwnerEntry, ...]:
    """Return whose new plans are from which day on, in order; the lead municipality at the beginning is not said."""
    said = sorted(owner_lines(area), key=lambda line: str(line["from"]))
    while said and said[0]["who"] == LEAD:
        said.pop(0)
    return tuple(OwnerEntry(line["who"], date.fromisoformat(line["from"])) for line in said)


def owner_lines(area: dict[str, Any]) -> list[dict[str, str]]:
    """Return `owner` as a list whatever the file has: one owner is meant since the area plans."""
    said = area.get("owner", [])
    lines = [{"who": said}] if isinstance(said, str) else said
    return [{"from": area["from"], **line} for line in lines]


def union_members(data: dict[str, Any], body: dict[str, Any]) -> tuple[UnionMember, ...]:
    """Return the member municipalities of a union; nobody for a body of another kind."""
    if body["kind"] != "union":
        return ()
    since = body["from"]
    if body.get("municipalities", "all") == "all":
        terms = list(everybody(_planning(data), since))
    else:
        terms = [(line["code"], line.get("from", since), line.get("to")) for line in member_lines(body)]
    return tuple(
        UnionMember(code, date.fromisoformat(start), date.fromisoformat(end) if end else None)
        for code, start, end in terms
    )


def member_lines(body: dict[str, Any]) -> list[dict[str, str]]:
    """Return the members that the file lists; a bare code is the same as {code: ...}."""
    said = body.get("municipalities", "all")
    return [] if said == "all" else [{"code": line} if isinstance(line, str) else line for line in said]


def everybody(planning: Iterable[Term], since: str) -> Iterator[Term]:
    """Yield whom `all` means: who plans in the area, for as long as they do, yet not before the union began."""
    for code, start, end in planning:
        if end is None or end >= since:
            yield code, max(start, since), end


def _planning(data: dict[str, Any]) -> Iterator[Term]:
    area, excluded = data["area"], excluded_codes(data["area"])
    for town in data["municipalities"]:
        if town["code"] not in excluded:
            yield town["code"], town.get("from", area["from"]), town.get("to")

"""Says what looks odd in an area file and may yet be right: sizes of councils by law, namesakes, no mayor."""

from collections.abc import Iterator
from typing import Any

from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import Lines, Path, line_of, problem
from workflow_app.usecases.check_area_file import officers_of
from workflow_app.usecases.check_file_routes import route_warnings
from workflow_app.usecases.check_union import union_warnings

# § 68 of Act 128/2000 Sb.: up to so many inhabitants, from so many members, to so many
ASSEMBLY_SIZES = (
    (500, 5, 9),
    (3_000, 7, 15),
    (10_000, 11, 25),
    (50_000, 15, 35),
    (150_000, 25, 45),
    (10_000_000, 35, 55),
)
BOARD_FROM = 15  # § 99: no board where the assembly has fewer members


def check_oddities(data: dict[str, Any], lines: Lines) -> list[Problem]:
    """Return what looks wrong and may yet be right; it is shown and does not stop the import."""
    return [
        *_council_sizes(data, lines),
        *_mayors_and_namesakes(data, lines),
        *union_warnings(data, lines),
        *route_warnings(data, lines),
    ]


def _council_sizes(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    for index, town in enumerate(data["municipalities"]):
        path = ("municipalities", index)
        for name in ("assembly", "board"):
            if town.get(name, 1) % 2 == 0:
                yield problem(lines, (*path, name), "even_count", count=town[name])
        if "assembly" in town:
            yield from _assembly_size(town, path, lines)
            yield from _board_size(town, path, lines)


def _assembly_size(town: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    count, people = town["assembly"], town["inhabitants"]
    low, high = next((low, high) for limit, low, high in ASSEMBLY_SIZES if people <= limit)
    if not low <= count <= high:
        where = (*path, "assembly")
        yield problem(lines, where, "assembly_size", count=count, inhabitants=people, low=low, high=high)


def _board_size(town: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    assembly, board = town["assembly"], town.get("board")
    if board is None and assembly >= BOARD_FROM:
        yield problem(lines, (*path, "assembly"), "board_expected", count=assembly)
    elif board is not None and assembly < BOARD_FROM:
        yield problem(lines, (*path, "board"), "board_not_elected", count=assembly)
    elif board is not None and (not 5 <= board <= 11 or board * 3 > assembly):
        yield problem(lines, (*path, "board"), "board_size", count=board, assembly=assembly)


def _mayors_and_namesakes(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    names: dict[str, int] = {}
    for index, town in enumerate(data["municipalities"]):
        path = ("municipalities", index)
        roles = [officer["role"] for _, officer in officers_of(town)]
        if "mayor" not in roles and town["kind"] != "military_area":
            yield problem(lines, path, "mayor_missing")
        if town["name"] in names:
            yield problem(lines, (*path, "name"), "same_name", name=town["name"], first=names[town["name"]])
        names.setdefault(town["name"], line_of(lines, path))

"""The sections of a frozen text and the words in them that can be changed, found in its plain data."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from workflow_app.models.content import with_activities

LINE, TEXT, NUMBER, DAY = "line", "text", "number", "day"
NUMBERED = ("goal", "priority", "measure")  # what people call by a number
_PROSE = (
    "text", "description", "justification", "outputs", "impact", "risks", "comment", "introduction", "conclusion",
    "deviation", "target_group", "cooperating",
)  # fmt: skip
_MONEY = ("amount_czk", "planned_czk", "spent_czk", "cost_share_czk")  # whole crowns
_DAYS = ("join_on",)
_ROWS = ("indicators", "activities", "costs")
# A database keeps the fields of plain data in no order, people read them in this one; anything else follows.
_ORDER = (
    "title", "territory", "name", "join_on", "text", "introduction", "conclusion", "description", "comment",
    "justification", "target_group",
    "owner", "implementer", "cooperating", "capacity", "outputs", "impact", "risks", "deviation", "unit", "baseline",
    "target", "planned", "reached", "planned_czk", "spent_czk", *_ROWS,
)  # fmt: skip
# What names or places a part, and codes: a change of these is not a change of wording.
_FIXED = ("number", "key", "part", "body", "intent", "urgency", "status", "next_step", "owner_id")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field. `path` leads to it ("chapters.2.text"); `row` counts from 1 in a list such as costs, else 0.

    `needed`: it must not be left empty.
    """

    path: str
    name: str
    kind: str  # line | text | number | day (ISO)
    value: str | int | None
    group: str = ""  # costs | indicators | activities
    row: int = 0
    year: int | None = None  # of a cost, with the code of its source
    source: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the text that a person would call by name.

    what: report | introduction | intent | chapter | goal | priority | measure.
    """

    path: str
    what: str
    number: str
    title: str
    body: str  # key of the working group that writes it, "" for the coordinator
    leaves: tuple[Leaf, ...]


def sections_of(content: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return the sections of a document's content, in the order in which one reads."""
    return tuple(next(read for field, read in _SECTIONS.items() if field in content)(content))


def _of_report(content: Mapping[str, Any]) -> Iterator[Section]:
    yield _section(
        "", "report", {"introduction": content["introduction"], "conclusion": content["conclusion"]}
    )
    for index, item in enumerate(content["results"]):
        yield _named_by_plan(f"results.{index}", {**item, "owner": None})  # the owner is the plan's, too


def _of_action_plan(content: Mapping[str, Any]) -> Iterator[Section]:
    yield _section("", "introduction", {"introduction": content["introduction"]})
    for index, goal in enumerate(content["goals"]):
        for second, priority in enumerate(goal["priorities"]):
            for third, card in enumerate(priority["measures"]):
                yield _named_by_plan(f"goals.{index}.priorities.{second}.measures.{third}", card)


def _of_measure_change(content: Mapping[str, Any]) -> Iterator[Section]:
    yield _section("after", "measure", content["after"], needed=("title", "description", "owner"))


def _of_intent(content: Mapping[str, Any]) -> Iterator[Section]:
    wording = {name: content[name] for name in ("title", "territory", "text", "join_on", "cost_share_czk")}
    section = _section("", "intent", wording, needed=("title", "territory", "text", "join_on"))
    yield replace(section, title="")  # the title is the document's own


def _named_by_plan(path: str, item: Mapping[str, Any]) -> Section:
    """Return a measure in a text that takes over its title from the plan."""
    return replace(_section(path, "measure", {**item, "title": None}), title=item["title"])


def _of_plan(content: Mapping[str, Any]) -> Iterator[Section]:
    for index, item in enumerate(content["chapters"]):
        yield _section(f"chapters.{index}", "chapter", item)
    for index, goal in enumerate(content["goals"]):
        yield _section(f"goals.{index}", "goal", goal)
        for second, priority in enumerate(goal["priorities"]):
            below = f"goals.{index}.priorities.{second}"
            yield _section(below, "priority", priority)
            for third, card in enumerate(priority["measures"]):
                yield _section(f"{below}.measures.{third}", "measure", card)


# Kinds of documents by a field that only their content has.
_SECTIONS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Section]]] = {
    "chapters": _of_plan,
    "results": _of_report,
    "backgrounds": _of_action_plan,
    "after": _of_measure_change,
    "territory": _of_intent,
}


def _section(path: str, what: str, data: Mapping[str, Any], needed: tuple[str, ...] = ("title",)) -> Section:
    leaves = tuple(replace(leaf, needed=leaf.name in needed) for leaf in _leaves(path, data))
    return Section(path, what, data.get("number", ""), data.get("title", ""), data.get("body", ""), leaves)


def _leaves(path: str, data: Mapping[str, Any], group: str = "", row: int = 0) -> Iterator[Leaf]:
    for name, value in sorted(data.items(), key=_place):
        here = f"{path}.{name}" if path else name
        if name in _MONEY:
            of_cost = (data["year"], data["source"]) if group == "costs" else (None, "")
            yield Leaf(here, name, NUMBER, value, group, row, *of_cost)
        elif name in _DAYS:
            yield Leaf(here, name, DAY, value)
        elif isinstance(value, str) and name not in _FIXED and not (group == "costs" and name == "source"):
            yield Leaf(here, name, TEXT if name in _PROSE and not group else LINE, value, group, row)
        elif name in _ROWS:
            for index, item in enumerate(value):
                yield from _leaves(f"{here}.{index}", item, name, index + 1)


def _place(item: tuple[str, Any]) -> int:
    return _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER)


def numbered_sections(content: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return the goals, priorities and measures of a plan's content: what people call by a number."""
    return tuple(item for item in sections_of(content) if item.what in NUMBERED)


def with_numbers(content: Mapping[str, Any], numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return the content with new numbers; `numbers` maps paths of goals, priorities and measures.

    A number is not a change of wording: it is given to the whole text at once, see usecases/renumber.py.
    """
    changed = deepcopy(dict(content))
    for path, number in numbers.items():
        place: Any = changed
        for part in path.split("."):
            place = place[int(part)] if part.isdecimal() else place[part]
        if "activities" in place:
            place["activities"] = with_activities(place["activities"], number)
        place["number"] = number
    return changed


def with_values(content: Mapping[str, Any], values: Mapping[str, str | int | None]) -> dict[str, Any]:
    """Return the content with new values at their paths. Raises KeyError for a path that is no changeable field."""
    known = {leaf.path for section in sections_of(content) for leaf in section.leaves}
    unknown = values.keys() - known
    if unknown:
        raise KeyError(sorted(unknown)[0])
    changed = deepcopy(dict(content))
    for path, value in values.items():
        *way, last = path.split(".")
        place: Any = changed
        for part in way:
            place = place[int(part)] if part.isdecimal() else place[part]
        place[last] = value
    return changed

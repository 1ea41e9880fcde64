"""Reads a chronicle: what the sources say about the decisions of one area, and how much of each date they know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

import yaml

FOLDER = Path(__file__).parent
PRECISION = {10: "day", 7: "month", 4: "year"}  # by the length of 2005-06-20, 2005-06, 2005
UNKNOWN_DAY = "den v prameni není"
LONGEST_SOURCE = 200  # what a record of a resolution takes


class ChronicleError(ValueError):
    """A file of local/replays is wrong; the message says where."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as a source knows it: "2005-06-20", "2005-06" or "2005"."""

    known: str

    @property
    def precision(self) -> str:
        """How much of it is known: day | month | year."""
        return PRECISION[len(self.known)]

    @property
    def first(self) -> date:
        """The first day that it may mean."""
        return date.fromisoformat(f"{self.known}-01-01"[:10])

    @property
    def session(self) -> date:
        """The day on which the replay holds the session: the day itself, or the last working day of what is known."""
        if self.precision == "day":
            return self.first
        month = 12 if self.precision == "year" else self.first.month
        after = date(self.first.year + month // 12, month % 12 + 1, 1)
        last = after - timedelta(days=1)
        return last - timedelta(days=max(last.weekday() - 4, 0))

    def text(self) -> str:
        """Say it as Czech people write it, with no more than is known."""
        parts = [str(int(part)) for part in reversed(self.known.split("-"))]
        return {1: "{}", 2: "{}/{}", 3: "{}. {}. {}"}[len(parts)].format(*parts)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the bodies of one stage decided. `considered`: what they discussed besides; `assumed`: not of the source."""

    day: Day
    outcome: str
    considered: str = ""
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `rows` are numbers of docs/capabilities.md; which other fields matter depends on `what`."""

    what: str
    day: Day
    source: str
    rows: tuple[str, ...] = ()
    assumed: str = ""
    text: str = ""
    kind: str = ""
    body: Mapping[str, str] = field(default_factory=dict)
    session: str = ""
    subject: str = ""
    state: str = ""
    title: str = ""
    territory: str = ""
    joins: str = ""
    with_lead: bool = False
    years: tuple[int, ...] = ()
    year: int = 0
    naming: str = ""
    follows: bool = False
    goals: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    into: str = ""
    reason: str = ""
    routes: Mapping[str, Any] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()


WHAT = {  # kind of event -> the fields that it must have
    "decision": ("kind", "body", "subject"),
    "onboarding": ("state", "text"),
    "intent": ("title", "territory", "joins", "decided"),
    "area_file": ("text",),
    "routes": ("routes", "text"),
    "plan": ("title", "years", "decided"),
    "monitoring_report": ("year", "decided"),
    "action_plan": ("year", "naming", "decided"),
    "text_change": ("text", "reason"),
    "group_merger": ("text", "groups", "into"),
}


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The past of one area. `members`: lead (the others join later) or all (from `members_from`).

    `bodies_from`: keys of bodies that nobody sat in before a day.
    `groups_then`: working groups that today's file has no more, with the group that their people sit in today.
    """

    area: str
    begins: date
    members: str
    members_from: date
    bodies_from: Mapping[str, date]
    groups_then: Mapping[str, Any]
    sources: Mapping[str, str]
    routes: Mapping[str, Any]
    events: tuple[Event, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Build from the data of a file. Raises ChronicleError."""
        _no_other(data, tuple(item.name for item in fields(cls)))
        begins = date.fromisoformat(data["begins"])
        found = cls(
            area=data["area"],
            begins=begins,
            members=data["members"],
            members_from=date.fromisoformat(data.get("members_from", data["begins"])),
            bodies_from=_days(data.get("bodies_from", {})),
            groups_then=data.get("groups_then", {}),
            sources=data["sources"],
            routes=data.get("routes", {}),
            events=tuple(_event(item) for item in data["events"]),
        )
        found._check()
        return found

    def said_by(self, event: Event, decided: Decided | None = None) -> str:
        """Name the source of an event, with what it does not know and what the replay assumes."""
        day = decided.day if decided else event.day
        parts = (
            f"{event.source}: {self.sources[event.source]}",
            UNKNOWN_DAY if day.precision != "day" else "",
            decided.assumed if decided else event.assumed,
        )
        return "; ".join(part for part in parts if part)

    def _check(self) -> None:
        days = [event.day.session for event in self.events]
        if days != sorted(days) or days[0] < self.begins:
            raise ChronicleError(f"{self.area}: the events are not in the order of their days")
        for event in self.events:
            if event.source not in self.sources:
                raise ChronicleError(f"{self.area}, {event.what} {event.day.known}: source {event.source!r}")
            for decided in event.decided:
                if len(self.said_by(event, decided)) > LONGEST_SOURCE:
                    raise ChronicleError(f"{self.area}, {event.what} {event.day.known}: source is too long")


def read_chronicle(area: str) -> Chronicle:
    """Read local/replays/<area>.yaml. Raises ChronicleError."""
    return Chronicle.of(yaml.safe_load((FOLDER / f"{area}.yaml").read_text("utf-8")))


def areas() -> tuple[str, ...]:
    """The keys of the areas that have a chronicle."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def _event(data: Mapping[str, Any]) -> Event:
    _no_other(data, tuple(item.name for item in fields(Event)))
    missing = [name for name in ("source", *WHAT.get(data["what"], ("what",))) if not data.get(name)]
    if missing:
        raise ChronicleError(f"{data['what']} {data.get('day', '')}: {missing[0]!r} is missing")
    decided = tuple(_decided(item) for item in data.get("decided", ()))
    day = Day(data["day"]) if "day" in data else decided[0].day
    lists = {name: tuple(data.get(name, ())) for name in ("rows", "years", "groups")}
    return Event(**{**data, **lists, "day": day, "decided": decided})


def _days(data: Mapping[str, str]) -> dict[str, date]:
    return {name: date.fromisoformat(day) for name, day in data.items()}


def _decided(data: Mapping[str, Any]) -> Decided:
    _no_other(data, tuple(item.name for item in fields(Decided)))
    return Decided(**{**data, "day": Day(data["day"])})


def _no_other(data: Mapping[str, Any], known: Sequence[str]) -> None:
    unknown = sorted(set(data) - set(known))
    if unknown:
        raise ChronicleError(f"unknown field {unknown[0]!r}")

"""Reads the texts of the story and moves their years, so that the story can be told at any time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workflow_app.usecases.measure_input import PROSE, TypedCard

TEXTS = Path(__file__).with_name("texts")
BASE_YEAR = 2027  # the first year of the plan as the texts are written
# Years that belong to the story; laws and other facts lie outside.
_YEAR = re.compile(r"\b20(?:19|2\d|3[0-3])\b")
_LINES = ("title", "owner", "implementer", "cooperating", "intent", "urgency")
_COLUMNS = {
    "indicators": ("name", "unit", "baseline", "target", "source"),
    "activities": ("title", "due", "implementer"),
}


@dataclass(frozen=True)
class MeasureText:
    """One measure as the file has it; `plan` is the period of its plan."""

    data: Mapping[str, Any]
    period: tuple[int, int]

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.data["title"])

    def typed(self, codes: Mapping[str, str]) -> TypedCard:
        """Return the card as a person types it; `codes` maps names of municipalities to their codes."""
        texts = {name: str(self.data.get(name, "")).strip() for name in (*PROSE, *_LINES)}
        years = {"year_from": str(self.period[0]), "year_to": str(self.period[1])}
        named = self.data.get("municipalities") or list(codes)
        return TypedCard(
            texts={**texts, **years},
            municipalities=[codes[name] for name in named],
            costs=list(self._costs()),
            indicators=self._rows("indicators"),
            activities=self._rows("activities"),
        )

    def changed(self, changes: Mapping[str, Any]) -> "MeasureText":
        """Return the measure with what a proposal sets."""
        return MeasureText({**self.data, **changes}, self.period)

    def _costs(self) -> Iterator[dict[str, str]]:
        for source, amounts in self.data.get("costs", {}).items():
            for year, amount in zip(range(self.period[0], self.period[1] + 1), amounts, strict=True):
                if amount:
                    yield {"year": str(year), "amount_czk": str(amount), "source": source}

    def _rows(self, name: str) -> list[dict[str, str]]:
        return [dict(zip(_COLUMNS[name], row, strict=True)) for row in self.data.get(name, ())]


@dataclass(frozen=True)
class PriorityText:
    """A priority with its measures."""

    title: str
    measures: tuple[MeasureText, ...]


@dataclass(frozen=True)
class GoalText:
    """A goal with the key of the working group that writes it."""

    group: str
    title: str
    text: str
    priorities: tuple[PriorityText, ...]


@dataclass(frozen=True)
class PlanText:
    """A whole plan; `chapters` maps keys of the default structure to texts."""

    title: str
    period: tuple[int, int]
    chapters: Mapping[str, str]
    goals: tuple[GoalText, ...]

    def measure(self, number: str) -> MeasureText:
        """Return the measure with a number such as 1.2.1."""
        goal, priority, measure = (int(part) - 1 for part in number.split("."))
        return self.goals[goal].priorities[priority].measures[measure]


@dataclass(frozen=True)
class Decision:
    """One session of one body, as councils.yaml has it; `number` is the resolution number in the town's own form."""

    municipality: str
    after: int
    session: int
    seq: int | None
    verdict: str
    votes: tuple[int, ...]
    by: str
    source: str
    scan: str
    agenda: int | None
    changes: str
    editorial: str
    ahead: int | None
    ahead_editorial: bool
    style: str

    def number(self, day: date) -> str:
        """Return the resolution number of a session on `day`, "" for a town that writes none."""
        if self.seq is None:
            return ""
        return self.style.format(session=self.session, seq=self.seq, year=day.year, yy=f"{day:%y}")


@cache
def read_text(name: str, shift: int) -> Any:
    """Return the data of texts/<name>.yaml with all its years moved by `shift`. Not to be changed: it is kept."""
    text = (TEXTS / f"{name}.yaml").read_text("utf-8")
    return yaml.safe_load(_YEAR.sub(lambda year: str(int(year[0]) + shift), text))


def read_plan(name: str, shift: int) -> PlanText:
    """Return the plan of texts/<name>.yaml."""
    data = read_text(name, shift)
    period = (data["period"][0], data["period"][1])
    chapters = {key: text.strip() for key, text in data["chapters"].items()}
    return PlanText(data["title"], period, chapters, tuple(_goals(data["goals"], period)))


def _goals(goals: Sequence[Mapping[str, Any]], period: tuple[int, int]) -> Iterator[GoalText]:
    for goal in goals:
        priorities = tuple(
            PriorityText(item["title"], tuple(MeasureText(card, period) for card in item["measures"]))
            for item in goal["priorities"]
        )
        yield GoalText(goal["group"], goal["title"], goal["text"].strip(), priorities)


@cache
def read_round(name: str, *, board_first: bool = False) -> tuple[Decision, ...]:
    """Return the sessions of one round in the order of the file; with `board_first` the first is a board's."""
    data = read_text("councils", 0)
    decisions = []
    for position, line in enumerate(data["rounds"][name]):
        styles = data["board_numbering" if board_first and position == 0 else "numbering"]
        decisions.append(_decision(line, styles[line["in"]]))
    return tuple(decisions)


def _decision(line: Mapping[str, Any], style: str) -> Decision:
    return Decision(
        municipality=line["in"],
        after=line["after"],
        session=line["session"],
        seq=line.get("seq"),
        verdict=line.get("verdict", "approved"),
        votes=tuple(line.get("votes", ())),
        by=line.get("by", "clerk"),
        source=line.get("source", ""),
        scan=line.get("scan", ""),
        agenda=line.get("agenda"),
        changes=line.get("changes", ""),
        editorial=line.get("editorial", ""),
        ahead=line.get("ahead"),
        ahead_editorial=line.get("ahead_editorial", False),
        style=style,
    )


def working_day(day: date) -> date:
    """Return `day`, or the Thursday before it: councils do not sit on Fridays and weekends."""
    return day - timedelta(days=max(day.weekday() - 3, 0))

"""Turns what people typed into a measure card, or says everything that is wrong with it."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflow_app.kernel.canonical import canonical_json
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.content import Activity, Cost, Indicator, MeasureCard

SOURCES = ("municipality", "region", "state", "eu", "foundation", "user_fees", "other")
INTENTS = ("maintain", "improve", "develop", "new", "close")
URGENCIES = ("high", "medium", "low")
PROSE = ("target_group", "description", "justification", "capacity", "outputs", "impact", "risks")
LINES = ("title", "owner", "implementer", "cooperating")
ESSENTIAL = ("title", "description", "owner")  # the least that a council needs to understand a measure
LONGEST_TEXT, LONGEST_LINE, LONGEST_CELL, MOST_ROWS = 20_000, 500, 300, 100
MOST_CROWNS = 99_999_999_999
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TypedCard:
    """A card as it was typed. `texts` maps names of MeasureCard's plain fields, years included, to text.

    Rows map names of columns to text; a row with nothing in it does not count.
    """

    texts: Mapping[str, str]
    municipalities: Sequence[str] = ()
    costs: Sequence[Row] = ()
    indicators: Sequence[Row] = ()
    activities: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What a card must fit into: the years of its plan and the 6-digit codes of the area's municipalities."""

    period_from: int
    period_to: int
    municipalities: Collection[str]


def read_card(typed: TypedCard, frame: Frame, *, number: str) -> MeasureCard:
    """Return the card with `number`. Raises Refused with everything that is wrong, each at its field."""
    found: list[Refusal] = []
    card = MeasureCard(number=number, title=typed.texts.get("title", ""))
    values = {**_texts(typed, found), **_choices(typed, frame, found)}
    card = replace(
        card,
        **values,
        year_from=_year(typed.texts.get("year_from", ""), "year_from", frame, found),
        year_to=_year(typed.texts.get("year_to", ""), "year_to", frame, found),
        costs=tuple(_costs(typed.costs, frame, found)),
        indicators=tuple(Indicator(**row) for row in _rows("indicators", typed.indicators, "name", found)),
        activities=tuple(
            Activity(**{**row, "number": f"{number}.{position}"})
            for position, row in enumerate(_rows("activities", typed.activities, "title", found), 1)
        ),
    )
    if card.year_from and card.year_to and card.year_from > card.year_to:
        found.append(Refusal("years_are_in_wrong_order", field="year_to"))
    if not card.title:
        found.append(Refusal("card_has_no_title", field="title"))
    if found:
        raise Refused(*found)
    return card


def refuse_unfinished(card: MeasureCard) -> None:
    """Raise Refused unless the card may be marked as done: what it is, what it does, who answers for it."""
    missing = [name for name in ESSENTIAL if not getattr(card, name)]
    if missing:
        raise Refused(*(Refusal(f"card_has_no_{name}", field=name) for name in missing))


def stored(card: MeasureCard) -> dict[str, Any]:
    """Return the card as the JSON that the row keeps beside its number, title and group."""
    data: dict[str, Any] = json.loads(canonical_json(card))
    return {name: value for name, value in data.items() if name not in ("number", "title", "body")}


def _texts(typed: TypedCard, found: list[Refusal]) -> dict[str, Any]:
    limits = dict.fromkeys(PROSE, LONGEST_TEXT) | dict.fromkeys(LINES, LONGEST_LINE)
    texts = {name: typed.texts.get(name, "").replace("\r\n", "\n") for name in limits}
    found += [_too_long(name, text, limits[name]) for name, text in texts.items() if len(text) > limits[name]]
    return texts


def _too_long(field: str, text: str, limit: int) -> Refusal:
    return Refusal("text_is_too_long", {"limit": limit, "length": len(text)}, field=field)


def _choices(typed: TypedCard, frame: Frame, found: list[Refusal]) -> dict[str, Any]:
    for name, known in (("intent", INTENTS), ("urgency", URGENCIES)):
        if typed.texts.get(name, "") not in ("", *known):
            found.append(Refusal("choice_is_unknown", field=name))
    if any(code not in frame.municipalities for code in typed.municipalities):
        found.append(Refusal("municipality_is_of_another_area", field="municipalities"))
    chosen = tuple(code for code in frame.municipalities if code in typed.municipalities)
    return {
        "intent": typed.texts.get("intent", ""),
        "urgency": typed.texts.get("urgency", ""),
        "municipalities": () if len(chosen) == len(frame.municipalities) else chosen,
    }


def whole_number(text: str) -> int | None:
    """Return a number as people write it ("1 250 000", "1 250 000 Kč"), None for anything else."""
    digits = "".join(text.removesuffix("Kč").removesuffix(",-").split())
    return int(digits) if digits.isdecimal() and digits.isascii() else None


def _year(text: str, field: str, frame: Frame, found: list[Refusal]) -> int | None:
    if not text:
        return None
    year = whole_number(text)
    if year is None or not frame.period_from <= year <= frame.period_to:
        years = {"first": frame.period_from, "last": frame.period_to}
        found.append(Refusal("year_is_outside_the_plan", years, field=field))
    return year


def _filled(name: str, rows: Sequence[Row], found: list[Refusal]) -> Iterator[tuple[str, Row]]:
    """Yield the rows with something in them, each with the name of its fields' prefix."""
    if len(rows) > MOST_ROWS:
        found.append(Refusal("rows_are_too_many", {"limit": MOST_ROWS}, field=name))
        return
    for index, row in enumerate(rows):
        if any(row.values()):
            yield f"{name}-{index}", row


def _costs(rows: Sequence[Row], frame: Frame, found: list[Refusal]) -> Iterator[Cost]:
    """A source by itself is not a row yet: forms offer the first source without being asked."""
    typed = [row if row.get("year") or row.get("amount_czk") else {} for row in rows]
    for prefix, row in _filled("costs", typed, found):
        year = _year(row.get("year", ""), f"{prefix}-year", frame, found)
        if not row.get("year"):
            found.append(Refusal("cost_has_no_year", field=f"{prefix}-year"))
        amount = _amount(row.get("amount_czk", ""), f"{prefix}-amount_czk", found)
        if row.get("source", "") not in SOURCES:
            found.append(Refusal("cost_has_no_source", field=f"{prefix}-source"))
        yield Cost(year or 0, amount, row.get("source", ""))


def _amount(text: str, field: str, found: list[Refusal]) -> int:
    amount = whole_number(text)
    if not text:
        found.append(Refusal("cost_has_no_amount", field=field))
    elif amount is None:
        found.append(Refusal("number_is_not_whole", {"typed": text[:40]}, field=field))
    elif amount > MOST_CROWNS:
        found.append(Refusal("amount_is_too_large", field=field))
    return amount or 0


def _rows(name: str, rows: Sequence[Row], head: str, found: list[Refusal]) -> Iterator[dict[str, str]]:
    for prefix, row in _filled(name, rows, found):
        if not row.get(head):
            found.append(Refusal("row_has_no_name", field=f"{prefix}-{head}"))
        for column, text in row.items():
            if len(text) > LONGEST_CELL:
                found.append(_too_long(f"{prefix}-{column}", text, LONGEST_CELL))
        yield dict(row)

"""Compares two texts of a document, or two cards of a measure: by section, by field, by word."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from workflow_app.models.action_plan_content import ActionPlanContent
from workflow_app.models.content import (
    Chapter,
    Goal,
    IntentContent,
    MeasureCard,
    MeasureChangeContent,
    PlanContent,
    Priority,
    ReportContent,
    activity_number,
)
from workflows.common.word_difference import Run, compare_words

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_CODES = (
    "intent", "urgency", "year_from", "year_to", "status", "next_step", "planned_czk", "spent_czk", "join_on",
    "cost_share_czk",
)  # fmt: skip
_LISTS = ("costs", "indicators", "activities")
_NOT_COMPARED = ("body", "key", "part", "chapters", "goals", "priorities", "measures", "results")
Comparable = (
    PlanContent | ActionPlanContent | MeasureChangeContent | MeasureCard | ReportContent | IntentContent
)
T = TypeVar("T")
Pair = tuple[T | None, T | None]
Renumbered = Mapping[tuple[str, str], str]  # what and old number -> new number


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs.

    `runs` for prose: words that stayed, were deleted or inserted. `removed` and `added` for everything else:
    codes, years, codes of municipalities ("" is the whole area), rows of costs, indicators and activities.
    """

    name: str
    runs: tuple[Run, ...] = ()
    removed: tuple[Any, ...] = ()
    added: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One section that differs.

    `what` is plan | report | intent | chapter | goal | priority | measure, `kind` is added | removed | changed.
    `body` is the key of the working group that writes the section, "" for the coordinator.
    """

    what: str
    kind: str
    number: str
    title: str
    body: str
    fields: tuple[FieldChange, ...]


def compare(
    before: Comparable | None, after: Comparable | None, renumbered: Renumbered | None = None
) -> tuple[Difference, ...]:
    """Return what changed between two texts of the same kind, in the order in which one reads.

    None on one side means that there was nothing, or that nothing is left. Sections find each other by their
    key or number, then by their title, so that a measure with a new number is not shown as another one.
    `renumbered` (models/numbers.py) says which ones of a plan have a new number; then nothing is guessed about them.
    """
    old, new = _plain(before), _plain(after)
    shown = new or old
    if isinstance(shown, MeasureCard):
        return tuple(_section("measure", old, new))
    if isinstance(shown, IntentContent):
        return tuple(replace(item, title="") for item in _section("intent", old, new))  # the document's own
    if isinstance(shown, ReportContent):
        return tuple(_reports(old, new))
    return tuple(_plans(old, new, renumbered or {}))


def _plain(text: Comparable | None) -> PlanContent | MeasureCard | ReportContent | IntentContent | None:
    """Return a yearly plan as a small plan, and of a proposal the card that it proposes."""
    if isinstance(text, ActionPlanContent):
        return text.as_plan()
    return text.after if isinstance(text, MeasureChangeContent) else text


def _reports(before: Any, after: Any) -> Iterator[Difference]:
    yield from _section("report", before, after)
    results = [side.results if side else () for side in (before, after)]
    yield from _sections("measure", results[0], results[1], lambda item: item.number)


def _plans(before: Any, after: Any, renumbered: Renumbered) -> Iterator[Difference]:
    yield from _section("plan", before, after)
    yield from _sections("chapter", _chapters(before), _chapters(after), lambda item: item.key)
    goals, priorities, measures = (_old_key(what, renumbered) for what in ("goal", "priority", "measure"))
    for old, new in _pairs(_goals(before), _goals(after), _number, goals):
        yield from _section("goal", old, new)
        yield from _sections("priority", _priorities(old), _priorities(new), _number, priorities)
    yield from _sections("measure", _measures(before), _measures(after), _number, measures)


def _number(item: Any) -> str:
    return str(item.number)


def _old_key(what: str, renumbered: Renumbered) -> Callable[[Any], str]:
    """Return what an older section is numbered now; "" when its number has gone to another one."""
    taken = {number for (kind, _), number in renumbered.items() if kind == what}

    def key(item: Any) -> str:
        return renumbered.get((what, item.number), "" if item.number in taken else item.number)

    return key


def _chapters(plan: PlanContent | None) -> Sequence[Chapter]:
    return plan.chapters if plan else ()


def _goals(plan: PlanContent | None) -> Sequence[Goal]:
    return plan.goals if plan else ()


def _priorities(goal: Goal | None) -> Sequence[Priority]:
    return goal.priorities if goal else ()


def _measures(plan: PlanContent | None) -> list[MeasureCard]:
    """Return the cards of the whole plan: a measure that moved under another priority is still the same."""
    return [card for goal in _goals(plan) for priority in goal.priorities for card in priority.measures]


def _sections(
    what: str,
    before: Sequence[T],
    after: Sequence[T],
    key: Callable[[T], str],
    old_key: Callable[[T], str] | None = None,
) -> Iterator[Difference]:
    for old, new in _pairs(before, after, key, old_key):
        yield from _section(what, old, new)


def _pairs(
    before: Sequence[T],
    after: Sequence[T],
    key: Callable[[T], str],
    old_key: Callable[[T], str] | None = None,
) -> list[Pair[T]]:
    """Return pairs in the order of `after`, those that are gone at the end; `old_key` where older ones have another."""
    left, was = list(before), old_key or key
    partners = [_take(left, lambda old, new=new: was(old) == key(new)) for new in after]  # type: ignore[misc]
    for index, new in enumerate(after):
        if partners[index] is None:
            partners[index] = _take(left, lambda old, new=new: old.title == new.title)  # type: ignore[misc]
    return [*zip(partners, after, strict=True), *((old, None) for old in left)]


def _take(left: list[T], fits: Callable[[T], bool]) -> T | None:
    for index, item in enumerate(left):
        if fits(item):
            return left.pop(index)
    return None


def _section(what: str, before: Any, after: Any) -> Iterator[Difference]:
    shown = after or before
    if shown is None:
        return
    kind = CHANGED if before and after else ADDED if after else REMOVED
    changes = tuple(_field_changes(*_alike(before, after), shown))
    if changes or kind != CHANGED:
        number, body = getattr(shown, "number", ""), getattr(shown, "body", "")
        yield Difference(what, kind, number, getattr(shown, "title", ""), body, changes)


def _alike(before: Any, after: Any) -> tuple[Any, Any]:
    """Return two cards with their activities under one number: a measure's new number rewrites none of them."""
    cards = isinstance(before, MeasureCard) and isinstance(after, MeasureCard)
    if not cards or before.number == after.number:
        return before, after
    return _under(before, after.number), _under(after, after.number)


def _under(card: MeasureCard, number: str) -> MeasureCard:
    rows = (replace(item, number=activity_number(item.number, number)) for item in card.activities)
    return replace(card, activities=tuple(rows))


def _field_changes(before: Any, after: Any, shown: Any) -> Iterator[FieldChange]:
    for name in (field.name for field in fields(shown) if field.name not in _NOT_COMPARED):
        old, new = (getattr(side, name, None) for side in (before, after))
        if (old or None) != (new or None):
            yield _field_change(name, old, new)


def _field_change(name: str, old: Any, new: Any) -> FieldChange:
    if name == "municipalities":
        return _set_change(name, old if old is None else old or ("",), new if new is None else new or ("",))
    if name in _LISTS:
        return _set_change(name, old, new)
    if name in _CODES or name.startswith("period_"):
        return FieldChange(name, removed=_known(old), added=_known(new))
    return FieldChange(name, compare_words(old or "", new or ""))


def _set_change(name: str, old: Iterable[Any] | None, new: Iterable[Any] | None) -> FieldChange:
    """Return which rows are gone and which are new; a row that was rewritten is both."""
    was, now = list(old or ()), list(new or ())
    return FieldChange(
        name,
        removed=tuple(item for item in was if item not in now),
        added=tuple(item for item in now if item not in was),
    )


def _known(value: Any) -> tuple[Any, ...]:
    return () if value in (None, "") else (value,)

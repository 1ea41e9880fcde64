"""Turns what people typed into the stages of an approval route, with what is impossible or doubtful in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflow_app.db.uow import Transaction
from workflow_app.engine.stage_bodies import StageBody, bodies_of_stages
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal
from workflow_app.models.approval_route import RouteStage
from workflow_app.usecases.check_route import RouteFindings, check_route
from workflow_app.usecases.measure_input import whole_number
from workflow_app.usecases.route_sequence import names_by_code, read_sequence

PLAIN = ("bodies", "order", "join", "refusal", "without_board", "part", "note")
LONGEST_LINE = 300  # what the area file takes, too
SEQUENCE = "sequence"  # the only text of several lines
COUNTED_JOINS = ("at_least", "share_of_bodies", "share_of_inhabitants")


@dataclass(frozen=True, slots=True)
class TypedStage:
    """One stage as it was typed: `texts` by name of RouteStage's field, the ticked outcomes in `counts`.

    Instead of label there are label_cs and label_en; `proposes` is the outcome that the draft resolution proposes.
    """

    texts: Mapping[str, str]
    counts: Sequence[str]


@dataclass(frozen=True, slots=True)
class RouteDraft:
    """A route as it would be: its stages, the bodies that each names today, and what was found in it."""

    rules: tuple[RouteStage, ...]
    bodies: tuple[tuple[StageBody, ...], ...]
    findings: RouteFindings


def draft_route(tx: Transaction, area_id: int, kind: str, typed: Sequence[TypedStage]) -> RouteDraft:
    """Read what was typed and look at it with the bodies that the area has today; nothing is written."""
    unreadable: list[Refusal] = []
    names = names_by_code(tx, area_id)
    rules = _with_keys([_read(stage, index, names, unreadable) for index, stage in enumerate(typed)])
    draft = checked_route(tx, area_id, kind, rules)
    said = {found.field for found in unreadable}
    errors = (*unreadable, *(found for found in draft.findings.errors if found.field not in said))
    return replace(draft, findings=replace(draft.findings, errors=errors))


def checked_route(tx: Transaction, area_id: int, kind: str, rules: Sequence[RouteStage]) -> RouteDraft:
    """Look at the stages of a route with the bodies that the area has today."""
    bodies = bodies_of_stages(tx, area_id, rules, prague_day(tx.now))
    return RouteDraft(tuple(rules), tuple(map(tuple, bodies)), check_route(kind, rules, bodies))


def _read(typed: TypedStage, index: int, names: Mapping[str, str], found: list[Refusal]) -> RouteStage:
    """Read one stage; what does not matter to it (a count for "all bodies", an order of all at once) is dropped."""
    texts = {name: " ".join(text.split()) for name, text in typed.texts.items()}
    found += _too_long(texts, index)
    label_cs = texts.get("label_cs", "")
    plain: dict[str, Any] = {name: texts.get(name, "") for name in PLAIN}
    rule = RouteStage(
        key=texts.get("key", ""),
        label={"cs": label_cs, "en": texts.get("label_en", "") or label_cs},
        counts=_counts(typed, index, found),
        join_value=_number(texts, index, "join_value", found),
        deadline_days=_number(texts, index, "deadline_days", found) or 0,
        body_key=texts.get("body_key", "") if texts.get("bodies") == "named" else "",
        sequence=_sequence(typed, index, names, found) if plain["order"] == "one_by_one" else (),
        **plain,
    )
    return replace(
        rule,
        join_value=rule.join_value if rule.join in COUNTED_JOINS else None,
        without_board=rule.without_board if rule.is_of_boards else "skip",
    )


def _sequence(
    typed: TypedStage, index: int, names: Mapping[str, str], found: list[Refusal]
) -> tuple[str, ...]:
    """In what order the municipalities are asked, by their codes."""
    return read_sequence(typed.texts.get(SEQUENCE, ""), names, f"stages-{index}-{SEQUENCE}", found)


def _counts(typed: TypedStage, index: int, found: list[Refusal]) -> tuple[str, ...]:
    """What counts, with what the draft resolution proposes first; without a choice that is the first one ticked."""
    ticked, proposed = list(typed.counts), typed.texts.get("proposes", "")
    if proposed and ticked and proposed not in ticked:
        found.append(Refusal("proposal_does_not_count", field=f"stages-{index}-proposes"))
    return tuple(sorted(ticked, key=lambda outcome: outcome != proposed))


def _too_long(texts: Mapping[str, str], index: int) -> Iterator[Refusal]:
    for name, text in texts.items():
        if len(text) > LONGEST_LINE and name != SEQUENCE:
            limits = {"limit": LONGEST_LINE, "length": len(text)}
            yield Refusal("text_is_too_long", limits, field=f"stages-{index}-{name}")


def _number(texts: Mapping[str, str], index: int, name: str, found: list[Refusal]) -> int | None:
    text = texts.get(name, "")
    number = whole_number(text)
    if text and number is None and not (name == "join_value" and texts.get("join") not in COUNTED_JOINS):
        typed = {"typed": text[:40]}
        found.append(Refusal("number_is_not_whole", typed, field=f"stages-{index}-{name}"))
    return number


def _with_keys(rules: Sequence[RouteStage]) -> list[RouteStage]:
    """Give every stage a key of its own; those that have one keep it."""
    taken = {rule.key for rule in rules}
    free = (f"step-{number}" for number in range(1, 1000) if f"step-{number}" not in taken)
    seen: set[str] = set()
    keyed = []
    for rule in rules:
        key = rule.key if rule.key and rule.key not in seen else next(free)
        seen.add(key)
        keyed.append(replace(rule, key=key))
    return keyed
